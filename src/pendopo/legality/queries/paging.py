"""One page of a list, with a total that is cheap and honest: exact up to a limit, "more than" beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

T = TypeVar("T")
SIZE = 25
MOST, MOST_ABOVE = 10_000, 100
FEW = 2_000
"""Rows that are put in order here sooner than sought along an index."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    number: int
    total: int
    more: bool = False
    """There are more than `total`; nobody pages that far, the filters narrow it."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // SIZE))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def paginator(self) -> Any:
        return None if self.more else SimpleNamespace(num_pages=self.pages)


def pages_of(
    parts: Sequence[QuerySet[Any]], number: int, most: int, scattered: QuerySet[Any] | None = None
) -> tuple[list[int], int, int, bool]:
    """(keys of page `number`, the number brought back into what exists, total, are there more).

    The list is the parts one after the other, and then the rows that lie scattered along their index. Reads
    keys in order and no further than `most`, so that one walk along an index gives page and total.
    """
    keys: list[int] = []
    for rows in parts:
        keys += rows.values_list("pk", flat=True)[: most + 1 - len(keys)] if len(keys) <= most else ()
    if scattered is not None and len(keys) <= most:
        keys += _gathered(scattered, most + 1 - len(keys))
    total = min(len(keys), most)
    number = min(max(number, 1), max(1, -(-total // SIZE)))
    return keys[:total][(number - 1) * SIZE : number * SIZE], number, total, len(keys) > most


def _gathered(rows: QuerySet[Any], wanted: int) -> list[int]:
    """The first keys of rows that may be many or none: few are read as they are found and ordered here.

    Asked in order for a few rows that are not there, the planner walks the whole index to its end.
    """
    found = list(rows.order_by().values_list(*rows.query.order_by)[: FEW + 1])
    if len(found) > FEW:
        return list(rows.values_list("pk", flat=True)[:wanted])
    return [key for *_, key in sorted(found)[:wanted]]


def most_of(place: Wilayah) -> int:
    """How far a list counts: a regency and below in full, a province or the country a few pages."""
    return MOST if place.level >= Level.REGENCY else MOST_ABOVE
