"""Is a board at work, and may it reach programmes? Legal is not active, and both are not access.

Active = legal + required seats filled + a meeting or report within the months of the policy of the day.
A term of months that begins on the day of the meeting counts as in `days.months_later`: a meeting on 15
January keeps the board active to 14 July.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pendopo.rules import board_registry as rule
from pendopo.rules.board_facts import Holding, TermFacts, UnitFacts
from pendopo.rules.board_policy import BoardPolicy, Need, default_policy
from pendopo.rules.days import day_after, months_later
from pendopo.rules.finding import Finding
from pendopo.rules.formation import Step
from pendopo.rules.standing import Standing

Stretch = tuple[date, date | None]
"""Half-open; None = no end."""
Work = dict[int, tuple[Stretch, ...]]
"""Months of a policy → the stretches in which the last meeting or report is recent enough."""


def work_of(facts: UnitFacts) -> Work:
    """The stretches for each number of months that any policy of the unit names."""
    months = {dated.policy.active_months for dated in facts.policies}
    months.add(default_policy(facts.depth).active_months)
    return {n: tuple(_joined((day, months_later(day, n)) for day in facts.worked_on)) for n in months}


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches that touch become one."""
    start: date | None = None
    until: date | None = None
    for first, end in sorted(stretches, key=lambda s: s[0]):
        if start is not None and (until is None or first <= until):
            until = None if until is None or end is None else max(until, end)
            continue
        if start is not None:
            yield start, until
        start, until = first, end
    if start is not None:
        yield start, until


def inside(day: date, stretches: Iterable[Stretch]) -> bool:
    return any(start <= day and (until is None or day < until) for start, until in stretches)


def sits(holding: Holding, day: date) -> bool:
    return holding.starts_on <= day and (holding.until is None or day <= holding.until)


def chair_warnings(term: TermFacts, day: date) -> tuple[str, ...]:
    """The chair is a PSM in force; what is short of that is told, and never decides (law: Boards 8)."""
    chairs = [h for seat in term.seats if seat.chair for h in seat.holdings if sits(h, day)]
    if not chairs:
        return (rule.CHAIR_VACANT,)
    return min((_of_chair(chair, day) for chair in chairs), key=lambda found: (len(found), found))


def _of_chair(chair: Holding, day: date) -> tuple[str, ...]:
    acting = (rule.CHAIR_ACTING,) if chair.acting else ()
    if chair.psm_periods is None:
        return (*acting, rule.CHAIR_NOT_TIED)
    return acting if inside(day, chair.psm_periods) else (*acting, rule.CHAIR_NOT_PSM)


def idle_reasons(
    finding: Finding, term: TermFacts | None, work: Work, policy: BoardPolicy, day: date
) -> tuple[str, ...]:
    """Why the board is not active; nothing when it is. Somebody who acts fills a seat."""
    if finding.standing is not Standing.SAH or term is None:
        return (rule.NOT_LEGAL,)
    return tuple(_idle(term, work[policy.active_months], day))


def _idle(term: TermFacts, at_work: Sequence[Stretch], day: date) -> Iterator[str]:
    if not term.seats:
        yield rule.SEATS_UNRECORDED
    if any(seat.required and not any(sits(h, day) for h in seat.holdings) for seat in term.seats):
        yield rule.SEAT_VACANT
    if not inside(day, at_work):
        yield rule.NO_WORK


def access_reasons(
    finding: Finding, term: TermFacts | None, policy: BoardPolicy, day: date, *, active: bool
) -> tuple[str, ...]:
    """Which needs of the policy of the day are not met, in a fixed order; nothing when all are."""
    installed = term is not None and any(step is Step.DIKUKUHKAN and on <= day for step, on in term.steps)
    met = {
        Need.SAH: finding.standing is Standing.SAH,
        Need.AKTIF: active,
        Need.DIPERIKSA: finding.checked,
        Need.DIKUKUHKAN: installed,
    }
    return tuple(_NEED[need] for need in Need if need in policy.needs and not met[need])


_NEED = {
    Need.SAH: rule.NOT_LEGAL,
    Need.AKTIF: rule.NOT_ACTIVE,
    Need.DIPERIKSA: rule.NOT_CHECKED,
    Need.DIKUKUHKAN: rule.NOT_INSTALLED,
}


def days_of_seats(term: TermFacts) -> Iterator[date | None]:
    """Days on which somebody comes or goes, or a chair becomes a PSM in force or stops being one."""
    for seat in term.seats:
        for holding in seat.holdings:
            yield holding.starts_on
            yield day_after(holding.until) if holding.until else None
            if seat.chair:
                yield from (day for period in holding.psm_periods or () for day in period)
