"""The judge of an IPSM unit: is its board legal on a day, is it active, may it reach programmes, how far
has it come?

In: `UnitFacts` of one unit. Out: its timeline from the first day anything is known of it, without gap or
overlap, to an open end. It asks no clock. How one day is judged by the papers is in `finding`, as for PSM;
a frozen or dissolved unit is not legal, whatever its papers say.

What it will not do: judge from the years of a term ("2023-2028"), take work or a chair for legality, or let
the order of entry matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.rules import board_registry as rule
from pendopo.rules.board_facts import BoardSegment, Stop, StopKind, TermFacts, UnitFacts
from pendopo.rules.board_papers import begun_on, faults_of, issued_on, weigh_boards
from pendopo.rules.board_policy import board_policy_on
from pendopo.rules.board_work import (
    Work,
    access_reasons,
    chair_warnings,
    days_of_seats,
    idle_reasons,
    work_of,
)
from pendopo.rules.days import day_after, earliest
from pendopo.rules.expiry import soon_from
from pendopo.rules.finding import Finding, find
from pendopo.rules.formation import PATH, Step
from pendopo.rules.segments import merge
from pendopo.rules.standing import Standing
from pendopo.rules.weighing import Weighed

BOARD_RULE_VERSION: Final = "2026.1"


@dataclass(frozen=True, slots=True)
class _Round:
    """One forming of a board: when it began, and when each step was reached."""

    begun: date
    reached: tuple[tuple[int, date], ...]  # place in PATH, day
    term: TermFacts

    @property
    def order(self) -> tuple[object, ...]:
        return self.begun, self.reached, self.term.id


@dataclass(frozen=True, slots=True)
class _Case:
    """The facts with what is worked out once for all days."""

    facts: UnitFacts
    papers: Sequence[Weighed]
    term_of: Mapping[int, TermFacts]
    rounds: tuple[_Round, ...]
    work: Work


def judge(facts: UnitFacts) -> tuple[BoardSegment, ...]:
    """The whole timeline of one unit; empty while nothing is known of it but its name."""
    case = _Case(
        facts=facts,
        papers=weigh_boards(facts),
        term_of={paper.id: term for term in facts.terms for paper in term.papers},
        rounds=tuple(sorted(_rounds(facts), key=lambda r: r.order)),
        work=work_of(facts),
    )
    days = _turning_days(case)
    return merge(_segment(day, end, case) for day, end in zip(days, [*days[1:], None], strict=False))


def runs_out_from(timeline: Sequence[BoardSegment], segment: BoardSegment) -> date | None:
    """First day on which a legal segment reads "segera berakhir". A unit that is frozen has no SK to renew."""
    later = (s for s in timeline if s.starts_on > segment.starts_on and s.standing is not Standing.SAH)
    after = next(later, None)
    if after is not None and after.step in (Step.BEKU, Step.BUBAR):
        return None
    return soon_from(timeline, segment)


def _rounds(facts: UnitFacts) -> Iterator[_Round]:
    for term in facts.terms:
        begun = begun_on(term)
        if begun is not None:
            yield _Round(begun, tuple(sorted(_reached(term, begun, facts))), term)


def _reached(term: TermFacts, begun: date, facts: UnitFacts) -> Iterator[tuple[int, date]]:
    """Steps as entered, and "SK terbit" by the first SK without fault. A board begins with its preparation."""
    if all(step is not Step.PERSIAPAN for step, _on in term.steps):
        yield PATH.index(Step.PERSIAPAN), begun
    yield from ((PATH.index(step), on) for step, on in term.steps if step in PATH)
    sound = (paper for paper in term.papers if not any(faults_of(paper, term, facts)))
    issued = earliest(*(issued_on(paper) for paper in sound))
    if issued is not None:
        yield PATH.index(Step.BER_SK), issued


def _first_day(case: _Case) -> date | None:
    facts = case.facts
    return earliest(
        *(r.begun for r in case.rounds),
        *(stop.since for stop in facts.stops),
        *facts.worked_on,
    )


def _turning_days(case: _Case) -> list[date]:
    """The days on which something can change; between two of them nothing does."""
    first = _first_day(case)
    if first is None:
        return []
    return [first, *sorted({day for day in _changes(case) if day is not None and day > first})]


def _changes(case: _Case) -> Iterator[date | None]:
    for weighed in case.papers:
        yield from (weighed.starts_on, weighed.until)
    for one in case.rounds:
        yield one.begun
        yield from (on for _place, on in one.reached)
    for stop in case.facts.stops:
        yield from (stop.since, day_after(stop.until) if stop.until else None)
    for term in case.facts.terms:
        yield from days_of_seats(term)
    for stretches in case.work.values():
        yield from (day for stretch in stretches for day in stretch)
    for policy in case.facts.policies:
        yield from (policy.in_force_from, policy.above_from, policy.above_past)


def _segment(day: date, until: date | None, case: _Case) -> BoardSegment:
    stop = _stop_on(day, case.facts)
    newest = _newest_round(day, case)
    finding = _finding(day, case, stop)
    term = _term_of(finding, newest, case)
    policy = board_policy_on(case.facts.policies, day, case.facts.depth)
    idle = idle_reasons(finding, term, case.work, policy, day)
    barred = access_reasons(finding, term, policy, day, active=not idle)
    if stop is not None and not barred:
        barred = finding.reasons[:1]  # no policy opens programmes to a unit that is stopped
    step, since = _step(day, case, stop, newest)
    return BoardSegment(
        starts_on=day,
        until=until,
        standing=finding.standing,
        term_id=term.id if term else None,
        paper_id=finding.weighed.paper.id if finding.weighed else None,
        checked=finding.checked,
        reasons=finding.reasons,
        warnings=finding.warnings,
        ends_on=finding.last_day,
        active=not idle,
        idle_reasons=idle,
        access=not barred,
        access_reasons=barred,
        step=step,
        step_since=since,
    )


def _finding(day: date, case: _Case, stop: Stop | None) -> Finding:
    """By the papers, unless the unit is frozen (PGR-08) or dissolved (PGR-09): then it is not legal."""
    found = find(
        day, case.papers, rule.BOOK, lambda ruling: chair_warnings(case.term_of[ruling.paper.id], day)
    )
    if stop is None:
        return found
    why = rule.FROZEN if stop.kind is StopKind.BEKU else rule.DISSOLVED
    return Finding(Standing.GUGUR, (why,), found.weighed)


def _stop_on(day: date, facts: UnitFacts) -> Stop | None:
    """A unit is stopped once at a time; should two decisions meet, the heavier speaks."""
    stops = [s for s in facts.stops if s.since <= day and (s.until is None or day <= s.until)]
    return max(stops, key=lambda s: (s.kind is StopKind.BUBAR, s.since), default=None)


def _newest_round(day: date, case: _Case) -> _Round | None:
    """The last one begun, if no dissolution ended it since."""
    newest = next((r for r in reversed(case.rounds) if r.begun <= day), None)
    dissolved_on = max(_dissolutions(day, case.facts), default=None)
    if newest is None or (dissolved_on is not None and newest.begun < dissolved_on):
        return None
    return newest


def _dissolutions(day: date, facts: UnitFacts) -> Iterator[date]:
    return (stop.since for stop in facts.stops if stop.kind is StopKind.BUBAR and stop.since <= day)


def _term_of(finding: Finding, newest: _Round | None, case: _Case) -> TermFacts | None:
    if finding.weighed is not None:
        return case.term_of[finding.weighed.paper.id]
    return newest.term if newest else None


def _step(day: date, case: _Case, stop: Stop | None, newest: _Round | None) -> tuple[Step, date]:
    """The furthest step of the newest forming, and the day since when the unit stands there."""
    if stop is not None:
        return (Step.BEKU if stop.kind is StopKind.BEKU else Step.BUBAR), stop.since
    if newest is not None:
        reached = [(place, on) for place, on in newest.reached if on <= day]
        place, on = max(reached, default=(0, newest.begun))
        return PATH[place], on
    ended = [
        day_after(s.until) for s in case.facts.stops if s.kind is StopKind.BUBAR and s.until and s.until < day
    ]
    return Step.BELUM, max((d for d in ended if d), default=_first_day(case) or day)
