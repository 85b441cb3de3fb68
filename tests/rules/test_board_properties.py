"""What must hold of the judge of boards whatever the facts say."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pendopo.rules.board import judge
from pendopo.rules.board_facts import (
    BoardSegment,
    Holding,
    SeatFacts,
    Stop,
    StopKind,
    TermFacts,
    UnitFacts,
)
from pendopo.rules.board_papers import weigh_boards
from pendopo.rules.board_policy import BoardPolicy, DatedBoardPolicy, Need, board_policy_on, default_policy
from pendopo.rules.board_registry import BOARD_RULES, NONE_YET
from pendopo.rules.facts import EndKind, Paper
from pendopo.rules.formation import PATH, Step
from pendopo.rules.issuer import IssuerType
from pendopo.rules.standing import Standing
from tests.rules.test_properties import days, many, maybe_day, mostly

BUPATI, DINSOS, CAMAT = IssuerType.BUPATI_WALIKOTA, IssuerType.KEPALA_DINSOS, IssuerType.CAMAT

papers = st.builds(
    Paper,
    id=st.integers(1, 10**6),
    number=st.integers(1, 10**6).map(str),
    signed_on=maybe_day,
    issuer=st.none() | st.sampled_from([BUPATI, BUPATI, BUPATI, DINSOS, CAMAT]),
    issuer_covers_posting=mostly,
    starts_on=maybe_day,
    ends_on=maybe_day,
    end_kind=st.sampled_from(EndKind),
    names_this_village=st.just(True),
    revoked_on=maybe_day,
    verified=st.booleans(),
    collective=st.just(False),
)
sound_papers = st.builds(
    lambda paper, on: replace(paper, signed_on=on, issuer=BUPATI, issuer_covers_posting=True), papers, days
)
periods = st.tuples(days, maybe_day)
holdings = st.builds(
    Holding,
    starts_on=days,
    until=maybe_day,
    acting=st.booleans(),
    psm_periods=st.none() | st.lists(periods, max_size=2).map(tuple),
)
seats = st.builds(SeatFacts, chair=st.booleans(), required=st.booleans(), holdings=many(holdings, 2))
steps = st.dictionaries(st.sampled_from([s for s in PATH if s is not Step.BER_SK]), days, max_size=4)
terms = st.builds(
    TermFacts,
    id=st.integers(1, 10**6),
    steps=steps.map(lambda found: tuple(found.items())),
    papers=many(papers | sound_papers, 3),
    seats=many(seats, 3),
)
policies = st.builds(
    DatedBoardPolicy,
    depth=st.integers(0, 2),
    in_force_from=maybe_day,
    policy=st.builds(
        BoardPolicy,
        entitled=st.sampled_from([default_policy(2).entitled, frozenset({CAMAT, BUPATI})]),
        longest_term_months=st.sampled_from([None, 1, 12, 10**6]),
        active_months=st.sampled_from([1, 6]),
        needs=st.frozensets(st.sampled_from(Need)),
    ),
)


def _apart(facts: UnitFacts) -> bool:
    """No two papers share an id or a number, as no two SK do."""
    found = [p for t in facts.terms for p in t.papers]
    return len({p.id for p in found}) == len({p.number for p in found}) == len(found)


units = st.builds(
    UnitFacts,
    depth=st.just(2),
    terms=many(terms, 3, unique_by=lambda t: t.id),
    stops=many(st.builds(Stop, st.sampled_from(StopKind), days, maybe_day), 2),
    worked_on=many(days, 3),
    policies=many(policies, 3, unique_by=lambda p: (p.depth, p.in_force_from or date.min)),
).filter(_apart)


def at(segments: tuple[BoardSegment, ...], on: date) -> BoardSegment | None:
    return next((s for s in segments if s.starts_on <= on and (s.until is None or on < s.until)), None)


def looked_at(*timelines: tuple[BoardSegment, ...]) -> set[date]:
    starts = {s.starts_on for segments in timelines for s in segments}
    return starts | {on - timedelta(days=1) for on in starts if on != date.min}


@given(units)
def test_gapless_never_overlapping_to_an_open_end(facts: UnitFacts) -> None:
    segments = judge(facts)
    for left, right in pairwise(segments):
        assert left.starts_on < right.starts_on == left.until
        assert not left.says_the_same_as(right)
    if segments:
        assert segments[-1].until is None
    known = [on for t in facts.terms for _step, on in t.steps] + list(facts.worked_on)
    assert all(at(segments, on) for on in known)


@given(units)
def test_every_verdict_gives_its_reasons(facts: UnitFacts) -> None:
    for s in judge(facts):
        told = (*s.reasons, *s.warnings, *s.idle_reasons, *s.access_reasons)
        assert s.reasons
        assert set(told) <= set(BOARD_RULES)
        assert s.active == (not s.idle_reasons)
        assert s.access == (not s.access_reasons)
        assert s.step_since <= s.starts_on
        assert s.standing is Standing.SAH or not s.warnings
        if s.paper_id is not None:
            assert any(p.id == s.paper_id for t in facts.terms if t.id == s.term_id for p in t.papers)
        elif s.standing is not Standing.GUGUR:
            assert s.reasons == (NONE_YET,)


@given(units)
def test_active_is_legal_and_access_has_its_needs(facts: UnitFacts) -> None:
    for s in judge(facts):
        assert not s.active or s.standing is Standing.SAH
        if not s.access:
            continue
        needs = board_policy_on(facts.policies, s.starts_on, facts.depth).needs
        assert Need.SAH not in needs or s.standing is Standing.SAH
        assert Need.AKTIF not in needs or s.active
        assert Need.DIPERIKSA not in needs or s.checked
        assert s.step not in (Step.BEKU, Step.BUBAR)
        if Need.DIKUKUHKAN in needs:
            term = next(t for t in facts.terms if t.id == s.term_id)
            assert any(step is Step.DIKUKUHKAN and on <= s.starts_on for step, on in term.steps)


@given(units)
def test_one_paper_at_most_is_in_force(facts: UnitFacts) -> None:
    weighed = [w for w in weigh_boards(facts) if w.counts]
    for on in looked_at(judge(facts)):
        assert sum(w.covers(on) for w in weighed) <= 1


@given(units)
def test_a_stopped_unit_is_not_legal(facts: UnitFacts) -> None:
    segments = judge(facts)
    for stop in facts.stops:
        if stop.until is None or stop.since <= stop.until:
            found = at(segments, stop.since)
            assert found is not None
            assert found.standing is Standing.GUGUR
            assert found.step in (Step.BEKU, Step.BUBAR)


@given(units, st.data())
def test_revoking_never_lengthens(facts: UnitFacts, data: st.DataObject) -> None:
    for term in facts.terms:
        for paper in term.papers:
            sooner = data.draw(days)
            revoked = replace(paper, revoked_on=min(sooner, paper.revoked_on or sooner))
            after = judge(_with(facts, lambda p, old=paper, new=revoked: new if p is old else p))
            before = judge(facts)
            for on in looked_at(before, after):
                was, now = at(before, on), at(after, on)
                assert (
                    now is None or now.standing is not Standing.SAH or (was and was.standing is Standing.SAH)
                )


def _with(facts: UnitFacts, change: Callable[[Paper], Paper]) -> UnitFacts:
    changed = tuple(replace(t, papers=tuple(change(p) for p in t.papers)) for t in facts.terms)
    return replace(facts, terms=changed)


@given(units, st.randoms(use_true_random=False))
def test_order_of_entry_never_matters(facts: UnitFacts, chance: random.Random) -> None:
    def shuffled(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(things, len(things)))

    mixed = [
        replace(t, papers=shuffled(t.papers), seats=shuffled(t.seats), steps=shuffled(t.steps))
        for t in facts.terms
    ]
    other = UnitFacts(
        facts.depth,
        shuffled(tuple(mixed)),
        shuffled(facts.stops),
        shuffled(facts.worked_on),
        shuffled(facts.policies),
    )
    assert judge(other) == judge(facts)


@given(units)
def test_a_longer_policy_or_a_replacement_never_ends_a_term_after_its_cap(facts: UnitFacts) -> None:
    """Whatever papers a board has, it is legal no longer than the cap of a paper standing alone at its start."""
    capped = replace(
        facts,
        policies=(DatedBoardPolicy(0, None, replace(default_policy(2), longest_term_months=1)),),
    )
    for term in capped.terms:
        ruled = [w for w in weigh_boards(replace(capped, terms=(term,))) if w.counts and w.ever_in_force]
        firsts = [
            w.starts_on for w in weigh_boards(replace(capped, terms=(term,))) if w.counts and w.starts_on
        ]
        for w in ruled:
            assert w.until is None or w.until <= min(firsts) + timedelta(days=32)
