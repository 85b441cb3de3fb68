"""Weigh the papers of one posting: which count, from when, until when, and what stops them.

In: the facts of the posting. Out: each paper weighed, in the order of the law, which is (start, signed
on, number) and never the order of entry. It does not say what holds on a day; `sk_psm` does.

Three things can be said of a paper. It *counts*. It has a *fault*, and so does not count. Or a fact is
missing (a *gap*), and nobody can tell; but where a fault is certain, no missing fact can heal it, so the
fault decides. Only a paper that counts cuts earlier ones. Being cut is applied to all, also to those
with faults and gaps, for even if they had counted, the later paper would have ended them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pendopo.rules import registry as rule
from pendopo.rules.days import day_after, day_before, months_later
from pendopo.rules.facts import EndKind, Facts, Omission, Paper
from pendopo.rules.policy import Bimtek, Policy, policy_on

Order = tuple[date, date, str, str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A paper as the law sees it. Periods are half-open; `until` None = no end."""

    paper: Paper
    policy: Policy | None  # None while the signing day is not known
    starts_on: date | None  # None = not known, so it may already have started on any day
    counts_from: date | None  # later than starts_on only where training is a condition
    until: date | None
    stopped_by: str  # rule id of what ends it, "" where nothing does
    faults: tuple[str, ...]
    gaps: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return not self.faults and not self.gaps

    @property
    def order(self) -> Order:
        return _order(self.paper)

    @property
    def ever_in_force(self) -> bool:
        """Would it speak for at least one day (faults and gaps apart)?"""
        return self.until is None or self.counts_from is None or self.counts_from < self.until

    @property
    def last_day(self) -> date | None:
        """The last legal day; None for no end, and where it never was or could not be legal."""
        return day_before(self.until) if self.ever_in_force and not self.faults else None

    def started(self, day: date) -> bool:
        return self.starts_on is None or self.starts_on <= day

    def over(self, day: date) -> bool:
        return self.until is not None and self.until <= day

    def covers(self, day: date) -> bool:
        return (self.counts_from is None or self.counts_from <= day) and not self.over(day)

    def waits_for_training(self, day: date) -> bool:
        """Started on paper, but training (the condition) came or comes later."""
        waiting = self.counts_from is not None and day < self.counts_from
        return waiting and self.started(day) and not self.over(day)


def weigh(facts: Facts) -> tuple[Weighed, ...]:
    """Weigh every paper by itself, then let the later ones cut the earlier (SKP-07, SKP-08)."""
    alone = sorted((_alone(paper, facts) for paper in facts.papers), key=lambda w: w.order)
    revoking = [omission for omission in facts.omissions if _revokes_former(omission, facts)]
    return tuple(_cut(weighed, alone[place + 1 :], revoking) for place, weighed in enumerate(alone))


def later_than(omission: Omission, weighed: Weighed) -> bool:
    """Does the paper that leaves the person out come after this one, by the order of the law?"""
    mine = (omission.starts_on, omission.signed_on, omission.number)
    return mine > weighed.order[:3]


def _start(paper: Paper) -> date | None:
    """As written, else the signing day."""
    return paper.starts_on or paper.signed_on


def _order(paper: Paper) -> Order:
    # A date nobody knows sorts last, so that such a paper is never cut by what may be older than it.
    # Issuer and id only settle two entries of one and the same number, day and start.
    start, signed = _start(paper) or date.max, paper.signed_on or date.max
    return start, signed, paper.number, paper.issuer or "", paper.id


def _alone(paper: Paper, facts: Facts) -> Weighed:
    policy = policy_on(facts.policies, paper.signed_on) if paper.signed_on else None
    start = _start(paper)
    counts_from = _counts_from(start, facts, policy)
    term_until, term_ends_by = _term(paper, start, policy)
    until, stopped_by = _earlier(term_until, term_ends_by, paper.revoked_on, rule.REVOKED)
    trained_too_late = counts_from != start and _reached(term_until, counts_from)
    return Weighed(
        paper=paper,
        policy=policy,
        starts_on=start,
        counts_from=counts_from,
        until=_not_before(start, until),
        stopped_by=stopped_by,
        faults=tuple(_faults(paper, facts, policy, trained_too_late=trained_too_late)),
        gaps=tuple(_gaps(paper, facts, policy)),
        warnings=tuple(_warnings(paper, start, capped=term_ends_by == rule.CAPPED)),
    )


def _written_end(paper: Paper) -> date | None:
    return paper.ends_on if paper.end_kind is EndKind.TANGGAL else None


def _impossible(paper: Paper) -> bool:
    start, end = _start(paper), _written_end(paper)
    return start is not None and end is not None and end < start


def _term(paper: Paper, start: date | None, policy: Policy | None) -> tuple[date | None, str]:
    """The written end, or the end of the longest term the policy allows: longer is capped, not void."""
    end = _written_end(paper)
    written = day_after(end) if end and not _impossible(paper) else None
    term = (written, rule.EXPIRED if written else "")
    if policy is None or policy.longest_term_months is None or start is None:
        return term
    return _earlier(*term, months_later(start, policy.longest_term_months), rule.CAPPED)


def _earlier(until: date | None, why: str, other: date | None, other_why: str) -> tuple[date | None, str]:
    """The nearer end and its rule. On the same day the first stays: what is over cannot be revoked."""
    if other is None or (until is not None and until <= other):
        return until, why
    return other, other_why


def _reached(until: date | None, day: date | None) -> bool:
    return until is not None and day is not None and until <= day


def _not_before(start: date | None, until: date | None) -> date | None:
    """A paper revoked before its start never was in force: an empty period at its start."""
    return max(start, until) if start and until else until


def _training_is_a_condition(policy: Policy | None) -> bool:
    return policy is not None and policy.bimtek is Bimtek.SYARAT


def _counts_from(start: date | None, facts: Facts, policy: Policy | None) -> date | None:
    """Where training is a condition: from the later of start and training (law: SK of PSM 6)."""
    if not _training_is_a_condition(policy) or start is None or facts.bimtek_on is None:
        return start
    return max(start, facts.bimtek_on)


def _faults(paper: Paper, facts: Facts, policy: Policy | None, *, trained_too_late: bool) -> Iterator[str]:
    if not paper.names_this_village:
        yield rule.OTHER_VILLAGE
    if paper.issuer is not None:
        if policy is not None and paper.issuer not in policy.entitled:
            yield rule.ISSUER_NOT_ENTITLED
        if not paper.issuer_covers_posting:
            yield rule.ISSUER_ELSEWHERE
    if trained_too_late or (_training_is_a_condition(policy) and facts.bimtek_attended is False):
        yield rule.BIMTEK_REQUIRED


def _gaps(paper: Paper, facts: Facts, policy: Policy | None) -> Iterator[str]:
    if paper.issuer is None:
        yield rule.ISSUER_UNKNOWN
    if paper.signed_on is None:
        yield rule.SIGNING_DATE_UNKNOWN
    if paper.end_kind is EndKind.TANGGAL and paper.ends_on is None:
        yield rule.END_DATE_UNKNOWN
    if _impossible(paper):
        yield rule.DATES_IMPOSSIBLE
    if _training_is_a_condition(policy) and facts.bimtek_on is None:
        yield rule.BIMTEK_UNKNOWN


def _warnings(paper: Paper, start: date | None, *, capped: bool) -> Iterator[str]:
    if paper.signed_on is not None and start is not None and start < paper.signed_on:
        yield rule.RETROACTIVE
    if capped:
        yield rule.CAPPED
    elif paper.end_kind is EndKind.KOSONG:
        yield rule.END_BLANK


def _revokes_former(omission: Omission, facts: Facts) -> bool:
    """A paper that does not count cuts nothing, so its signer must be entitled on its own day."""
    entitled = policy_on(facts.policies, omission.signed_on).entitled
    return omission.revokes_former and omission.issuer in entitled


def _cut(weighed: Weighed, later: list[Weighed], revoking: list[Omission]) -> Weighed:
    """End a paper where a later one begins to count, even if that one is revoked itself (SKP-42)."""
    replaced_on = min((w.counts_from for w in later if w.counts and w.counts_from), default=None)
    left_out_on = min(
        (o.starts_on for o in revoking if o.issuer == weighed.paper.issuer and later_than(o, weighed)),
        default=None,
    )
    until, why = _earlier(weighed.until, weighed.stopped_by, replaced_on, rule.REPLACED)
    until, why = _earlier(until, why, left_out_on, rule.LEFT_OUT_REVOKED)
    return replace(weighed, until=_not_before(weighed.starts_on, until), stopped_by=why)
