"""What a save would do now, for whoever looks before pressing it, and for the save itself.

Deciding about a hundred thousand rows takes many seconds and a review has many pages. What was decided serves until
an answer changes the reading or something happens in the register of the place. The save decides anew unless it is
certain that it would decide the same.
"""

from collections.abc import Callable
from typing import NamedTuple

from pendopo.audit.queries import happened_since, latest_event
from pendopo.intake.drafts import RosterReading
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.people import numbers_held
from pendopo.processes.imports.plan import Planned, make_plan
from pendopo.processes.imports.shelf import remember, remembered
from pendopo.processes.models import ImportBatch, RowState

_ASIDE = ("import.queued", "import.resumed")
"""Steps of a save that change nothing it decides by."""


class _Decided(NamedTuple):
    """`certain`: nothing was being written when it was decided that came to light only later."""

    reading: str
    event: int
    certain: bool
    fates: list[tuple[object, ...]]


def foreseen(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """Every data row of the file, in its order."""
    return _foreseen(batch, reading, lambda _plans, _decided: True)


def decided(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """The same for the save, which holds the place: nobody else saves an import there."""
    return _foreseen(batch, reading, lambda plans, kept: kept.certain and not _numbers_taken(plans))


def _foreseen(
    batch: ImportBatch, reading: RosterReading, will_do: Callable[[list[Planned], _Decided], bool]
) -> list[Planned]:
    kept = remembered(batch, "plans")
    if (
        isinstance(kept, _Decided)
        and kept.reading == reading.kept_as
        and not happened_since(kept.event, batch.place, _ASIDE)
    ):
        plans = [Planned(row, *fate) for row, fate in zip(reading.rows, kept.fates, strict=True)]  # type: ignore[arg-type]  # as `_fate` gave them
        if will_do(plans, kept):
            return plans
    event, certain = latest_event()
    plans = Papers(batch, places_of(batch)).hold(make_plan(batch, reading))
    remember(batch, "plans", _Decided(reading.kept_as, event, certain, [_fate(plan) for plan in plans]))
    return plans


def _fate(plan: Planned) -> tuple[object, ...]:
    """All that is decided about a row, as `Planned` takes it after the row."""
    return plan.state, plan.person_id, plan.twin_of, plan.why, plan.as_of, plan.signer, plan.code


def _numbers_taken(plans: list[Planned]) -> bool:
    """Has somebody anywhere got the NIK of a row that would become a new person?"""
    return bool(numbers_held([p.reading.draft for p in plans if p.state is RowState.NEW]))
