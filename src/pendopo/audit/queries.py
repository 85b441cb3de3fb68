"""Reads of the log: what happened in reach, and everything that concerns one person.

Rows leave as frozen entries, ready to be read. Opening the personal values of an event is one more query
for a whole page of them, whatever its length.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from django.db import connection
from django.db.models import F, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.access.scope import held_below, visible
from pendopo.audit.models import Event, Subject
from pendopo.audit.phrases import PLACES, field_word, kind_of, names_of, sentence, value_word
from pendopo.audit.record import Changes, open_many
from pendopo.audit.telling import batch_of, counted, detail_of, step_word
from pendopo.prepared import OneOf, prepared
from pendopo.shared.clock import WIB, zone_of
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import places_of
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ancestor

_MARK = re.compile(r"(\d{20})-(\d{1,18})")
_MARK_FORMAT = "%Y%m%d%H%M%S%f"
_KEYS = frozenset({"board", "merged_into", "apart_from"})
"""Fields that may hold the key of a row, which says nothing to a person. Of a target `board` is yes or no."""
_MOST_SUBJECTS = 40
"""Subjects shown of one event; a collective SK names more people than a page can hold."""


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as people read it. `changes` is empty where nothing changed or the values were erased."""

    id: int
    at: datetime
    """In the time zone of the place."""
    kind: str
    name: str
    sentence: str
    who: str
    user_id: int | None
    role: str
    place: str
    door: str
    reason: str
    office: str
    """Where whoever acted held the role in use; empty where it is not known."""
    changes: tuple[Change, ...]
    person_ids: tuple[int, ...]
    things: tuple[tuple[str, int], ...] = ()
    """(kind, id) of the accounts, people and papers it is about, at most three: for links."""
    detail: str = ""
    """What the sentence leaves out: which file, how many rows."""
    batch: int | None = None
    steps: tuple[str, ...] = ()
    """Earlier steps of the same import, told in one entry with its last."""


def events_in_reach(
    actor: Actor,
    place: Wilayah,
    *,
    kind: str = "",
    who: Q | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Events at and below a place, newest first. Days are days of WIB, both inclusive.

    `who`: a condition on `user_id` and `user_name`, from `done_by`.
    """
    rows = visible(Event.objects.all(), actor, Permission.EVENT_VIEW)
    if place.path != actor.path:
        rows = rows.filter(held_below("place_path", place.path))
    if kind:
        rows = rows.filter(name__in=names_of(kind))
    if who is not None:
        rows = rows.filter(who)
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    return _newest_first(rows, place)


def _newest_first(rows: QuerySet[Event], place: Wilayah) -> QuerySet[Event]:
    """Small places are found by place and sorted: walking a nation's log by time would take a second."""
    if place.level > Level.REGENCY:
        return rows.order_by((F("at") + timedelta(0)).desc(), "-pk")
    return rows.order_by("-at", "-pk")


def done_by(user_ids: Iterable[int], name: str = "") -> Q:
    """Events of these accounts; of a name also those that no account did (the installation, a job)."""
    without = Q(user_id__isnull=True, user_name__icontains=name) if name else Q()
    mine = Q(user_id__in=list(user_ids))
    return mine | without if name else mine


def page_of_log(events: QuerySet[Event], after: str, size: int) -> tuple[list[Entry], str]:
    """One page of entries, and the mark after which the next one begins; empty at the end.

    `after`: such a mark, or anything unreadable for the first page. No page counts the rows before it.
    """
    found = _MARK.fullmatch(after)
    if found:
        at = datetime.strptime(found[1], _MARK_FORMAT).replace(tzinfo=UTC)
        events = events.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=int(found[2])))
    rows = list(events[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    mark = f"{last.at.astimezone(UTC):{_MARK_FORMAT}}-{last.pk}" if last else ""
    return fold(entries(rows[:size])), mark


def fold(told: list[Entry]) -> list[Entry]:
    """Steps of one import that follow each other become one entry, which is its last step."""
    folded: list[Entry] = []
    for entry in told:
        last = folded[-1] if folded else None
        if last and entry.batch is not None and (last.batch, last.user_id) == (entry.batch, entry.user_id):
            folded[-1] = replace(
                last, steps=(step_word(entry.name), *last.steps), detail=last.detail or entry.detail
            )
        else:
            folded.append(entry)
    return [replace(entry, steps=counted(entry.steps)) if entry.steps else entry for entry in folded]


def latest_event() -> tuple[int, bool]:
    """The number of the newest event (0: none), and whether all older ones are there to be read from now on.

    Numbers are given before their transaction ends. They are all there where nobody else is writing in this database
    once the newest was read: who writes holds the lock of his transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest, whole = cursor.fetchone() or (None, False)
    return newest or 0, whole


_NEWEST = """
    SELECT (SELECT max(id) FROM audit_event), NOT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND pid <> pg_backend_pid()
            AND pid NOT IN (SELECT pid FROM pg_stat_activity WHERE datname <> current_database())
    )
"""


def happened_since(event_id: int, place: Wilayah | None = None, but: Collection[str] = ()) -> bool:
    """Has anything been written after that event, in this place or by an office above it; anywhere, without a place?

    `but`: names of events that do not matter.
    """
    later = Event.objects.filter(pk__gt=event_id).exclude(name__in=but)
    if place is not None:
        inside = Q(place_path__gte=place.path, place_path__lt=place.path_until)
        above = [ancestor(place.path, level) for level in Level if level < place.level]
        later = later.filter(inside | Q(place_path__in=above))
    return later.exists()


@cache
def _done_to(limit: int) -> Callable[[int], list[Event]]:
    return prepared(
        lambda person_id: (
            Event.objects.filter(subjects__person_id=person_id).distinct().order_by("-at", "-pk")[:limit]
        )
    )


def history_of_person(person_id: int, limit: int = 200) -> list[Entry]:
    """Everything that was ever done to a person, newest first, wherever it was done.

    The caller has fetched the person through the gate; what concerns others in the same event is left out.
    """
    return entries(_done_to(limit)(person_id), person_id=person_id)


@cache
def _done_about(limit: int) -> Callable[[str, int], list[Event]]:
    return prepared(
        lambda kind, object_id: Event.objects.filter(
            pk__in=Subject.objects.filter(kind=kind, object_id=object_id).values("event_id")
        ).order_by("-at", "-pk")[:limit]
    )


def events_of_thing(kind: str, object_id: int, limit: int = 100) -> list[Entry]:
    """The history of one account, SK or policy that the caller has fetched through the gate."""
    return entries(_done_about(limit)(kind, object_id))


_subjects = prepared(lambda events: Subject.objects.filter(OneOf(F("event_id"), events)).order_by("pk"))
_subjects_of = prepared(
    lambda events, person_id: Subject.objects.filter(
        OneOf(F("event_id"), events), person_id=person_id
    ).order_by("pk")
)


def entries(events: Iterable[Event], person_id: int | None = None) -> list[Entry]:
    """Events as people read them, with what changed; of one person only, where `person_id` is given."""
    rows = list(events)
    ids = [row.pk for row in rows]
    subjects = _subjects(ids) if person_id is None else _subjects_of(ids, person_id)
    about: dict[int, list[Subject]] = {}
    for subject in subjects:
        kept = about.setdefault(subject.event_id, [])
        if len(kept) < _MOST_SUBJECTS:
            kept.append(subject)
    opened = open_many(s for kept in about.values() for s in kept)
    places = _places(rows, about)
    return [_entry(row, about.get(row.pk, []), opened, places) for row in rows]


def _entry(
    event: Event, subjects: list[Subject], opened: dict[int, Changes], places: dict[int, Wilayah]
) -> Entry:
    place = places.get(event.place_id or 0)
    names = {pk: row.full_name for pk, row in places.items()}
    changes = dict.fromkeys(
        change for s in subjects for change in _changes(s.changes | opened.get(s.pk, {}), names)
    )
    return Entry(
        id=event.pk,
        at=event.at.astimezone(_zone(place)),
        kind=kind_of(event.name),
        name=event.name,
        sentence=sentence(event.name, event.user_name),
        who=event.user_name,
        user_id=event.user_id,
        role=_ROLES.get(event.role, event.role),
        place=_name(place),
        door=event.door,
        reason=event.reason,
        office=_name(places.get(event.office_id or 0)),
        changes=tuple(changes),
        person_ids=tuple(dict.fromkeys(s.person_id for s in subjects if s.person_id)),
        things=_things(subjects),
        detail=detail_of(event, subjects),
        batch=batch_of(event, subjects),
    )


def _name(place: Wilayah | None) -> str:
    return place.full_name if place else ""


def _things(subjects: list[Subject]) -> tuple[tuple[str, int], ...]:
    whole = [(s.kind, s.object_id) for s in subjects if s.kind in ("user", "sk", "person")]
    people = [("person", s.person_id) for s in subjects if s.person_id and s.kind != "user"]
    if whole and len(set(people) - set(whole)) > 1:
        people = []  # a paper with many names: the names stand on its page
    return tuple(dict.fromkeys(whole + people))[:3]


def _changes(changes: Changes, places: dict[int, str]) -> Iterable[Change]:
    for field, (before, after) in changes.items():
        if field in _KEYS and {type(before), type(after)} <= {int, type(None)}:
            continue
        old, new = (value_word(field, value, places, _ROLES) for value in (before, after))
        yield Change(field_word(field), old, new)


def _places(events: list[Event], about: dict[int, list[Subject]]) -> dict[int, Wilayah]:
    wanted = {place for e in events for place in (e.place_id, e.office_id) if place}
    for subject in (s for kept in about.values() for s in kept):
        for field in PLACES & subject.changes.keys():
            wanted |= {value for value in subject.changes[field] if isinstance(value, int)}
    return places_of(wanted)


def _zone(place: Wilayah | None) -> timezone:
    return zone_of(place.code) if place else WIB


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, WIB)


_ROLES = {str(role.value): str(role.label) for role in Role}
