"""What an event keeps of units and boards. Names of people are not here: an event points to the person."""

from collections.abc import Iterable
from typing import Any

from pendopo.roster.models import (
    BoardTerm,
    HandoverItem,
    Holder,
    Seat,
    SeatPlanLine,
    TermStep,
    UnitStop,
    UnitWork,
)


def _kept(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    values = {field: getattr(row, field) for field in fields}
    return {k: v for k, v in values.items() if v not in ("", None, False)}


def term_values(term: BoardTerm) -> dict[str, Any]:
    return _kept(term, ("first_year", "last_year", "note", "cancel_reason"))


def step_values(step: TermStep) -> dict[str, Any]:
    """The step as one field named after it, with its paper and who held it."""
    values = _kept(step, ("planned_on", "paper", "by_whom", "note"))
    return {f"step_{step.step}": step.on} | values


def seat_values(seat: Seat) -> dict[str, Any]:
    return {"seat": seat.name} | _kept(seat, ("kind", "order", "required"))


def holder_values(holder: Holder) -> dict[str, Any]:
    values = _kept(holder, ("starts_on", "until", "acting", "end_reason", "paper"))
    return {"seat": holder.seat.name} | values


def stop_values(stop: UnitStop) -> dict[str, Any]:
    return {"stop": str(stop.kind)} | _kept(stop, ("since", "until", "paper"))


def work_values(work: UnitWork) -> dict[str, Any]:
    return {"work": str(work.kind)} | _kept(work, ("on", "title", "note"))


def item_values(item: HandoverItem) -> dict[str, Any]:
    return {"item": item.name} | _kept(item, ("note", "handed_on", "received_by"))


def plan_values(lines: Iterable[SeatPlanLine]) -> dict[str, Any]:
    return {"seats": [f"{line.name} × {line.count}" if line.count > 1 else line.name for line in lines]}
