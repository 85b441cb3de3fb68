"""Two dates of one place beside each other: what was gained, lost, expired, and by whom.

A person counts once per place: somebody who moved inside it is neither new nor gone. Only segments that hold
on one of the two days and not on the other are read, so what stood still costs nothing. Numbers pass the gate
of figures, names that of people.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.insights.boards import BoardState, boards_on
from pendopo.insights.figures import Consolidation
from pendopo.insights.queries import consolidation
from pendopo.insights.snapshot import one_moment
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import Segment
from pendopo.legality.models.verdicts import BEGINS, PAST
from pendopo.legality.queries.paging import Page, pages_of
from pendopo.legality.queries.psm import why_of
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

_MOST = 1000


class Change(StrEnum):
    """What happened to a person between the two dates; each person is in at most one."""

    JOINED = "baru"
    GONE = "berhenti"
    GAINED = "menjadi_sah"
    EXPIRED = "menjadi_habis"
    LOST = "tidak_sah_lagi"
    OTHER = "lain"
    """Serves on both days with another paper or another reason, but neither gained nor lost."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`people`: how many of each change. `joined_legal`, `gone_legal`: of the new and the gone, those legal."""

    then: Consolidation
    now: Consolidation
    people: dict[Change, int]
    joined_legal: int
    gone_legal: int
    boards_then: dict[str, BoardState]
    boards_now: dict[str, BoardState]

    def boards_gained(self) -> list[str]:
        """Paths of places whose board is legal now and was not."""
        return sorted(p for p, s in self.boards_now.items() if s.legal and not _legal(self.boards_then, p))

    def boards_lost(self) -> list[str]:
        return sorted(p for p, s in self.boards_then.items() if s.legal and not _legal(self.boards_now, p))


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    person_id: int
    name: str
    village: str
    then: str
    """Standing on the earlier day; empty when not in service."""
    now: str
    why: str


# Of what holds on one of the days, only what began or ended between them is read.
_CHANGED = f"""
    WITH old AS (
        SELECT person_id, standing FROM legality_segment
        WHERE village_path >= %(from)s AND village_path < %(until)s
          AND {BEGINS} <= %(since)s AND {PAST} > %(since)s AND {PAST} <= %(on)s
    ),
    new AS (
        SELECT person_id, standing FROM legality_segment
        WHERE village_path >= %(from)s AND village_path < %(until)s
          AND {BEGINS} > %(since)s AND {BEGINS} <= %(on)s AND {PAST} > %(on)s
    )
    SELECT CASE
        WHEN old.person_id IS NULL THEN '{Change.JOINED}'
        WHEN new.person_id IS NULL THEN '{Change.GONE}'
        WHEN old.standing <> 'sah' AND new.standing = 'sah' THEN '{Change.GAINED}'
        WHEN old.standing = 'sah' AND new.standing = 'habis' THEN '{Change.EXPIRED}'
        WHEN old.standing = 'sah' AND new.standing <> 'sah' THEN '{Change.LOST}'
        ELSE '{Change.OTHER}' END AS change,
        count(*), count(*) FILTER (WHERE coalesce(new.standing, old.standing) = 'sah')
    FROM old FULL JOIN new USING (person_id) GROUP BY 1
"""  # noqa: S608  (the parts are words of this file)


@one_moment()
def compare(actor: Actor, place: Wilayah, since: date, on: date) -> Comparison:
    """Both consolidations and the changes from the earlier day to the later, all of one moment.

    NotVisible as for the consolidation.
    """
    then, now = consolidation(actor, place, since), consolidation(actor, place, on)
    counted = _counted(place, since, on)
    level = Level(min(max(place.level + 1, Level.REGENCY), Level.VILLAGE))
    return Comparison(
        then=then,
        now=now,
        people={change: counted.get(change, (0, 0))[0] for change in Change},
        joined_legal=counted.get(Change.JOINED, (0, 0))[1],
        gone_legal=counted.get(Change.GONE, (0, 0))[1],
        boards_then=boards_on(place, level, since),
        boards_now=boards_on(place, level, on),
    )


def changed_people(
    actor: Actor, place: Wilayah, since: date, on: date, change: Change, number: int = 1
) -> Page[ChangedPerson]:
    """The names of one change, by name; NotVisible outside one's reach."""
    if not actor.reaches(place.path):
        raise NotVisible
    rows = visible(Segment.objects.all(), replace(actor, path=place.path), Permission.PERSON_VIEW)
    day, other = (since, on) if change == Change.GONE else (on, since)
    named = _of_change(rows.filter(period__contains=day).exclude(period__contains=other), rows, other, change)
    keys, at, total, more = pages_of([named.order_by("name_key", "id")], number, _MOST)
    return Page([_line(segment, change) for segment in _loaded(keys, rows, other)], at, total, more)


def _counted(place: Wilayah, since: date, on: date) -> dict[Change, tuple[int, int]]:
    values: dict[str, Any] = {"from": place.path, "until": place.path_until, "since": since, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, values)
        return {Change(change): (n, legal) for change, n, legal in cursor.fetchall()}


def _of_change(
    here: QuerySet[Segment], rows: QuerySet[Segment], other: date, change: Change
) -> QuerySet[Segment]:
    there = rows.filter(person_id=OuterRef("person_id"), period__contains=other)
    if change in (Change.JOINED, Change.GONE):
        return here.filter(~Exists(there))
    sah = Q(standing=StandingChoice.SAH)
    if change == Change.GAINED:
        return here.filter(sah).filter(Exists(there.exclude(sah)))
    if change == Change.EXPIRED:
        return here.filter(standing=StandingChoice.HABIS).filter(Exists(there.filter(sah)))
    if change == Change.LOST:
        lost = here.exclude(standing__in=(StandingChoice.SAH, StandingChoice.HABIS))
        return lost.filter(Exists(there.filter(sah)))
    return here.none()


def _loaded(keys: list[int], rows: QuerySet[Segment], other: date) -> list[Any]:
    there = rows.filter(person_id=OuterRef("person_id"), period__contains=other)
    wanted = Segment.objects.filter(pk__in=keys).select_related("posting__person", "posting__village", "sk")
    found = {s.pk: s for s in wanted.annotate(other_standing=Subquery(there.values("standing")[:1]))}
    return [found[key] for key in keys if key in found]


def _line(segment: Any, change: Change) -> ChangedPerson:
    here, there = segment.standing, segment.other_standing or ""
    gone = change == Change.GONE
    return ChangedPerson(
        person_id=segment.person_id,
        name=segment.posting.person.full_name,
        village=segment.posting.village.full_name,
        then=here if gone else there,
        now=there if gone else here,
        why="" if gone else why_of(segment, segment.posting.village),
    )


def _legal(boards: dict[str, BoardState], path: str) -> bool:
    state = boards.get(path)
    return state is not None and state.legal
