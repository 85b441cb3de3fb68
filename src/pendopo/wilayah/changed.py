"""Which nodes a law ever changed. Almost none were, and of the others nobody need be asked what they were before.

In: nothing. Out: the ids, kept in memory until the tree changes again. Whether it did is asked each time with
one small statement; a page asks once, for all it reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from pendopo.wilayah.models import FormerState

_NEWEST = "SELECT (SELECT max(id) FROM wilayah_treechange), (SELECT max(id) FROM wilayah_formerstate)"


@dataclass(frozen=True, slots=True)
class Changed:
    version: int
    """Another number after every change of the tree."""
    nodes: frozenset[int] = frozenset()
    """That were called otherwise or hung elsewhere before."""
    parents: frozenset[int] = frozenset()
    """That had one of these right below them before."""


_held: ContextVar[Changed | None] = ContextVar("changed", default=None)


def changed() -> Changed:
    return _held.get() or _changed()


@contextmanager
def held_still() -> Iterator[None]:
    """For reading one page: the tree as known at its beginning. Not for commands, which may change it."""
    token = _held.set(_changed())
    try:
        yield
    finally:
        _held.reset(token)


def _changed() -> Changed:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        change, state = cursor.fetchone() or (None, None)
    return _read(connection.settings_dict["NAME"], change or 0, state or 0)


@lru_cache(maxsize=1)
def _read(_database: str, change: int, state: int) -> Changed:
    if not state:
        return Changed(change)
    pairs = list(FormerState.objects.values_list("wilayah_id", "parent_id"))
    return Changed(change, frozenset(n for n, _p in pairs), frozenset(p for _n, p in pairs if p))
