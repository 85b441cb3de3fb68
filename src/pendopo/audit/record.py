"""Writing and opening events. Only `kernel` writes them.

In: who, what, and for each subject the fields before and after. Personal values are sealed under the key
of their person, made at first need. Out: one event with its subjects, in the transaction of the command.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models.expressions import RawSQL

from pendopo.audit.copying import copy_rows
from pendopo.audit.models import Event, PersonKey, Subject
from pendopo.prepared import prepared
from pendopo.shared.sealed import new_key, seal, unseal

Changes = dict[str, list[Any]]


class About(NamedTuple):
    """One subject of an event: its fields before and after, of which those in `personal` are to be sealed."""

    kind: str
    object_id: int
    person_id: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    personal: frozenset[str] = frozenset()
    first: bool = False
    """Nothing personal was ever told of this person: she has no key yet."""


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Changes:
    """field → [before, after] for the fields that differ."""
    old, new = before or {}, after or {}
    if not old:
        return {n: [None, _plain(value)] for n, value in new.items() if value is not None}
    names = [*old, *(name for name in new if name not in old)]
    return {n: [_plain(old.get(n)), _plain(new.get(n))] for n in names if old.get(n) != new.get(n)}


def write_event(event: Event) -> Event:
    """Save the event itself; what it says of people and things follows."""
    event.save(force_insert=True)
    return event


def write_subjects(event: Event, about: Sequence[About]) -> None:
    """Save what the event says of each, personal changes sealed. Who has no key gets one."""
    changed = [_parted(a) for a in about]
    hers = [
        (a.person_id, a.first)
        for a, (_clear, hidden) in zip(about, changed, strict=True)
        if hidden and a.person_id
    ]
    keys = _keys_for({i for i, first in hers if not first}, {i for i, first in hers if first})
    rows = (_row(event.pk, a, *parts, keys) for a, parts in zip(about, changed, strict=True))
    copy_rows(Subject, ("event", "kind", "object_id", "person_id", "fields", "changes", "sealed"), rows)


def _parted(about: About) -> tuple[Changes, Changes]:
    """What changed, in clear and to be sealed; both field → [before, after]."""
    clear: Changes = {}
    hidden: Changes = {}
    for field, change in differences(about.before, about.after).items():
        (hidden if field in about.personal else clear)[field] = change
    return clear, hidden


def open_many(subjects: Iterable[Subject]) -> dict[int, Changes]:
    """Subject id → personal changes in clear, in one query; those whose person's key was destroyed are left out."""
    sealed = [s for s in subjects if s.sealed and s.person_id is not None]
    keys = {row.person_id: _unwrap(row) for row in _known([s.person_id for s in sealed])} if sealed else {}
    return {
        s.pk: json.loads(unseal(keys[s.person_id], bytes(s.sealed), _aad(s.person_id)))
        for s in sealed
        if s.person_id in keys and s.sealed is not None
    }


def open_changes(subject: Subject) -> Changes:
    """Personal changes in clear; empty where the person's key was destroyed."""
    if not subject.sealed or subject.person_id is None:
        return {}
    row = PersonKey.objects.filter(person_id=subject.person_id).first()
    if row is None:
        return {}
    opened = unseal(_unwrap(row), bytes(subject.sealed), _aad(subject.person_id))
    changes: Changes = json.loads(opened)
    return changes


def _row(
    event_id: int, about: About, clear: Changes, hidden: Changes, keys: Mapping[int, bytes]
) -> tuple[Any, ...]:
    sealed = None
    if hidden and about.person_id:
        value = _PERSONAL.encode(hidden).encode()
        sealed = seal(keys[about.person_id], value, _aad(about.person_id))
    fields = _names((*clear, *hidden))
    return event_id, about.kind, about.object_id, about.person_id, fields, json.dumps(clear), sealed


_PERSONAL = json.JSONEncoder(ensure_ascii=False, default=str)


@lru_cache
def _names(fields: tuple[str, ...]) -> str:
    return json.dumps(fields)


_known = prepared(
    lambda people: PersonKey.objects.filter(person_id__in=RawSQL("SELECT unnest(%s::bigint[])", [people]))
)


def _keys_for(people: set[int], new: set[int]) -> dict[int, bytes]:
    keys = {row.person_id: _unwrap(row) for row in _known(list(people))} if people else {}
    fresh = {person_id: new_key() for person_id in sorted(new | people - keys.keys())}
    wrapped = ((i, seal(settings.DATA_KEY, k, _wrap_aad(i))) for i, k in fresh.items())
    copy_rows(PersonKey, ("person_id", "wrapped"), wrapped)
    return keys | fresh


def _unwrap(row: PersonKey) -> bytes:
    return unseal(settings.DATA_KEY, bytes(row.wrapped), _wrap_aad(row.person_id))


def _aad(person_id: int) -> bytes:
    return b"event.person:%d" % person_id


def _wrap_aad(person_id: int) -> bytes:
    return b"person.key:%d" % person_id


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
