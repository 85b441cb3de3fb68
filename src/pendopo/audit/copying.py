"""Many rows into one table, by COPY: the floor of `kernel.bulk`, here because events are many rows too."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write the rows, each in the order of `fields`; answers how many."""
    columns = [sql.Identifier(str(model._meta.get_field(name).column)) for name in fields]  # type: ignore[union-attr]  # columns only
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(columns)
    )
    written = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            written += 1
    return written
