"""Questions of every page: Django writes their SQL once, afterwards only the values change.

In: a function that makes a queryset of its values. Out: a function that takes such values and answers a list.
Writing the SQL takes Django twice as long as asking it and reading the answer. The function is called once, with
marks instead of values, so it cannot look at them; a list of keys is asked for with `OneOf`. Values reach the
database as they are: what a field would have prepared is for the caller to prepare. Not for questions whose
shape differs from asking to asking.
"""

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Expression, Lookup, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")


class Mark(Expression):
    """Where a value will stand."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


class OneOf(Lookup[Any]):
    """Equal to one of a list: `filter(OneOf(F("pk"), ids))`."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = compiler.compile(self.rhs)
        return f"{left} = ANY ({right})", [*left_values, *right_values]


def prepared(make: Callable[..., QuerySet[M, Row]]) -> Callable[..., list[Row]]:
    """`by_code = prepared(lambda code: Wilayah.objects.filter(code=code))`, then `by_code("35.07")`."""

    @lru_cache(maxsize=1)
    def written(count: int) -> tuple[QuerySet[M, Row], SQLCompiler, str, tuple[Any, ...]]:
        queryset = make(*(Mark(at) for at in range(count)))
        compiler = queryset.query.get_compiler(using=queryset.db)
        return queryset, compiler, *compiler.as_sql()

    def ask(*values: Any) -> list[Row]:
        queryset, compiler, sql, marks = written(len(values))
        given = tuple(listed(values[mark.at]) if isinstance(mark, Mark) else mark for mark in marks)
        asking = queryset.all()
        bound = copy(compiler)  # shared by all threads; each has its own connection
        bound.connection = connections[queryset.db]
        vars(bound)["as_sql"] = lambda: (sql, given)
        vars(asking.query)["get_compiler"] = lambda *_, **_using: bound
        return list(asking)

    return ask


def listed(value: Any) -> Any:
    """A list of numbers or bytes as the database writes it: the driver looks at each, which takes ten times as long."""
    if isinstance(value, list) and value and type(value[0]) is int:
        return f"{{{','.join(map(str, value))}}}"
    if isinstance(value, list) and value and type(value[0]) is bytes:
        return "{" + ",".join([f'"\\\\x{one.hex()}"' for one in value]) + "}"
    return value
