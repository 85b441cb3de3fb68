"""Many rows into one table, by COPY, and many ids in one question.

In: a model, names of its fields, rows in the order of those names; or objects that were not saved. Out: the rows
are in the table, at the cost of a few microseconds each, in the caller's transaction. Constraints hold as ever;
defaults of the model do not where rows are given, for they live in Python: name every field that has no null.
It is for commands only, like `bulk_create`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from pendopo.audit.behind import between_copies
from pendopo.audit.copying import copy_rows
from pendopo.prepared import Mark, listed

__all__ = ["among", "between_copies", "copy_objects", "copy_rows", "next_ids", "unsaved"]
M = TypeVar("M", bound=models.Model)


def unsaved(model: type[M], **values: Any) -> M:
    """A new object by the names of its columns, ten times as quick as its constructor, which sends signals too."""
    columns = _columns(model)
    one = model.__new__(model)
    one._state = ModelState()
    kept = one.__dict__
    kept.update(columns.given)
    kept.update(values)
    if len(kept) != columns.attributes:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(values.keys() - columns.given.keys()))}")
    for name, make in columns.made:
        if name not in values:
            kept[name] = make()
    return one


class _Columns(NamedTuple):
    """Names of the columns → what a new row has there; of those that are `made` for each row only the name."""

    given: dict[str, Any]
    made: tuple[tuple[str, Callable[[], Any]], ...]
    attributes: int
    """How many an object has."""


@lru_cache
def _columns(model: type[models.Model]) -> _Columns:
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    made = tuple((f.attname, f.default) for f in fields if f.has_default() and callable(f.default))
    names = {name for name, _make in made}
    given = {f.attname: None if f.attname in names else f.get_default() for f in fields}
    return _Columns(given, made, 1 + len(given))  # its state is the first


def copy_objects(objects: Sequence[models.Model]) -> None:
    """Save new objects of one model, and number them where nobody did before. No JSON fields, no signals."""
    if not objects:
        return
    if objects[0].pk is None:
        for one, pk in zip(objects, next_ids(type(objects[0]), len(objects)), strict=True):
            one.pk = pk
    model, alias = type(objects[0]), connection.alias
    for one in objects:
        one._state.adding, one._state.db = False, alias
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    row = itemgetter(*(f.attname for f in fields))
    copy_rows(model, [f.name for f in fields], map(row, map(vars, objects)))


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else will get, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(named) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass named OFFSET 0), "
            "generate_series(1, %s)",  # OFFSET: its name is looked up once
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def among(values: Iterable[int | bytes] | Mark, kind: Literal["bigint", "bytea"] = "bigint") -> RawSQL:
    """For `…__in=`: the values as one, so that a hundred thousand of them make no statement of megabytes."""
    kept = values if isinstance(values, Mark) else listed(list(values))
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [kept])  # noqa: S611 (one of two words of ours)
