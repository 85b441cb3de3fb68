"""What a save would do now, for whoever looks before pressing it, and for the save itself.

Deciding about a hundred thousand rows takes many seconds and a review has many pages. What was decided serves until
an answer changes the reading or something happens in the register of the place. The save decides anew unless it is
certain to decide the same: nothing at all was written meanwhile, by nobody.
"""

from typing import NamedTuple

from pendopo.audit.queries import happened_since, latest_event
from pendopo.intake.drafts import RosterReading
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.plan import Planned, make_plan
from pendopo.processes.imports.shelf import remember, remembered
from pendopo.processes.models import ImportBatch

_ASIDE = ("import.queued", "import.resumed")
"""Steps of a save that change nothing it decides by."""


class _Decided(NamedTuple):
    """`whole`: all events up to `event` were there to be read when it was decided."""

    reading: str
    event: int
    whole: bool
    fates: list[tuple[object, ...]]


def foreseen(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """Every data row of the file, in its order."""
    kept = _kept(batch, reading)
    if kept and not happened_since(kept.event, batch.place, _ASIDE):
        return _plans(reading, kept)
    return _decide(batch, reading)


def decided(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """The same for the save: somebody may have merged one of these people far away."""
    kept = _kept(batch, reading)
    if kept and kept.whole and not happened_since(kept.event, but=_ASIDE):
        return _plans(reading, kept)
    return _decide(batch, reading)


def _kept(batch: ImportBatch, reading: RosterReading) -> _Decided | None:
    kept = remembered(batch, "plans")
    return kept if isinstance(kept, _Decided) and kept.reading == reading.kept_as else None


def _plans(reading: RosterReading, kept: _Decided) -> list[Planned]:
    return [Planned(row, *fate) for row, fate in zip(reading.rows, kept.fates, strict=True)]  # type: ignore[arg-type]  # as `_fate` gave them


def _decide(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    event, whole = latest_event()
    plans = Papers(batch, places_of(batch)).hold(make_plan(batch, reading))
    remember(batch, "plans", _Decided(reading.kept_as, event, whole, [_fate(plan) for plan in plans]))
    return plans


def _fate(plan: Planned) -> tuple[object, ...]:
    """All that is decided about a row, as `Planned` takes it after the row."""
    return plan.state, plan.person_id, plan.twin_of, plan.why, plan.as_of, plan.signer, plan.code
