"""That nobody is PSM twice on one day is held by the database itself, whoever writes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.roster.models import Person, PsmPosting
from pendopo.shared.clock import now
from tests.worlds.two_kabupaten import World

FIRST = date(2020, 1, 1)
span = st.tuples(st.integers(-40_000, 40), st.none() | st.integers(0, 90)).map(
    lambda s: (FIRST + timedelta(days=s[0]), None if s[1] is None else FIRST + timedelta(days=s[0] + s[1]))
)


def person(pk: int) -> Person:
    return Person.objects.create(pk=pk, name="Siti", name_key="siti", created_at=now())


def posting(world: World, whose: Person, start: date, until: date | None, *, cancelled: bool = False) -> None:
    village = world.malang.villages[0]
    PsmPosting.objects.create(
        person=whose, village=village, village_path=village.path, starts_on=start, until=until,
        cancelled_at=now() if cancelled else None,
    )  # fmt: skip


def overlap(one: tuple[date, date | None], two: tuple[date, date | None]) -> bool:
    return one[0] <= (two[1] or date.max) and two[0] <= (one[1] or date.max)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=span, two=span, far=st.sampled_from([1, 2**31, 2**52]))
def test_two_postings_share_no_day(world: World, one: tuple, two: tuple, far: int) -> None:
    with transaction.atomic():
        she, neighbour = person(10**6 + far), person(10**6 + far + 1)
        posting(world, she, *one)
        posting(world, neighbour, *one)
        posting(world, she, *two, cancelled=True)
        try:
            with transaction.atomic():
                posting(world, she, *two)
            refused = False
        except IntegrityError:
            refused = True
        transaction.set_rollback(True)
    assert refused == overlap(one, two)


@pytest.mark.parametrize(
    ("until", "start", "refused"),
    [
        (date(2022, 5, 31), date(2022, 5, 31), True),
        (date(2022, 5, 31), date(2022, 6, 1), False),
        (None, date(9999, 12, 31), True),
        (date.max, date.max, True),
    ],
)
def test_the_last_day_counts(world: World, until: date | None, start: date, refused: bool) -> None:
    she = person(10**6)
    posting(world, she, FIRST, until)
    if refused:
        with pytest.raises(IntegrityError, match="posting_one_at_a_time"), transaction.atomic():
            posting(world, she, start, None)
    else:
        posting(world, she, start, None)
