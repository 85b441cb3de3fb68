"""What a merge changed, row by row, kept so that it can be taken back.

In: the rows a merge may change, watched before it begins. Out: column by column the value before and after, as text,
sealed under the installation's key and bound to both people. It decides nothing; `plan` does.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from pendopo.access.models import User
from pendopo.legality.models import SkNaming
from pendopo.processes.models import Merge
from pendopo.roster.models import Holder, LikelyDuplicate, MoveRequest, Person, PillarPosting, PsmPosting
from pendopo.roster.nik_store import StoredNik
from pendopo.shared.sealed import seal, unseal

Changes = dict[str, tuple[str | None, str | None]]
"""column → (before, after), as text; None for no value."""

NUMBERS: dict[str, tuple[str, ...]] = {
    "nik": StoredNik._fields,
    "kk": ("kk_sealed", "kk_index", "kk_tail"),
    "bpjs_work": ("bpjs_work_sealed", "bpjs_work_tail"),
    "bpjs_health": ("bpjs_health_sealed", "bpjs_health_tail"),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "title_front", "title_back", "name_key"),
    "birth": ("birth_place", "birth_on"),
    "sex": ("sex",),
    "address": ("address",),
    "phone": ("phone",),
    "died_on": ("died_on",),
    "photo": ("photo",),
    "education": ("education",),
    "job": ("job",),
    "blood": ("blood",),
}
"""Facts that the kept record may take over, and their columns."""
_PERIOD = ("starts_on", "until", "end_reason", "end_note", "cancelled_at", "cancel_reason")
_BIMTEK = ("kta_number", "bimtek_attended", "bimtek_on", "bimtek_number", "bimtek_organiser")
WATCHED: dict[type[Model], tuple[str, ...]] = {
    Person: ("merged_into_id", *(c for of in (FIELDS | NUMBERS).values() for c in of)),
    PsmPosting: ("person_id", *_PERIOD, *_BIMTEK),
    PillarPosting: ("person_id", *_PERIOD),
    Holder: ("person_id",),
    SkNaming: ("posting_id", "annulled_at"),
    MoveRequest: ("posting_id",),
    User: ("person_id",),
    LikelyDuplicate: ("left_id", "right_id", "decided_at", "same"),
}
BELONGS = frozenset({"person_id", "merged_into_id", "posting_id"})
"""Columns that say whose a row is; all others are facts of the row."""


@dataclass(slots=True)
class Story:
    """Rows that a merge changed. `present`: postings there were, so that later ones are known as later."""

    rows: dict[type[Model], dict[int, Changes]] = field(default_factory=dict)
    present: dict[str, list[int]] = field(default_factory=dict)

    def each(self) -> Iterator[tuple[type[Model], int, Changes]]:
        for model, rows in self.rows.items():
            for pk, changes in rows.items():
                yield model, pk, changes


class Watch:
    """Looks at rows before a merge, and again after it."""

    def __init__(self) -> None:
        self._before: dict[type[Model], dict[int, dict[str, str | None]]] = {}

    def rows(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self._before.setdefault(type(row), {})[row.pk] = values(row)

    def story(self) -> Story:
        story = Story()
        for model, before in self._before.items():
            after = model._default_manager.in_bulk(list(before))
            changed = {pk: _changes(model, old, values(after[pk])) for pk, old in before.items()}
            story.rows[model] = {pk: changes for pk, changes in changed.items() if changes}
        story.present = {
            m.__name__: sorted(self._before.get(m, {})) for m in (PsmPosting, PillarPosting, SkNaming)
        }
        return story


def values(row: Model) -> dict[str, str | None]:
    """The watched columns of a row, as text."""
    return {column: _text(row, column) for column in WATCHED[type(row)]}


def value(row: Model, column: str, text: str | None) -> Any:
    """Text back to what the column holds."""
    return None if text is None else _field(row, column).to_python(text)


def seal_story(story: Story, keeper: Person, other: Person) -> bytes:
    body = {
        "rows": {m._meta.label: {str(pk): c for pk, c in rows.items()} for m, rows in story.rows.items()},
        "present": story.present,
    }
    return seal(settings.DATA_KEY, json.dumps(body).encode(), _aad(keeper, other))


def open_story(merge: Merge) -> Story:
    """ValueError where it does not belong to these two people."""
    sealed = bytes(merge.story_sealed or b"")
    body = json.loads(unseal(settings.DATA_KEY, sealed, _aad(merge.keeper, merge.other)))
    rows = {
        apps.get_model(label): {
            int(pk): {column: (old, new) for column, (old, new) in changes.items()}
            for pk, changes in found.items()
        }
        for label, found in body["rows"].items()
    }
    return Story(rows, body["present"])


def _changes(model: type[Model], old: dict[str, str | None], new: dict[str, str | None]) -> Changes:
    """Of a person the columns that changed; of any other row all of them, so that a later touch is seen."""
    changed = {column for column in old if old[column] != new[column]}
    told = changed if model is Person or not changed else old.keys()
    return {column: (old[column], new[column]) for column in old if column in told}


def _text(row: Model, column: str) -> str | None:
    if getattr(row, column) is None:
        return None
    field_ = _field(row, column)
    if field_.is_relation:
        return str(getattr(row, column))
    return str(field_.value_to_string(row))


def _field(row: Model, column: str) -> Any:
    name = column.removesuffix("_id")
    return row._meta.get_field(name if hasattr(type(row), name) else column)


def _aad(keeper: Person, other: Person) -> bytes:
    return b"merge:" + keeper.uid.bytes + other.uid.bytes
