from datetime import date

import pytest

from pendopo.rules.days import day_after, day_before, months_later
from pendopo.rules.sk_psm import judge
from pendopo.rules.standing import days_left, soon
from tests.rules.build import facts, sk

ONE_YEAR = judge(facts(sk(1, "2020-01-01", "2020-12-31")))
RENEWED = judge(facts(sk(1, "2020-01-01", "2020-12-31"), sk(2, "2021-01-01", "2022-12-31")))
FOR_GOOD = judge(facts(sk(1, "2020-01-01", "2020-12-31"), sk(2, "2020-12-01")))
LEFT = judge(facts(sk(1, "2020-01-01", "2020-12-31"), ends_on="2020-12-01"))
LATE = judge(facts(sk(1, "2020-01-01", "2020-12-31"), sk(2, "2021-01-02")))


@pytest.mark.parametrize(
    ("segments", "on", "left"),
    [
        (ONE_YEAR, date(2020, 12, 31), 0),
        (ONE_YEAR, date(2020, 10, 2), 90),
        (ONE_YEAR, date(2021, 1, 1), None),
        (ONE_YEAR, date(2019, 12, 31), None),
        (RENEWED, date(2020, 12, 31), 730),
        (FOR_GOOD, date(2020, 11, 30), None),
        (LEFT, date(2020, 12, 1), None),
        (LATE, date(2020, 12, 31), 0),
        (LATE, date(2021, 1, 1), None),
        ((), date(2020, 1, 1), None),
    ],
)
def test_days_left(segments, on, left):
    assert days_left(segments, on) == left


def test_soon_is_ninety_days_or_fewer():
    assert not soon(ONE_YEAR, date(2020, 10, 1))
    assert soon(ONE_YEAR, date(2020, 10, 2))
    assert soon(ONE_YEAR, date(2020, 12, 1), days=30)
    assert not soon(ONE_YEAR, date(2020, 11, 30), days=30)
    assert not soon(RENEWED, date(2020, 12, 31))
    assert not soon(ONE_YEAR, date(2021, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "over"),
    [
        (date(2020, 1, 1), 60, date(2025, 1, 1)),
        (date(2020, 2, 29), 12, date(2021, 3, 1)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 3, 1)),
        (date(2020, 12, 31), 2, date(2021, 3, 1)),
        (date(9999, 1, 1), 12, None),
    ],
)
def test_months_later(start, months, over):
    assert months_later(start, months) == over


def test_the_edges_of_the_calendar():
    assert day_after(date.max) is None
    assert day_before(None) is None
    assert day_before(date.min) is None
