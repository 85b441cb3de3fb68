"""What must hold of the judge whatever the papers say."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from pendopo.rules.expiry import soon_from
from pendopo.rules.issuer import IssuerType
from pendopo.rules.papers import weigh
from pendopo.rules.policy import DEFAULT_POLICY, Bimtek, DatedPolicy, Policy
from pendopo.rules.registry import RULES
from pendopo.rules.sk_psm import EndKind, Facts, Omission, Paper, Segment, judge
from pendopo.rules.standing import Standing, days_left, soon
from tests.rules.build import facts as plain
from tests.rules.build import sk

FIRST = date(2020, 1, 1)
# A narrow span of days makes ties, neighbours and crossings common.
days = st.one_of(
    st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from([FIRST, date(2020, 2, 28), date(2020, 2, 29), date.max, date.min]),
)
maybe_day = st.none() | days
issuers = st.none() | st.sampled_from([IssuerType.KEPALA_DESA, IssuerType.LURAH, IssuerType.CAMAT])
mostly = st.sampled_from([True, True, True, False])

papers = st.builds(
    Paper,
    id=st.integers(1, 10**6),
    number=st.integers(1, 10**6).map(str),
    signed_on=maybe_day,
    issuer=issuers,
    issuer_covers_posting=mostly,
    starts_on=maybe_day,
    ends_on=maybe_day,
    end_kind=st.sampled_from(EndKind),
    names_this_village=mostly,
    revoked_on=maybe_day,
    verified=st.booleans(),
    collective=st.booleans(),
)
sound_papers = st.builds(
    lambda paper, signed_on: replace(
        paper,
        signed_on=signed_on,
        issuer=IssuerType.LURAH,
        issuer_covers_posting=True,
        names_this_village=True,
    ),
    papers,
    days,
)
omissions = st.builds(
    Omission,
    paper_id=st.integers(1, 10**6),
    number=st.integers(1, 10**6).map(str),
    starts_on=days,
    signed_on=days,
    revokes_former=st.booleans(),
    issuer=issuers,
)
policies = st.builds(
    DatedPolicy,
    depth=st.integers(0, 2),
    in_force_from=maybe_day,
    policy=st.builds(
        Policy,
        entitled=st.sampled_from([DEFAULT_POLICY.entitled, frozenset({IssuerType.CAMAT, IssuerType.LURAH})]),
        longest_term_months=st.sampled_from([None, 1, 12, 10**6]),
        bimtek=st.sampled_from(Bimtek),
    ),
)


def many(what: st.SearchStrategy, most: int, **how: object) -> st.SearchStrategy:
    return st.lists(what, max_size=most, **how).map(tuple)  # type: ignore[arg-type]


postings = st.builds(
    Facts,
    starts_on=days.filter(lambda day: day != date.max),
    ends_on=maybe_day,
    died_on=st.none() | maybe_day,
    bimtek_on=maybe_day,
    bimtek_attended=st.none() | st.booleans(),
    papers=many(papers | sound_papers, 5, unique_by=(lambda p: p.id, lambda p: p.number)),
    omissions=many(omissions, 2),
    policies=many(policies, 3, unique_by=lambda p: (p.depth, p.in_force_from)),
)


def legal(segments: tuple[Segment, ...], day: date) -> Segment | None:
    return next((s for s in segments if s.standing is Standing.SAH and _holds(s, day)), None)


def _holds(segment: Segment, day: date) -> bool:
    return segment.starts_on <= day and (segment.until is None or day < segment.until)


def looked_at(*timelines: tuple[Segment, ...]) -> set[date]:
    """A day of every segment, and the day before it: between two turning days nothing changes."""
    starts = {segment.starts_on for segments in timelines for segment in segments}
    ends = {segment.until for segments in timelines for segment in segments if segment.until}
    before = {day - timedelta(days=1) for day in starts | ends if day != date.min}
    return starts | ends | before


@given(postings)
def test_gapless_and_exactly_the_posting(posting: Facts) -> None:
    segments = judge(posting)
    last = min((d for d in (posting.ends_on, posting.died_on) if d), default=None)
    if last is not None and last < posting.starts_on:
        assert segments == ()
        return
    assert segments[0].starts_on == posting.starts_on
    assert segments[-1].until == (None if last in (None, date.max) else last + timedelta(days=1))
    for left, right in pairwise(segments):
        assert left.starts_on < right.starts_on == left.until
        assert not left.says_the_same_as(right)


@given(postings)
def test_each_segment_gives_its_reasons_and_its_paper(posting: Facts) -> None:
    ids = {paper.id for paper in posting.papers}
    for segment in judge(posting):
        assert segment.reasons
        assert set(segment.reasons) | set(segment.warnings) <= set(RULES)
        assert len(set(segment.warnings)) == len(segment.warnings)
        assert (segment.paper_id is None) == (segment.reasons == ("SKP-02",))
        assert segment.paper_id is None or segment.paper_id in ids
        if segment.standing is Standing.SAH:
            assert segment.ends_on is None or (segment.until and segment.until <= _next(segment.ends_on))
        else:
            assert not segment.warnings


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


@given(postings)
def test_one_legal_paper_at_most_is_in_force(posting: Facts) -> None:
    weighed = [w for w in weigh(posting) if w.counts]
    for day in looked_at(judge(posting)):
        assert sum(w.covers(day) for w in weighed) <= 1


@given(postings, st.randoms(use_true_random=False))
def test_order_of_entry_never_matters(posting: Facts, chance: random.Random) -> None:
    shuffled = {
        name: tuple(chance.sample(getattr(posting, name), len(getattr(posting, name))))
        for name in ("papers", "omissions", "policies")
    }
    ids = chance.sample(range(1, 100), len(posting.papers))
    new_id = {paper.id: id for paper, id in zip(posting.papers, ids, strict=True)}
    shuffled["papers"] = tuple(replace(paper, id=new_id[paper.id]) for paper in shuffled["papers"])
    expected = tuple(replace(s, paper_id=s.paper_id and new_id[s.paper_id]) for s in judge(posting))
    assert judge(replace(posting, **shuffled)) == expected


@given(postings, st.data())
@example(plain(sk(1, "2020-01-01"), sk(2, "2020-02-01")), None)
def test_revoking_never_lengthens(posting: Facts, data: st.DataObject | None) -> None:
    for place, paper in enumerate(posting.papers):
        sooner = date(2020, 1, 15) if data is None else data.draw(days)
        revoked_on = min(sooner, paper.revoked_on or sooner)
        papers = list(posting.papers)
        papers[place] = replace(paper, revoked_on=revoked_on)
        before, after = judge(posting), judge(replace(posting, papers=tuple(papers)))
        for day in looked_at(before, after):
            assert legal(before, day) or not legal(after, day)


@given(postings)
def test_annulling_takes_nothing_from_the_others(posting: Facts) -> None:
    """A day that was legal by another paper stays legal by it."""
    before = judge(posting)
    for paper in posting.papers:
        after = judge(replace(posting, papers=tuple(p for p in posting.papers if p != paper)))
        for day in looked_at(before, after):
            ruling = legal(before, day)
            if ruling and ruling.paper_id != paper.id:
                found = legal(after, day)
                assert found is not None
                assert found.paper_id == ruling.paper_id


@given(sound_papers, st.integers(0, 40))
def test_annulling_the_replacer_restores(replacer: Paper, later: int) -> None:
    """What a replacer had cut is legal again for good once the replacer never was."""
    first = replace(replacer, id=1, number="1", signed_on=FIRST, starts_on=FIRST)
    first = replace(first, end_kind=EndKind.TANPA_BATAS, revoked_on=None)
    second = replace(replacer, id=2, number="2", signed_on=FIRST, starts_on=FIRST + timedelta(days=later))
    until = judge(plain(first, second))[0].until if later else FIRST
    assert until is None or until <= second.starts_on
    restored = judge(plain(first))
    assert [(s.paper_id, s.standing, s.until) for s in restored] == [(1, Standing.SAH, None)]


@given(postings)
def test_the_check_by_dinsos_never_changes_a_standing(posting: Facts) -> None:
    def said(verified: bool) -> list[tuple[object, ...]]:
        papers = tuple(replace(paper, verified=verified) for paper in posting.papers)
        segments = judge(replace(posting, papers=papers))
        assert all(s.checked is (verified and s.paper_id is not None) for s in segments)
        return [(s.starts_on, s.until, s.standing, s.paper_id, s.reasons, s.warnings) for s in segments]

    assert said(True) == said(False)


@given(postings)
def test_days_left_ends_where_the_legal_time_ends(posting: Facts) -> None:
    segments = judge(posting)
    for day in looked_at(segments):
        left = days_left(segments, day)
        if left is not None:
            last = day + timedelta(days=left)
            assert legal(segments, day)
            assert legal(segments, last)
            assert last == date.max or not legal(segments, last + timedelta(days=1))
        elif legal(segments, day):
            assert segments[-1].standing is Standing.SAH


@given(postings.filter(lambda posting: posting.starts_on.year > 1900))
def test_soon_says_the_same_as_the_day_it_begins(posting: Facts) -> None:
    segments = judge(posting)
    for day in looked_at(segments):
        segment = legal(segments, day)
        since = soon_from(segments, segment) if segment else None
        assert soon(segments, day) == (since is not None and since <= day)
