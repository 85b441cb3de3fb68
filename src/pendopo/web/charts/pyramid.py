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
    """One age band, youngest first in a list: '35–39', men, women; and those drawn on neither side."""

    label: str
    men: int
    women: int
    unsexed: int = 0


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
        _twin(bands),
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


def _twin(bands: Sequence[Band]) -> SafeString:
    """The numbers; a column for those whose sex is not recorded only where there are any."""
    heads = [_("Umur"), _("Laki-laki"), _("Perempuan")]
    rows = [[b.label, *map(format_number, (b.men, b.women, b.unsexed))] for b in reversed(bands)]
    if any(band.unsexed for band in bands):
        return twin([*heads, _("Belum dicatat")], rows)
    return twin(heads, [row[:3] for row in rows])
