"""Which recorded boards one more board would overlap: (recorded, claimed) → the boards met and whether it is later."""

import pytest

from pendopo.rules.board_overlap import overlaps
from pendopo.rules.facts import EndKind
from tests.rules.build_board import dissolved, sk, term, unit

OLD = ("2021-05-02", "2026-05-01")


@pytest.mark.parametrize(
    ("recorded", "claimed", "met"),
    [
        (OLD, ("2026-05-02", "2031-05-01"), None),  # the day after
        (OLD, ("2026-05-01", "2031-05-01"), True),  # the last day itself
        (OLD, ("2024-05-02", "2029-05-01"), True),
        (OLD, ("2021-05-02", "2026-05-01"), True),  # the same day: as if it replaced it
        (OLD, ("2018-05-02", "2023-05-01"), False),
        (OLD, ("2016-05-02", "2021-05-01"), None),
        (OLD, ("2010-05-02", None), None),  # without an end: capped at five years
        (OLD, ("2018-05-02", None), False),
    ],
)
def test_days_of_the_papers_as_they_are_judged(recorded, claimed, met):
    facts = unit(term(sk(1, *recorded)))
    found = overlaps(facts, sk(0, *claimed), (None, None), {})
    assert [o.later for o in found] == ([] if met is None else [met])


def test_what_no_longer_holds_is_not_met():
    revoked = unit(term(sk(1, *OLD, revoked_on="2023-01-01")))
    assert overlaps(revoked, sk(0, "2023-02-01", "2028-01-31"), (None, None), {}) == []
    gone = unit(term(sk(1, *OLD)), dissolved("2022-01-01", "2022-12-31"))
    assert overlaps(gone, sk(0, "2023-02-01", "2028-01-31"), (None, None), {}) == []
    replaced = unit(term(sk(1, *OLD)), term(sk(2, "2023-05-02", "2028-05-01"), id=2))
    found = overlaps(replaced, sk(0, "2024-05-02", "2029-05-01"), (None, None), {})
    assert [(o.term_id, o.later) for o in found] == [(2, True)]


def test_a_board_between_two_meets_both_in_their_order():
    facts = unit(term(sk(2, "2023-05-02", "2028-05-01"), id=2), term(sk(1, "2016-05-02", "2021-05-01")))
    found = overlaps(facts, sk(0, "2020-05-02", "2025-05-01"), (None, None), {})
    assert [(o.term_id, o.later) for o in found] == [(1, True), (2, False)]


def test_years_stand_in_for_days_that_nobody_knows():
    unknown_end, years = unit(term(sk(1, "2021-05-02", None, end=EndKind.TANGGAL))), {1: (2021, 2024)}
    undated = sk(0, None, None, end=EndKind.TANGGAL)

    def met(claimed, claimed_years):
        return [o.later for o in overlaps(unknown_end, claimed, claimed_years, years)]

    assert met(sk(0, "2025-01-01", "2029-12-31"), (2025, 2029)) == []
    assert met(sk(0, "2024-12-31", "2029-12-31"), (2025, 2029)) == [True]
    assert met(undated, (2025, 2030)) == []
    assert met(undated, (2022, 2027)) == [True]
    assert met(undated, (None, None)) == [None]
