"""A fold beside writers: whoever reads, before, between and after, reads the same."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.insights.fold import fold, fold_due
from pendopo.insights.models import Balance
from pendopo.insights.queries import consolidation
from pendopo.legality.models import LedgerPending
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.shared.clock import now
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code

ON = date(2026, 6, 15)


@pytest.fixture
def country(transactional_db: None) -> Actor:
    root = by_code("0")
    assert root is not None
    return Actor(None, "Uji", Role.DINSOS_ADMIN, root.pk, root.path, "test", now())


def _regency() -> Wilayah:
    place = by_code("35.07")
    assert place is not None
    return place


def _psm(actor: Actor) -> int:
    province = by_code("35")
    assert province is not None
    return consolidation(actor, province, ON).total.psm


def _register(actor: Actor, name: str) -> None:
    village = by_code("35.07.24.2001")
    assert village is not None
    register_psm(actor, village.pk, PersonDraft(name=name, sex="P"), PostingDraft(starts_on=date(2024, 3, 1)))


def _beside(work: Callable[[], None]) -> None:
    """Run to its end on a connection of its own."""
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert not trouble, trouble


def test_a_writer_that_commits_after_the_fold_stays_pending(country: Actor) -> None:
    _register(country, "Siti")
    with transaction.atomic():
        _register(country, "Ani")
        _beside(lambda: fold(_regency().path))
        assert _psm(country) == 2
    assert LedgerPending.objects.exists()
    assert _psm(country) == 2
    assert fold_due() == 1
    assert _psm(country) == 2


def test_a_writer_that_commits_while_the_fold_is_open_is_not_lost(country: Actor) -> None:
    _register(country, "Siti")
    with transaction.atomic():
        fold(_regency().path)
        _beside(lambda: _register(country, "Ani"))
        assert _psm(country) == 2
    assert _psm(country) == 2
    fold_due()
    assert _psm(country) == 2
    assert not LedgerPending.objects.exists()


def test_two_folds_at_once_follow_each_other(country: Actor) -> None:
    _register(country, "Siti")
    path = _regency().path
    threads = [threading.Thread(target=_beside, args=(lambda: fold(path),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    months = list(Balance.objects.filter(path=path).values_list("month", flat=True))
    assert len(months) == len(set(months)) > 0
    assert _psm(country) == 1
