"""Many rows into one table, by COPY.

In: a model, names of its fields, rows in the order of those names. Out: the rows are in the table, at the
cost of a few microseconds each, in the caller's transaction. Constraints hold as ever; defaults of the model
do not, for they live in Python: name every field that has no null. It is for commands only, like
`bulk_create`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write the rows; answers how many."""
    columns = [sql.Identifier(str(model._meta.get_field(name).column)) for name in fields]  # type: ignore[union-attr]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(columns)
    )
    written = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            written += 1
    return written


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else will get, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
