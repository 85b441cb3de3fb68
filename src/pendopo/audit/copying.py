"""Many rows into one table, by COPY: the floor of `kernel.bulk`, here because events are many rows too.

The lines of COPY are written here, column by column: a large import is more than ten rows for each row of its sheet,
the values of a column are mostly of one type, and the driver's general way costs ten times as much. A type that is
not known here is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg import sql
from psycopg.types.range import Range

from pendopo.audit.behind import copier

_TOGETHER = 1000
"""Lines that go to the server at once."""
_SPECIAL = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write the rows, each in the order of `fields`; answers how many."""
    columns = [sql.Identifier(str(model._meta.get_field(name).column)) for name in fields]  # type: ignore[union-attr]  # columns only
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(columns)
    )
    made = _Blocks(rows)
    first = next(made, "")
    beside = copier(begin=made.count == _TOGETHER)
    if beside:
        beside.copy(statement, chain([first], made))
    else:
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
            for block in chain([first], made):
                copy.write(block)
    return made.count


class _Blocks:
    """The rows as COPY reads them, so many lines at a time; knows how many it gave."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows, self.count = iter(rows), 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        rows = list(islice(self._rows, _TOGETHER))
        if not rows:
            raise StopIteration
        self.count += len(rows)
        return lines(rows)


def lines(rows: Sequence[Sequence[Any]]) -> str:
    """Rows of equal length as COPY reads them."""
    columns = map(_words, zip(*rows, strict=True))
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _words(values: Sequence[Any]) -> Iterable[str]:
    """The values of one column."""
    kinds = set(map(type, values))
    if len(kinds) > 1:
        return [_WORDS[value.__class__](value) for value in values]
    [kind] = kinds
    if kind is str and _text(whole := "".join(values)) is whole:  # nearly all texts are written as they are
        return values
    return map(_WORDS[kind], values)


def _text(value: str) -> str:
    if "\\" in value or "\t" in value or "\n" in value or "\r" in value:  # many times as quick as `translate`
        return value.translate(_SPECIAL)
    return value


def _array(values: Sequence[str | int]) -> str:
    if not values:
        return "{}"
    quoted = (str(v).replace("\\", "\\\\").replace('"', '\\"') for v in values)
    return _text('{"' + '","'.join(quoted) + '"}')


def _range(value: Range[date]) -> str:
    """Of days. No range of ours excludes its beginning."""
    if value.isempty:
        return "empty"
    return f"{value.bounds[0]}{value.lower or ''},{value.upper or ''}{value.bounds[1]}"


class _ByType(dict[type, Callable[[Any], str]]):
    """A type that was not met yet (an enum of texts, a range of Django's) is written as what it is made of."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        for base in kind.__mro__:
            if base in self:
                self[kind] = self[base]
                return self[base]
        raise TypeError(f"COPY of {kind.__name__} is not known")


_WORDS = _ByType(
    {
        type(None): lambda _value: r"\N",
        str: _text,
        bool: lambda value: "t" if value else "f",
        int: int.__repr__,
        float: float.__repr__,
        date: date.isoformat,
        datetime: datetime.isoformat,
        UUID: str,
        bytes: lambda value: r"\\x" + value.hex(),
        memoryview: lambda value: r"\\x" + value.hex(),
        list: _array,
        Range: _range,
    }
)
