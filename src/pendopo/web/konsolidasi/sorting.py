"""The orders in which the places of a consolidation may stand."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.insights.figures import Figures, PlaceFigures

WORST = "terburuk"


def _worst_first(figures: Figures) -> tuple[Any, ...]:
    """Places without any PSM first, then the lowest share, of equal ones the larger number."""
    share = figures.share
    return (-1.0 if share is None else share, -figures.empty_villages, -figures.psm)


def _oldest_first(figures: Figures) -> float:
    return -(figures.sixty_up / figures.known_birth) if figures.known_birth else 1.0


ORDERS: dict[str, tuple[str | Promise, Callable[[PlaceFigures], Any]]] = {
    WORST: (_("Paling perlu dibantu"), lambda row: _worst_first(row.figures)),
    "nama": (_("Nama"), lambda row: row.name.split(" ", 1)[-1] if "." in row.name else row.name),
    "psm": (_("PSM terbanyak"), lambda row: -row.figures.psm),
    "usia": (_("Paling banyak berusia 60 ke atas"), lambda row: _oldest_first(row.figures)),
}


def ordered(rows: Sequence[PlaceFigures], order: str) -> list[PlaceFigures]:
    return sorted(rows, key=ORDERS.get(order, ORDERS[WORST])[1])


def order_of(asked: str) -> str:
    return asked if asked in ORDERS else WORST
