"""Whatever is entered, in whatever order: what is stored is what is judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.kernel.command import JOBS
from pendopo.legality.commands import issue_sk
from pendopo.legality.models import Segment
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Conflict
from tests.legality.stories import CHECKS, FIRST, SPAN, Story, ledger_sums_are_counts, rejudge_below, step

pytestmark = pytest.mark.django_db
many = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JOBS, "legality.rejudge_below", rejudge_below)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


numbers = st.tuples(*[st.integers(0, 50)] * 2, *[st.integers(0, SPAN)] * 2)


@many
@given(
    steps=st.lists(step, min_size=4, max_size=18),
    days=st.lists(st.integers(-100, SPAN + 500), min_size=3, max_size=3),
)
def test_after_any_story_stored_is_judged(steps: list[Any], days: list[int]) -> None:
    with undone():
        Story().tell(steps)
        for check in CHECKS:
            check()
        ledger_sums_are_counts(FIRST + timedelta(days=day) for day in days)


@many
@given(
    people=st.lists(numbers, min_size=2, max_size=4),
    papers=st.lists(numbers, min_size=2, max_size=5, unique_by=lambda n: n[:2]),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_entry_does_not_matter(people: list[Any], papers: list[Any], order: Any) -> None:
    other = list(papers)
    order.shuffle(other)
    assert _told(people, papers) == _told(people, other)


def _told(people: list[Any], papers: list[Any]) -> list[tuple[Any, ...]]:
    """The timelines, with numbers of people and papers instead of ids."""
    with undone():
        story = Story()
        for one in people:
            story.register(*one)
        first = min(PsmPosting.objects.values_list("pk", flat=True))
        try:
            for draft in [story.draft(*one) for one in papers if _somebody(story, one)]:
                issue_sk(story.actor, draft)
        except Conflict:  # two papers of one office, number and day: refused in any order
            return []
        segments = Segment.objects.select_related("sk").order_by("posting_id", "period")
        return [
            (s.posting_id - first, s.sk.number if s.sk else "", s.period, s.standing, s.soon_from, s.ends_on,
             s.reasons, s.warnings)
            for s in segments
        ]  # fmt: skip


def _somebody(story: Story, one: tuple[int, ...]) -> bool:
    return PsmPosting.objects.filter(village=story.villages[one[0] % 3]).exists()
