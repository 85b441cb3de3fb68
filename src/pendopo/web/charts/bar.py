"""A stacked bar: shares of one whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pendopo.shared.numbers import format_number

_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Segment:
    """`kind` is a colour class: sah, segera, habis, gugur, ragu, belum, nila, sogan, pria, wanita."""

    kind: str
    value: float
    label: str


def bar(segments: Sequence[Segment], total: float, title: str = "") -> SafeString:
    """Segments from the left; what is missing to `total` stays empty. A value above none is always seen."""
    shown = [s for s in segments if s.value > 0 and total > 0]
    words = title or ", ".join(f"{s.label} {format_number(s.value)}" for s in segments)
    return format_html(
        '<svg class="bar" role="img" viewBox="0 0 {} 10" preserveAspectRatio="none"><title>{}</title>{}</svg>',
        _WIDTH,
        words,
        format_html_join("", '<rect class="k-{}" x="{}" width="{}" height="10"/>', _boxes(shown, total)),
    )


def _boxes(segments: Sequence[Segment], total: float) -> list[tuple[str, int, int]]:
    boxes, x = [], 0
    for segment in segments:
        width = min(max(round(_WIDTH * segment.value / total), 6), _WIDTH - x)
        boxes.append((segment.kind, x, width))
        x += width
    return boxes
