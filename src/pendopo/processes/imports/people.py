"""New people out of rows. A NIK that somebody already holds is kept as unsure: it cannot be hers for certain."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from pendopo.intake.drafts import RowDraft
from pendopo.kernel.bulk import among, next_ids, unsaved
from pendopo.roster.drafts import PersonDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person
from pendopo.roster.nik_store import nik_index, store_nik
from pendopo.roster.schooling import schooling
from pendopo.shared.names import name_key
from pendopo.shared.refusals import Invalid

if TYPE_CHECKING:
    from pendopo.processes.imports.writing import Outcome


class NewPeople:
    """The people whom an import makes: their ids, and the numbers that may be theirs."""

    def __init__(self, rows: Sequence[RowDraft], at: datetime) -> None:
        self._held, self._at = numbers_held(rows), at
        self._ids = iter(next_ids(Person, len(rows)))

    def add(self, outcome: "Outcome") -> None:
        """Make an unsaved person for the outcome, or refuse its row with what is wrong."""
        row = outcome.plan.reading.draft
        state = NikState(row.nik.state.value)
        if state == NikState.SURE:
            if row.nik.digits in self._held:
                state = NikState.UNSURE
                outcome.codes.append("nik_held")
            self._held.add(row.nik.digits)
        try:
            outcome.person = _person(row, state, self._at)
        except Invalid as refusal:
            outcome.refuse(f"invalid_{next(iter(refusal.fields), 'row')}")
            return
        outcome.person.pk = next(self._ids)
        outcome.fresh_person = True


def numbers_held(rows: Sequence[RowDraft]) -> set[str]:
    """Which of the NIK of these rows a living record already has."""
    index = {nik_index(r.nik.digits): r.nik.digits for r in rows if r.nik.digits}
    taken = Person.objects.filter(nik_index__in=among(index, "bytea"), merged_into__isnull=True)
    return {index[bytes(value)] for value in taken.values_list("nik_index", flat=True) if value}


def kept_nik(row: RowDraft) -> str:
    """Its digits, as many as a person has room for."""
    return row.nik.digits[:20]


def _person(row: RowDraft, state: NikState, at: datetime) -> Person:
    draft = PersonDraft(
        name=row.name.name[:120], title_front=row.name.front[:40], title_back=row.name.back[:60],
        nik=kept_nik(row), nik_state=state, birth_place=row.birth_place[:80], birth_on=row.birth_date,
        sex=row.sex or "", address=row.address[:250], phone=row.phone[:20],
        education=schooling(row.education),
    )  # fmt: skip
    uid = uuid4()
    return unsaved(
        Person, uid=uid, created_at=at, name=draft.name, name_key=name_key(draft.name)[:120],
        title_front=draft.title_front, title_back=draft.title_back, birth_place=draft.birth_place,
        birth_on=draft.birth_on, sex=draft.sex, address=draft.address, phone=draft.phone,
        education=draft.education, **store_nik(uid, draft.nik, draft.nik_state)._asdict(),
    )  # fmt: skip
