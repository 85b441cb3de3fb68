"""Writing and opening events. Only `kernel` writes them.

In: who, what, and for each subject the fields before and after. Personal values are sealed under the key
of their person, made at first need. Out: one event with its subjects, in the transaction of the command.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models.expressions import RawSQL
from psycopg.types.json import Jsonb

from pendopo.audit.copying import copy_rows
from pendopo.audit.models import Event, PersonKey, Subject
from pendopo.prepared import prepared
from pendopo.shared.sealed import new_key, seal, unseal

Changes = dict[str, list[Any]]
_SUBJECT = ("event", "kind", "object_id", "person_id", "fields", "changes", "sealed")


@dataclass(frozen=True, slots=True)
class About:
    """One subject of an event: `changes` in clear, `personal` to be sealed; both field → [before, after]."""

    kind: str
    object_id: int
    person_id: int | None = None
    changes: Changes = field(default_factory=dict)
    personal: Changes = field(default_factory=dict)


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Changes:
    """field → [before, after] for the fields that differ."""
    old, new = before or {}, after or {}
    if not old:
        return {n: [None, _plain(value)] for n, value in new.items() if value is not None}
    names = [*old, *(name for name in new if name not in old)]
    return {n: [_plain(old.get(n)), _plain(new.get(n))] for n in names if old.get(n) != new.get(n)}


def write_event(event: Event, about: Iterable[About]) -> Event:
    """Save one event with its subjects. Many subjects are one bulk insert."""
    event.save(force_insert=True)
    subjects = list(about)
    keys = _keys_for({a.person_id for a in subjects if a.personal and a.person_id})
    copy_rows(Subject, _SUBJECT, (_subject(event, a, keys) for a in subjects))
    return event


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


def _subject(event: Event, about: About, keys: Mapping[int, bytes]) -> tuple[Any, ...]:
    sealed = None
    if about.personal and about.person_id:
        value = json.dumps(about.personal, ensure_ascii=False, default=str).encode()
        sealed = seal(keys[about.person_id], value, _aad(about.person_id))
    fields = Jsonb([*about.changes, *about.personal])
    return event.pk, about.kind, about.object_id, about.person_id, fields, Jsonb(about.changes), sealed


_known = prepared(
    lambda people: PersonKey.objects.filter(person_id__in=RawSQL("SELECT unnest(%s::bigint[])", [people]))
)


def _keys_for(person_ids: set[int]) -> dict[int, bytes]:
    keys = {row.person_id: _unwrap(row) for row in _known(list(person_ids))} if person_ids else {}
    fresh = {person_id: new_key() for person_id in sorted(person_ids - keys.keys())}
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
    return value.isoformat() if isinstance(value, date | datetime) else value
