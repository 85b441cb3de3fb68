"""What a save will do with every row, decided before the first row is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pendopo.intake.drafts import RosterReading, RowReading
from pendopo.intake.issues import Severity
from pendopo.intake.keeping import kept
from pendopo.intake.same import Why, likely_same, stamp_of
from pendopo.processes.imports.known import Found, Register
from pendopo.processes.imports.shelf import remember, remembered
from pendopo.processes.models import ImportBatch, RowState
from pendopo.shared.nik import NikState

Place = tuple[str, int]
Twins = dict[Place, list[tuple[Place, str]]]


@kept
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
    code: str = ""
    """Why it waits, where that is not a finding of its cells."""


def make_plan(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """Every data row of the file, in its order."""
    return Planner(batch, reading, twins_of(batch, reading)).plan()


def twins_of(batch: ImportBatch, reading: RosterReading) -> Twins:
    """Rows of the file that repeat each other. They follow from its rows alone, so they are kept until one changes."""
    stamp = stamp_of(reading.rows)
    found_in, known = remembered(batch, "twins") or ("", {})
    twins: Twins = known if found_in == stamp else dict(twins_before(reading.rows))
    if found_in != stamp:
        remember(batch, "twins", (stamp, twins))
    return twins


LEFT_OUT = "left_out"
"""Its village was not found, and whoever answers said to leave the row out."""


class Planner:
    """Goes through the rows in order; what a row becomes may depend on the rows before it."""

    def __init__(self, batch: ImportBatch, reading: RosterReading, near: Twins) -> None:
        self.reading, self.near = reading, near
        self.register = Register(batch.place, reading.ready)
        self.sheets = {s.name: s for s in reading.sheets}
        self.fates: dict[Place, Planned] = {}
        self.taken: set[int] = set()
        self.niks: dict[str, Place] = {}

    def plan(self) -> list[Planned]:
        for row in self.reading.rows:
            sheet = self.sheets[row.sheet]
            fate = replace(self._fate(row), as_of=sheet.as_of, signer=sheet.signer or "")
            self.fates[row.place] = fate
            if fate.state is RowState.KNOWN and fate.person_id:
                self.taken.add(fate.person_id)
            if fate.state in (RowState.NEW, RowState.KNOWN) and row.draft.nik.state is NikState.SURE:
                self.niks.setdefault(row.draft.nik.digits, row.place)
        return list(self.fates.values())

    def _fate(self, row: RowReading) -> Planned:
        if any(i.field == "village" and i.severity is Severity.ERROR for i in row.issues):
            return Planned(row, RowState.REFUSED, why=LEFT_OUT)
        if row.waits or row.draft.village_id is None:
            return Planned(row, RowState.WAITS)
        match = self.register.find(row.draft)
        if match.found is Found.SURELY and match.person_id not in self.taken:
            return Planned(row, RowState.KNOWN, match.person_id, why=match.why)
        if match.found is Found.ELSEWHERE:
            return Planned(row, RowState.REFUSED, why=match.why)
        if twin := self._twin(row):
            return twin
        if match.found in (Found.PERHAPS, Found.SURELY):
            return Planned(row, RowState.TWIN, match.person_id, why=match.why)
        return Planned(row, RowState.NEW)

    def _twin(self, row: RowReading) -> Planned | None:
        """An earlier row of the file that this one may repeat, followed to somebody who will be in the register."""
        near = list(self.near.get(row.place, ()))
        if row.draft.nik.state is NikState.SURE and row.draft.nik.digits in self.niks:
            near.append((self.niks[row.draft.nik.digits], Why.SAME_NIK.value))
        for first, why in near:
            fate = self.fates[first]
            if fate.state is RowState.TWIN:
                return Planned(row, RowState.TWIN, fate.person_id, fate.twin_of, why)
            if fate.state in (RowState.NEW, RowState.KNOWN):
                return Planned(row, RowState.TWIN, twin_of=first, why=why)
        return None


def twins_before(rows: Sequence[RowReading]) -> Twins:
    """Row → earlier rows it may be the same as, and why."""
    found: Twins = defaultdict(list)
    for pair in likely_same(rows):
        found[pair.second].append((pair.first, pair.why.value))
    return found
