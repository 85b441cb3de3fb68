"""What a save would do now, for whoever looks before pressing it. The save itself decides anew.

Deciding about a hundred thousand rows takes many seconds and a review has many pages. What was decided serves until
an answer changes the reading or something happens in the register of the place.
"""

from pendopo.audit.queries import happened_since, latest_event
from pendopo.intake.drafts import RosterReading
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.plan import Planned, make_plan
from pendopo.processes.imports.shelf import remember, remembered
from pendopo.processes.models import ImportBatch


def foreseen(batch: ImportBatch, reading: RosterReading) -> list[Planned]:
    """Every data row of the file, in its order."""
    name, event, fates = remembered(batch, "plans") or ("", 0, ())
    if name == reading.kept_as and not happened_since(event, batch.place):
        return [Planned(row, *fate) for row, fate in zip(reading.rows, fates, strict=True)]
    event = latest_event()
    plans = Papers(batch, places_of(batch)).hold(make_plan(batch, reading))
    remember(batch, "plans", (reading.kept_as, event, [_fate(plan) for plan in plans]))
    return plans


def _fate(plan: Planned) -> tuple[object, ...]:
    """All that is decided about a row, as `Planned` takes it after the row."""
    return plan.state, plan.person_id, plan.twin_of, plan.why, plan.as_of, plan.signer, plan.code
