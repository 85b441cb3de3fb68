"""What the judge of a board is told: one IPSM unit, its board terms, their papers, seats and work.

Dates are as on paper, ends inclusive. What is not known is None; nothing is ever guessed to fill it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pendopo.rules.board_policy import DatedBoardPolicy
from pendopo.rules.facts import Paper
from pendopo.rules.formation import Step
from pendopo.rules.segments import Span


class StopKind(StrEnum):
    BEKU = "beku"  # frozen: may be lifted
    BUBAR = "bubar"  # dissolved: a new start is a new formation


@dataclass(frozen=True, slots=True)
class Stop:
    """The unit is frozen or dissolved, by a decision of the office above."""

    kind: StopKind
    since: date
    until: date | None  # last day; None = still


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody sits in a seat, or acts in it."""

    starts_on: date
    until: date | None  # last day; also the day of death
    acting: bool
    psm_periods: tuple[tuple[date, date | None], ...] | None
    """Half-open periods in which the holder is a PSM in force; None = not tied to the register yet."""


@dataclass(frozen=True, slots=True)
class SeatFacts:
    chair: bool
    required: bool
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class TermFacts:
    """One board of the unit, from its preparation to the end of its term."""

    id: int
    steps: tuple[tuple[Step, date], ...]  # entered steps; BER_SK is not among them
    papers: tuple[Paper, ...]  # SKs of this board: the first, and those that replace it in mid-term
    seats: tuple[SeatFacts, ...]

    @property
    def elected_on(self) -> date | None:
        return next((on for step, on in self.steps if step is Step.TERPILIH), None)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """All that decides the verdicts of one unit."""

    depth: int  # 0 = national, 1 province, 2 regency, 3 district, 4 village
    terms: tuple[TermFacts, ...]
    stops: tuple[Stop, ...]
    worked_on: tuple[date, ...]  # days of meetings and reports
    policies: tuple[DatedBoardPolicy, ...]


@dataclass(frozen=True, slots=True)
class BoardSegment(Span):
    """The verdicts over one unbroken half-open period [starts_on, until) of a unit."""

    term_id: int | None  # of that paper; without a paper, of the newest board
    paper_id: int | None  # the paper the sentence is about
    checked: bool
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    ends_on: date | None  # last legal day of that paper as judged
    active: bool
    idle_reasons: tuple[str, ...]  # why not active; empty when active
    access: bool  # may reach programmes
    access_reasons: tuple[str, ...]  # why not; empty when it may
    step: Step
    step_since: date
