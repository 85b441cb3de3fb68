"""What a save will do with every row, decided before the first row is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pendopo.intake.drafts import RosterReading, RowReading
from pendopo.intake.issues import Severity
from pendopo.intake.keeping import kept
from pendopo.intake.same import Twins, Why, seen_of, twins_before
from pendopo.intake.shares import MANY
from pendopo.processes.imports.known import NOBODY, Found, Match, Register
from pendopo.processes.imports.shelf import remember, remembered
from pendopo.processes.models import ImportBatch, RowState
from pendopo.shared.beside import Beside, processors
from pendopo.shared.nik import NikState

Place = tuple[str, int]


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
    with twins_of(batch, reading) as twins:
        return Planner(batch, reading).plan(twins())


@contextmanager
def twins_of(batch: ImportBatch, reading: RosterReading) -> Iterator[Callable[[], Twins]]:
    """Row → earlier rows it may repeat. Among many they are looked for until somebody asks for the answer.

    They follow from the rows alone, so they are kept with the name of these rows.
    """
    rows = reading.rows_kept_as
    found_in, known = remembered(batch, "twins") or ("", {})
    if rows and found_in == rows:
        yield lambda: known
        return
    seen = [tuple(row) for row in seen_of(reading.rows)]

    def keep(twins: Twins) -> Twins:
        remember(batch, "twins", (rows, twins))
        return twins

    if len(seen) >= MANY and processors() > 1:
        with Beside(twins_before, seen) as search:
            yield lambda: keep(search.result())
    else:
        yield lambda: keep(twins_before(seen))


LEFT_OUT = "left_out"
"""Its village was not found, and whoever answers said to leave the row out."""


class _Fate(NamedTuple):
    """What `Planned` says after the row."""

    state: RowState
    person_id: int | None = None
    twin_of: Place | None = None
    why: str = ""


_NEW = _Fate(RowState.NEW)


class Planner:
    """Goes through the rows in order; what a row becomes may depend on the rows before it."""

    def __init__(self, batch: ImportBatch, reading: RosterReading) -> None:
        self.reading = reading
        self.sheets = {s.name: s for s in reading.sheets}
        register = Register(batch.place, reading.ready)
        self.matches = [NOBODY if _waits(row) else register.find(row.draft) for row in reading.rows]
        self.fates: dict[Place, Planned] = {}
        self.taken: set[int] = set()
        self.niks: dict[str, Place] = {}

    def plan(self, near: Twins) -> list[Planned]:
        self.near = near
        for row, match in zip(self.reading.rows, self.matches, strict=True):
            sheet = self.sheets[row.sheet]
            fate = Planned(row, *self._fate(row, match), sheet.as_of, sheet.signer or "")
            self.fates[row.place] = fate
            if fate.state is RowState.KNOWN and fate.person_id:
                self.taken.add(fate.person_id)
            if fate.state in (RowState.NEW, RowState.KNOWN) and row.draft.nik.state is NikState.SURE:
                self.niks.setdefault(row.draft.nik.digits, row.place)
        return list(self.fates.values())

    def _fate(self, row: RowReading, match: Match) -> _Fate:
        if _waits(row):
            left_out = any(i.field == "village" and i.severity is Severity.ERROR for i in row.issues)
            return _Fate(RowState.REFUSED, why=LEFT_OUT) if left_out else _Fate(RowState.WAITS)
        if match.found is Found.SURELY and match.person_id not in self.taken:
            return _Fate(RowState.KNOWN, match.person_id, why=match.why)
        if match.found is Found.ELSEWHERE:
            return _Fate(RowState.REFUSED, why=match.why)
        if twin := self._twin(row):
            return twin
        if match.found in (Found.PERHAPS, Found.SURELY):
            return _Fate(RowState.TWIN, match.person_id, why=match.why)
        return _NEW

    def _twin(self, row: RowReading) -> _Fate | None:
        """An earlier row of the file that this one may repeat, followed to somebody who will be in the register."""
        near = list(self.near.get(row.place, ()))
        if row.draft.nik.state is NikState.SURE and row.draft.nik.digits in self.niks:
            near.append((self.niks[row.draft.nik.digits], Why.SAME_NIK.value))
        for first, why in near:
            fate = self.fates[first]
            if fate.state is RowState.TWIN:
                return _Fate(RowState.TWIN, fate.person_id, fate.twin_of, why)
            if fate.state in (RowState.NEW, RowState.KNOWN):
                return _Fate(RowState.TWIN, twin_of=first, why=why)
        return None


def _waits(row: RowReading) -> bool:
    return row.waits or row.draft.village_id is None
