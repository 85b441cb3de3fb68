"""Weigh the papers of one posting: which count, from when, until when, and what stops them.

In: the facts of the posting. Out: each paper weighed, in the order of the law, which is (start, signed
on, number) and never the order of entry. It does not say what holds on a day; `sk_psm` does. What holds
of any paper is in `weighing`; here is what only an SK of PSM knows: the village, training, and papers
that leave the person out.
"""

from collections.abc import Iterator
from datetime import date

from pendopo.rules import registry as rule
from pendopo.rules.days import months_later
from pendopo.rules.facts import Facts, Omission, Paper
from pendopo.rules.policy import Bimtek, Policy, policy_on
from pendopo.rules.weighing import (
    Weighed,
    end_by,
    end_by_later,
    issuer_faults,
    start_of,
    term_of,
    weigh_one,
)

__all__ = ["Weighed", "later_than", "weigh"]


def weigh(facts: Facts) -> tuple[Weighed, ...]:
    """Weigh every paper by itself, then let the later ones cut the earlier (SKP-07, SKP-08)."""
    alone = sorted((_alone(paper, facts) for paper in facts.papers), key=lambda w: w.order)
    revoking = [omission for omission in facts.omissions if _revokes_former(omission, facts)]
    return tuple(_cut(weighed, alone[place + 1 :], revoking) for place, weighed in enumerate(alone))


def later_than(omission: Omission, weighed: Weighed) -> bool:
    """Does the paper that leaves the person out come after this one, by the order of the law?"""
    mine = (omission.starts_on, omission.signed_on, omission.number)
    return mine > weighed.order[:3]


def _alone(paper: Paper, facts: Facts) -> Weighed:
    policy = policy_on(facts.policies, paper.signed_on) if paper.signed_on else None
    start = start_of(paper)
    capped_on = _cap(start, policy)
    counts_from = _counts_from(start, facts, policy)
    too_late = counts_from != start and _reached(term_of(paper, capped_on, rule.BOOK)[0], counts_from)
    condition = _training_is_a_condition(policy)
    return weigh_one(
        paper,
        rule.BOOK,
        capped_on=capped_on,
        counts_from=counts_from,
        waits_for=rule.BIMTEK_REQUIRED if condition else "",
        faults=_faults(paper, facts, policy, trained_too_late=too_late),
        more_gaps=(rule.BIMTEK_UNKNOWN,) if condition and facts.bimtek_on is None else (),
    )


def _cap(start: date | None, policy: Policy | None) -> date | None:
    if policy is None or policy.longest_term_months is None or start is None:
        return None
    return months_later(start, policy.longest_term_months)


def _reached(until: date | None, day: date | None) -> bool:
    return until is not None and day is not None and until <= day


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
    yield from issuer_faults(paper, policy.entitled if policy else None, rule.BOOK)
    if trained_too_late or (_training_is_a_condition(policy) and facts.bimtek_attended is False):
        yield rule.BIMTEK_REQUIRED


def _revokes_former(omission: Omission, facts: Facts) -> bool:
    """A paper that does not count cuts nothing, so its signer must be entitled on its own day."""
    entitled = policy_on(facts.policies, omission.signed_on).entitled
    return omission.revokes_former and omission.issuer in entitled


def _cut(weighed: Weighed, later: list[Weighed], revoking: list[Omission]) -> Weighed:
    """End a paper where a later one begins to count, even if that one is revoked itself (SKP-42)."""
    left_out_on = min(
        (o.starts_on for o in revoking if o.issuer == weighed.paper.issuer and later_than(o, weighed)),
        default=None,
    )
    return end_by(end_by_later(weighed, later, rule.BOOK), left_out_on, rule.LEFT_OUT_REVOKED)
