"""An age pyramid: men to the left, women to the right, the oldest on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.shared.numbers import format_number
from pendopo.web.charts.twin import twin

_WIDTH, _ROW, _TOP = 360, 24, 24
_MIDDLE, _LABEL = 180, 58  # the age labels stand in the middle
_SIDE = (_WIDTH - _LABEL) // 2 - 44  # room for the number beside the longest bar


@dataclass(frozen=True, slots=True)
class Band:
    """One age band, youngest first in a list: '35–39', men, women."""

    label: str
    men: int
    women: int


def pyramid(bands: Sequence[Band], title: str) -> SafeString:
    most = max((max(b.men, b.women) for b in bands), default=0) or 1
    rows = [_row(band, i, most) for i, band in enumerate(reversed(bands))]
    return format_html(
        '<figure class="chart"><svg class="pyramid" role="img" viewBox="0 0 {} {}"><title>{}</title>'
        '<text class="strong" x="{}" y="15" text-anchor="end">{}</text><text class="strong" x="{}" y="15">{}</text>'
        "{}</svg>{}</figure>",
        _WIDTH,
        _TOP + _ROW * len(bands),
        title,
        _MIDDLE - _LABEL // 2,
        _("Laki-laki"),
        _MIDDLE + _LABEL // 2,
        _("Perempuan"),
        format_html_join("", "{}", ((row,) for row in rows)),
        twin([_("Umur"), _("Laki-laki"), _("Perempuan")], [_written(band) for band in reversed(bands)]),
    )


def _row(band: Band, index: int, most: int) -> SafeString:
    top = _TOP + index * _ROW
    left, right = _MIDDLE - _LABEL // 2, _MIDDLE + _LABEL // 2
    men, women = round(_SIDE * band.men / most), round(_SIDE * band.women / most)
    return format_html(
        '<rect class="k-pria" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
        '<rect class="k-wanita" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
        '<text x="{}" y="{}" text-anchor="end">{}</text><text x="{}" y="{}">{}</text>'
        '<text class="strong" x="{}" y="{}" text-anchor="middle">{}</text>',
        *(left - men, top, men, _ROW - 4),
        *(right, top, women, _ROW - 4),
        *(left - men - 4, top + 15, format_number(band.men)),
        *(right + women + 4, top + 15, format_number(band.women)),
        *(_MIDDLE, top + 15, band.label),
    )


def _written(band: Band) -> tuple[str, str, str]:
    return band.label, format_number(band.men), format_number(band.women)
