"""Weigh the papers of all boards of one unit: which count, from when, until when, and what stops them.

In: the facts of the unit. Out: each paper weighed, boards in the order of their first SK, and papers of a
board in the order of the law. What holds of any paper is in `weighing`; here is what only boards know: the
election, the term that runs from its first SK (PGR-41), one board at a time (PGR-43), and dissolution.
"""

from collections.abc import Iterator
from datetime import date

from pendopo.rules import board_registry as rule
from pendopo.rules.board_facts import StopKind, TermFacts, UnitFacts
from pendopo.rules.board_policy import BoardPolicy, board_policy_on
from pendopo.rules.days import earliest, months_later
from pendopo.rules.facts import Paper
from pendopo.rules.weighing import (
    Weighed,
    end_by,
    end_by_later,
    issuer_faults,
    order_of,
    start_of,
    weigh_one,
)


def weigh_boards(facts: UnitFacts) -> tuple[Weighed, ...]:
    """Weigh every paper by itself, then let the later ones cut the earlier, of whichever board."""
    in_order = sorted((term for term in facts.terms if term.papers), key=lambda t: _order(t, facts))
    alone = [weighed for term in in_order for weighed in _of_one_board(term, facts)]
    return tuple(end_by_later(weighed, alone[place + 1 :], rule.BOOK) for place, weighed in enumerate(alone))


def issued_on(paper: Paper) -> date | None:
    """From this day people say that the SK is there: signed, or in force where that is earlier."""
    return earliest(paper.signed_on, paper.starts_on)


def begun_on(term: TermFacts) -> date | None:
    """The first day anything is known of a board: a step, a paper, or somebody who sits in it."""
    return earliest(
        *(on for _step, on in term.steps),
        *(issued_on(paper) for paper in term.papers),
        *(holding.starts_on for seat in term.seats for holding in seat.holdings),
    )


def faults_of(paper: Paper, term: TermFacts, facts: UnitFacts) -> Iterator[str]:
    """Why the paper does not count, whatever else may be said of it."""
    policy = _policy_of(paper, facts)
    yield from issuer_faults(paper, policy.entitled if policy else None, rule.BOOK)
    if paper.signed_on and term.elected_on and paper.signed_on < term.elected_on:
        yield rule.BEFORE_ELECTION
    dissolved_on, start = _dissolved_on(term, facts), start_of(paper)
    if dissolved_on and start and dissolved_on <= start:
        yield rule.DISSOLVED


def _of_one_board(term: TermFacts, facts: UnitFacts) -> Iterator[Weighed]:
    first, dissolved_on = _first_paper(term, facts), _dissolved_on(term, facts)
    for paper in sorted(term.papers, key=order_of):
        weighed = weigh_one(
            paper,
            rule.BOOK,
            capped_on=_cap(paper, first, facts),
            faults=faults_of(paper, term, facts),
            more_warnings=() if term.elected_on else (rule.ELECTION_UNRECORDED,),
        )
        yield end_by(weighed, dissolved_on, rule.DISSOLVED)


def _order(term: TermFacts, facts: UnitFacts) -> tuple[object, ...]:
    """Boards follow each other by their first SK, so that a late replacement of the old one cuts no new one."""
    return order_of(_first_paper(term, facts) or min(term.papers, key=order_of))


def _first_paper(term: TermFacts, facts: UnitFacts) -> Paper | None:
    """The SK the term runs from: revoked or not, for revoking must lengthen nothing."""
    sound = (paper for paper in term.papers if not any(faults_of(paper, term, facts)))
    return min((paper for paper in sound if start_of(paper)), key=order_of, default=None)


def _policy_of(paper: Paper, facts: UnitFacts) -> BoardPolicy | None:
    return board_policy_on(facts.policies, paper.signed_on, facts.depth) if paper.signed_on else None


def _cap(paper: Paper, first: Paper | None, facts: UnitFacts) -> date | None:
    """The longest term is that of the first SK, by the policy it was signed under (PGR-41)."""
    start = start_of(first or paper)
    policy = (_policy_of(first, facts) if first else None) or _policy_of(paper, facts)
    if start is None or policy is None or policy.longest_term_months is None:
        return None
    return months_later(start, policy.longest_term_months)


def _dissolved_on(term: TermFacts, facts: UnitFacts) -> date | None:
    """A dissolution ends every board begun before it for good; a new start is a new formation (PGR-09)."""
    begun = begun_on(term)
    ends = (s.since for s in facts.stops if s.kind is StopKind.BUBAR and (begun is None or begun < s.since))
    return min(ends, default=None)
