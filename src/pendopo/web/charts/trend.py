"""A trend line of shares over time. Its words are HTML, so they keep their size on a small screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.shared.numbers import format_percent
from pendopo.web.charts.twin import twin

_WIDTH, _HEIGHT = 1000, 100
_LABELS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A share from 0 to 1 under its label ('Mei 2023'); None where nothing was counted: the line breaks."""

    label: str
    share: float | None


def trend(points: Sequence[Point], title: str, *, tiny: bool = False) -> SafeString:
    """Points stand evenly from left to right; `tiny` is for small multiples (no table, only both ends)."""
    shape = format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"><title>{}</title>{}{}</svg>',
        *(_WIDTH, _HEIGHT, title),
        format_html_join("", '<path class="grid" d="M0 {}h{}"/>', ((y, _WIDTH) for y in (0, 50, 100))),
        format_html_join("", "{}", ((_stretch(part),) for part in _stretches(points))),
    )
    labels = points[:: max(1, len(points) - 1 if tiny else -(-(len(points) - 1) // (_LABELS - 1)))]
    return format_html(
        '<figure class="chart"><div class="trend{}"><div class="trend-y" aria-hidden="true">{}</div>{}'
        '<div class="trend-x" aria-hidden="true">{}</div></div>{}</figure>',
        " tiny" if tiny else "",
        format_html_join("", "<span>{}</span>", ((mark,) for mark in _marks(tiny))),
        shape,
        format_html_join("", "<span>{}</span>", ((p.label,) for p in labels)),
        SafeString("") if tiny else twin([_("Waktu"), _("Bagian")], [(p.label, _share(p)) for p in points]),
    )


def _marks(tiny: bool) -> list[str]:
    return [format_percent(share) for share in ((1, 0) if tiny else (1, 0.5, 0))]


def _stretches(points: Sequence[Point]) -> list[list[tuple[int, int]]]:
    step = _WIDTH / max(len(points) - 1, 1)
    stretches: list[list[tuple[int, int]]] = [[]]
    for i, point in enumerate(points):
        if point.share is None:
            stretches.append([])
        else:
            stretches[-1].append((round(i * step), round(_HEIGHT * (1 - point.share))))
    return [stretch for stretch in stretches if stretch]


def _stretch(dots: list[tuple[int, int]]) -> SafeString:
    """Area, line and the last dot (a line of no length with round ends stays round when the drawing stretches)."""
    line = "L".join(f"{x} {y}" for x, y in dots)
    (first, _y), (last, last_y) = dots[0], dots[-1]
    return format_html(
        '<path class="trend-area" d="M{0}V{1}H{2}z"/><path class="trend-line" d="M{0}"/>'
        '<path class="trend-dot" d="M{3} {4}h0"/>',
        *(line, _HEIGHT, first, last, last_y),
    )


def _share(point: Point) -> str:
    return "–" if point.share is None else format_percent(point.share)
