"""A map of shares in at most five shades, with its legend, its credit and links to each area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.shared.numbers import format_percent
from pendopo.web.charts.classes import class_of, classes
from pendopo.wilayah.shapes import CREDIT, Shapes

_SHADES = {1: (4,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Area:
    """What is known of one place: its share (0 to 1, None: nothing counted), a sentence and where it leads."""

    name: str
    share: float | None
    note: str = ""
    url: str = ""
    kind: str = ""
    """A state instead of a share: its colour class, as in bars; `keys` then say what the colours mean."""


def choropleth(
    shapes: Shapes, areas: Mapping[str, Area], title: str, keys: Sequence[tuple[str, str]] = ()
) -> SafeString:
    """`areas` by Kemendagri code. Draws nothing where no boundaries exist: the page then shows its list."""
    if not shapes:
        return SafeString("")
    bounds = classes(area.share for area in areas.values())
    drawn = format_html_join(
        "", "{}", ((_area(areas.get(code), path, bounds),) for code, path in shapes.areas)
    )
    return format_html(
        '<figure class="chart"><svg class="map" role="group" aria-label="{}" viewBox="{}"><title>{}</title>{}</svg>'
        "{}<figcaption>{}</figcaption></figure>",
        *(title, shapes.view_box, title, drawn, _keys(keys) if keys else legend(bounds), CREDIT),
    )


def legend(bounds: Sequence[float]) -> SafeString:
    shades = [(_shade(i + 1, len(bounds) - 1), words) for i, words in enumerate(_ranges(bounds))]
    return _keys([*shades, ("c0", _("belum ada data"))])


def _keys(keys: Sequence[tuple[str, str]]) -> SafeString:
    return format_html(
        '<ul class="keys">{}</ul>',
        format_html_join("", '<li><svg class="key {0}" viewBox="0 0 10 10" aria-hidden="true">'
                         '<rect width="10" height="10"/></svg>{1}</li>', keys),
    )  # fmt: skip


def _area(area: Area | None, path: str, bounds: tuple[float, ...]) -> SafeString:
    if area is None:
        return format_html('<path class="c0" d="{}"/>', path)
    shade = area.kind or _shade(class_of(area.share, bounds), len(bounds) - 1)
    words = area.note or (_("belum ada data") if area.share is None else format_percent(area.share))
    shape = format_html('<path class="{}" d="{}"><title>{}: {}</title></path>', shade, path, area.name, words)
    if not area.url:
        return shape
    return format_html('<a href="{}" aria-label="{}: {}">{}</a>', area.url, area.name, words, shape)


def _shade(number: int, count: int) -> str:
    """Few classes take shades far apart."""
    return f"c{_SHADES[min(count, 5)][min(number, 5) - 1]}" if number and count > 0 else "c0"


def _ranges(bounds: Sequence[float]) -> list[str]:
    return [f"{_points(low)}–{_points(high)} %" for low, high in pairwise(bounds)]


def _points(share: float) -> str:
    return str(round(share * 100))
