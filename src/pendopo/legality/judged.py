"""One period of a posting as it was judged just now, not yet stored: what `Segment` is once it lies in the database."""

from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange


class Judged(NamedTuple):
    """In the order of the columns; a hundred thousand of them are no rows of the ORM."""

    posting_id: int
    person_id: int
    village_path: str
    name_key: str
    birth_on: date | None
    sex: str
    period: DateRange
    standing: str
    checked: bool
    soon_from: date | None
    sk_id: int | None
    ends_on: date | None
    reasons: list[str]
    warnings: list[str]
    rule_version: str
