"""What is judged and what came of it, as plain rows: a hundred thousand of them are no rows of the ORM."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from pendopo.kernel.bulk import among
from pendopo.prepared import prepared
from pendopo.roster.models import PsmPosting


class Holder(NamedTuple):
    """Of the person of a posting what her timeline depends on or carries."""

    name_key: str
    birth_on: date | None
    sex: str
    died_on: date | None
    merged_into_id: int | None


class ToJudge(NamedTuple):
    """Of a posting what its timeline depends on; names are those of `PsmPosting`, which may stand in its place."""

    pk: int
    person_id: int
    village_id: int
    village_path: str
    starts_on: date
    until: date | None
    bimtek_attended: bool | None
    bimtek_on: date | None
    cancelled_at: datetime | None
    person: Holder


_OF_POSTING = ToJudge._fields[:-1]
_OF_PERSON = tuple(f"person__{name}" for name in Holder._fields)


_rows = prepared(
    lambda postings: PsmPosting.objects.filter(pk__in=among(postings)).values_list(*_OF_POSTING, *_OF_PERSON)
)


def to_judge(posting_ids: list[int]) -> list[ToJudge]:
    own = len(_OF_POSTING)
    return [ToJudge._make((*row[:own], Holder._make(row[own:]))) for row in _rows(posting_ids)]


class Judged(NamedTuple):
    """One period of a posting as it was judged just now: what `Segment` is once it lies in the database."""

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
