"""Rows of a consolidation with every word written out, so that a page of forty places renders quickly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from pendopo.insights.figures import Figures, PlaceFigures
from pendopo.shared.numbers import format_number, format_percent
from pendopo.web.konsolidasi.drawing import Words, standing_bar, standing_words


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    url: str
    bare: bool
    """No PSM at all."""
    psm: str
    share: str
    bar: SafeString
    invalid: str
    covered: str
    old: str
    board: SafeString
    """The tag of its board, or how many of its boards are legal; empty where boards are not spoken of."""


def lines_of(
    rows: Sequence[PlaceFigures], per: str, boards: Mapping[str, SafeString] | None = None
) -> list[Line]:
    address = reverse("konsolidasi:halaman")
    cells, words = boards or {}, standing_words()
    return [
        line_of(
            row.name,
            row.figures,
            f"{address}?wilayah={row.code}{per}" if row.open else "",
            cells.get(row.path, SafeString("")),
            words,
        )
        for row in rows
    ]


def line_of(
    name: str, figures: Figures, url: str = "", board: SafeString | str = "", words: Words | None = None
) -> Line:
    return Line(
        name=name,
        url=url,
        bare=not figures.psm,
        psm=format_number(figures.psm),
        share=format_percent(figures.valid, figures.psm),
        bar=thin_bar(figures, words),
        invalid=format_number(figures.invalid),
        covered=f"{format_number(figures.covered)} / {format_number(figures.villages)}",
        old=format_percent(figures.sixty_up, figures.known_birth),
        board=SafeString(board),
    )


def thin_bar(figures: Figures, words: Words | None = None) -> SafeString:
    """`charts.bar` of the standings, written by hand: whole numbers and our own class names, nothing to escape
    but the labels."""
    whole, x, boxes, told = figures.psm or 1, 0, [], []
    for part in standing_bar(figures, words):
        if part.value <= 0:
            continue
        width = min(max(round(1000 * part.value / whole), 6), 1000 - x)
        boxes.append(f'<rect class="k-{part.kind}" x="{x}" width="{width}" height="10"/>')
        told.append(f"{part.label} {format_number(part.value)}")
        x += width
    return SafeString(
        '<svg class="bar" role="img" viewBox="0 0 1000 10" preserveAspectRatio="none">'
        f"<title>{escape(', '.join(told))}</title>{''.join(boxes)}</svg>"
    )
