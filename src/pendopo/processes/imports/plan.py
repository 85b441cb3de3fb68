"""What a save will do with every row, decided before the first row is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.intake.drafts import RosterReading, RowReading
from pendopo.intake.same import likely_same
from pendopo.processes.imports.known import Found, Register
from pendopo.processes.models import ImportBatch, RowState

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Planned:
    """One row and its fate. `twin_of`: the row (sheet, number) or the person it may be the same as."""

    reading: RowReading
    state: RowState
    person_id: int | None = None
    twin_of: Place | None = None
    why: str = ""
    as_of: date | None = None
    signer: str = ""


def make_plan(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """Every data row of the file, in its order."""
    register = Register(batch.place, reading.ready)
    twins = _twins(reading.rows)
    sheets = {s.name: s for s in reading.sheets}
    taken: dict[int, Place] = {}
    planned = []
    for row in reading.rows:
        sheet = sheets[row.sheet]
        plan = _fate(row, register, twins, taken)
        planned.append(
            Planned(plan.reading, plan.state, plan.person_id, plan.twin_of, plan.why, sheet.as_of, sheet.signer or "")
        )
        if plan.state is RowState.KNOWN and plan.person_id:
            taken[plan.person_id] = row.place
    return planned


def _fate(row: RowReading, register: Register, twins: dict[Place, tuple[Place, str]], taken: dict[int, Place]) -> Planned:
    if row.waits or row.draft.village_id is None:
        return Planned(row, RowState.WAITS)
    match = register.find(row.draft)
    if match.found is Found.SURELY and match.person_id not in taken:
        return Planned(row, RowState.KNOWN, match.person_id, why=match.why)
    if match.found is Found.ELSEWHERE:
        return Planned(row, RowState.REFUSED, why=match.why)
    if row.place in twins:
        first, why = twins[row.place]
        return Planned(row, RowState.TWIN, twin_of=first, why=why)
    if match.found in (Found.PERHAPS, Found.SURELY):
        return Planned(row, RowState.TWIN, match.person_id, why=match.why)
    return Planned(row, RowState.NEW)


def _twins(rows: Sequence[RowReading]) -> dict[Place, tuple[Place, str]]:
    """Later row → the first row it may be the same as. Rows that wait are nobody's first."""
    waiting = {r.place for r in rows if r.waits}
    first_of: dict[Place, tuple[Place, str]] = {}
    for pair in likely_same(rows):
        if pair.first in waiting or pair.second in waiting:
            continue
        first = first_of[pair.first][0] if pair.first in first_of else pair.first
        first_of.setdefault(pair.second, (first, pair.why.value))
    return first_of
