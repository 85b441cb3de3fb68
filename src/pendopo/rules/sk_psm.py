"""The judge of a PSM posting: is it legal on a day, by which SK, and if not, why not?

In: `Facts` of one posting, its papers, and the dated policies of its offices. Out: its timeline, which
covers every day of the posting from its first to its last (the day of leaving, moving or death is the
last, SKP-41), without gap or overlap. It asks no clock: "today" is a question to the timeline.

A day is judged by the first of these that applies:

1. a paper that counts is in force            -> sah
2. a paper with a missing fact would cover it -> belum dapat dinilai, and which fact
3. a paper has started, but is lost or void   -> habis or gugur, by the paper that spoke last
4. no paper has started yet                   -> belum ber-SK

What it will not do: guess a date from a year, let the order of entry or the check by Dinsos matter, or
bring back a paper because the one that replaced it was revoked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pendopo.rules import registry as rule
from pendopo.rules.days import day_after, earliest
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.papers import Weighed, later_than, weigh
from pendopo.rules.policy import Bimtek
from pendopo.rules.segments import Segment, merge
from pendopo.rules.standing import Standing

__all__ = ["RULE_VERSION", "EndKind", "Facts", "Omission", "Paper", "Segment", "judge"]

RULE_VERSION: Final = "2026.1"


@dataclass(frozen=True, slots=True)
class Finding:
    """What holds on one day, and the paper it is said of."""

    standing: Standing
    reasons: tuple[str, ...]
    weighed: Weighed | None = None
    warnings: tuple[str, ...] = ()


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
    return (
        _legal(day, papers, facts)
        or _cannot_be_assessed(day, papers)
        or _lost(day, papers)
        or _none_yet(day, papers)
    )


def _legal(day: date, papers: Sequence[Weighed], facts: Facts) -> Finding | None:
    """At most one paper that counts is in force: each cuts the ones before it (SKP-01, SKP-06)."""
    ruling = next((w for w in papers if w.counts and w.covers(day)), None)
    if ruling is None:
        return None
    replaces = any(
        w.counts and w.stopped_by == rule.REPLACED and w.until == ruling.counts_from for w in papers
    )
    return Finding(
        Standing.SAH,
        (rule.LEGAL, rule.REPLACES) if replaces else (rule.LEGAL,),
        ruling,
        (*ruling.warnings, *_warnings_of_the_day(day, ruling, papers, facts)),
    )


def _warnings_of_the_day(
    day: date, ruling: Weighed, papers: Sequence[Weighed], facts: Facts
) -> Iterator[str]:
    """Warnings that come and go while one paper is in force."""
    if ruling.policy and ruling.policy.bimtek is Bimtek.PERINGATAN:
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


def _cannot_be_assessed(day: date, papers: Sequence[Weighed]) -> Finding | None:
    """A fact is missing of a paper that would cover the day (SKP-10 to SKP-14): say which."""
    doubtful = [w for w in papers if w.gaps and not w.faults and w.covers(day)]
    if not doubtful:
        return None
    return Finding(Standing.BELUM_DAPAT_DINILAI, doubtful[-1].gaps, doubtful[-1])


def _lost(day: date, papers: Sequence[Weighed]) -> Finding | None:
    """The outcome of the paper that spoke last: the one whose term reaches nearest to the day."""
    started = [w for w in papers if w.started(day)]
    if not started:
        return None
    last = max(started, key=lambda w: (min(w.until or day, day), w.order))
    return Finding(*_loss(day, last), last)


def _loss(day: date, last: Weighed) -> tuple[Standing, tuple[str, ...]]:
    if last.faults:
        return Standing.GUGUR, last.faults
    if last.waits_for_training(day):
        return Standing.GUGUR, (rule.BIMTEK_REQUIRED,)
    if last.stopped_by == rule.CAPPED:
        return Standing.HABIS, (rule.EXPIRED, rule.CAPPED)
    if last.stopped_by == rule.EXPIRED:
        return Standing.HABIS, (rule.EXPIRED,)
    return Standing.GUGUR, (last.stopped_by,)


def _none_yet(day: date, papers: Sequence[Weighed]) -> Finding:
    """Nothing has started (SKP-02); the next paper that will count is named (SKP-03)."""
    coming = [w for w in papers if w.counts and w.ever_in_force and not w.started(day)]
    if not coming:
        return Finding(Standing.BELUM_BER_SK, (rule.NONE_YET,))
    first = min(coming, key=lambda w: (w.counts_from or date.max, w.order))
    return Finding(Standing.BELUM_BER_SK, (rule.NONE_YET, rule.STARTS_LATER), first)


def _segment(day: date, until: date | None, finding: Finding) -> Segment:
    weighed = finding.weighed
    return Segment(
        starts_on=day,
        until=until,
        standing=finding.standing,
        paper_id=weighed.paper.id if weighed else None,
        checked=weighed is not None and weighed.paper.verified,
        reasons=finding.reasons,
        warnings=finding.warnings,
        ends_on=weighed.last_day if weighed and finding.standing is not Standing.BELUM_BER_SK else None,
    )
