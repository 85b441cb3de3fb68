"""Rows that a save did not take, as both result pages show them."""

from collections.abc import Iterable

from pendopo.processes.models import ImportRow

SHOWN = 50
"""So many of them, or of boards, the page tells; the workbook has all."""


def alike(rows: Iterable[tuple[ImportRow, list[str]]]) -> list[tuple[str, str]]:
    """(why, "Lembar 1 · 4, 5, 16"): rows that wait for the same are told together."""
    told: dict[str, dict[str, list[str]]] = {}
    for row, reasons in rows:
        sheets = told.setdefault(" ".join(reasons), {})
        sheets.setdefault(row.sheet, []).append(str(row.row))
    return [
        (why[:1].upper() + why[1:], "; ".join(f"{sheet} · {', '.join(at)}" for sheet, at in sheets.items()))
        for why, sheets in told.items()
    ]
