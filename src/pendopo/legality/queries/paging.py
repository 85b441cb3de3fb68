"""One page of a list, with a total that is cheap and honest: exact up to `MOST`, "more than" beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")
SIZE = 25
MOST = 10_000


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


def count_up_to(rows: QuerySet[Any]) -> tuple[int, bool]:
    """(number, are there more): counts no further than `MOST`."""
    found = rows.order_by()[: MOST + 1].count()
    return min(found, MOST), found > MOST


def slice_of(rows: QuerySet[Any], number: int, counted: tuple[int, bool]) -> tuple[list[Any], int]:
    """The rows of page `number`, brought back into what exists, and the number it became."""
    pages = max(1, -(-counted[0] // SIZE))
    number = min(max(number, 1), pages)
    start = (number - 1) * SIZE
    return list(rows[start : start + SIZE]), number
