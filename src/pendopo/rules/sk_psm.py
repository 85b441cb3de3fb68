"""The judge of a PSM posting: is it legal on a day, by which SK, and if not, why not?

In: `Facts` of one posting, its papers, and the dated policies of its offices. Out: its timeline, which
covers every day of the posting from its first to its last (the day of leaving, moving or death is the
last, SKP-41), without gap or overlap. It asks no clock: "today" is a question to the timeline.

How one day is judged by the papers is in `finding`.

What it will not do: guess a date from a year, let the order of entry or the check by Dinsos matter, or
bring back a paper because the one that replaced it was revoked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from pendopo.rules import registry as rule
from pendopo.rules.days import day_after, earliest
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.finding import Finding, find
from pendopo.rules.papers import Weighed, later_than, weigh
from pendopo.rules.policy import Bimtek, policy_on
from pendopo.rules.segments import Segment, merge

__all__ = ["RULE_VERSION", "EndKind", "Facts", "Omission", "Paper", "Segment", "judge"]

RULE_VERSION: Final = "2026.1"


def judge(facts: Facts) -> tuple[Segment, ...]:
    """The whole timeline of one posting; empty when the posting ends before it starts."""
    until = _first_day_past(facts)
    if until is not None and until <= facts.starts_on:
        return ()
    papers = weigh(facts)
    days = _turning_days(facts, papers, until)
    ends = [*days[1:], until]
    return merge(
        _segment(day, end, _finding(day, papers, facts)) for day, end in zip(days, ends, strict=True)
    )


def _first_day_past(facts: Facts) -> date | None:
    last = earliest(facts.ends_on, facts.died_on)
    return None if last is None else day_after(last)


def _turning_days(facts: Facts, papers: Sequence[Weighed], until: date | None) -> list[date]:
    """The days on which something can change; between two of them nothing does."""
    days = {facts.bimtek_on, *(omission.starts_on for omission in facts.omissions)}
    for weighed in papers:
        days |= {weighed.starts_on, weighed.counts_from, weighed.until}
    inside = (d for d in days if d and d > facts.starts_on and (until is None or d < until))
    return [facts.starts_on, *sorted(inside)]


def _finding(day: date, papers: Sequence[Weighed], facts: Facts) -> Finding:
    return find(day, papers, rule.BOOK, lambda ruling: _warnings_of_the_day(day, ruling, papers, facts))


def _warnings_of_the_day(
    day: date, ruling: Weighed, papers: Sequence[Weighed], facts: Facts
) -> Iterator[str]:
    """Warnings that come and go while one paper is in force."""
    signed_on = ruling.paper.signed_on
    if signed_on and policy_on(facts.policies, signed_on).bimtek is Bimtek.PERINGATAN:
        yield from _training_warning(day, facts)
    if any(o.starts_on <= day and later_than(o, ruling) for o in facts.omissions):
        yield rule.LEFT_OUT
    if any(not w.paper.names_this_village and w.covers(day) for w in papers):
        yield rule.OTHER_VILLAGE


def _training_warning(day: date, facts: Facts) -> Iterator[str]:
    if facts.bimtek_attended is False:
        yield rule.BIMTEK_NOT_YET
    elif facts.bimtek_on is not None:
        if day < facts.bimtek_on:
            yield rule.BIMTEK_NOT_YET
    elif facts.bimtek_attended is None:
        yield rule.BIMTEK_UNRECORDED


def _segment(day: date, until: date | None, finding: Finding) -> Segment:
    return Segment(
        starts_on=day,
        until=until,
        standing=finding.standing,
        paper_id=finding.weighed.paper.id if finding.weighed else None,
        checked=finding.checked,
        reasons=finding.reasons,
        warnings=finding.warnings,
        ends_on=finding.last_day,
    )
