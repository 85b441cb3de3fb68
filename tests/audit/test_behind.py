"""Large COPYs beside a command: nothing is missed, nothing is swallowed, nothing hangs."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.audit import copying
from pendopo.audit.behind import between_copies, copied_behind, copier
from pendopo.audit.copying import copy_rows
from pendopo.roster.models import NameWord

MANY = 25


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_TOGETHER", 5)


def words(many: int = MANY, first: int = 0) -> Iterator[tuple[str]]:
    return ((f"kata{n}",) for n in range(first, first + many))


def there() -> int:
    return NameWord.objects.filter(word__startswith="kata").count()


@pytest.mark.django_db(transaction=True)
def test_a_question_sees_every_row() -> None:
    with transaction.atomic(), copied_behind():
        assert copy_rows(NameWord, ["word"], words()) == MANY
        assert copier(begin=False) is not None
        assert there() == MANY
        copy_rows(NameWord, ["word"], words(2, first=100))  # a small one waits its turn too
        copy_rows(NameWord, ["word"], words(first=200))
    assert copier(begin=True) is None
    assert there() == 2 * MANY + 2
    assert not connection.execute_wrappers


@pytest.mark.django_db(transaction=True)
def test_a_question_between_copies_waits_for_whole_ones_only() -> None:
    with transaction.atomic(), copied_behind():
        for first in range(0, 200, 20):
            copy_rows(NameWord, ["word"], words(20, first))
            with between_copies():
                assert there() % 20 == 0
        assert there() == 200


@pytest.mark.django_db(transaction=True)
def test_what_the_server_refuses_is_raised_between_copies_too() -> None:
    def twice() -> None:
        with transaction.atomic(), copied_behind():
            copy_rows(NameWord, ["word"], words())
            copy_rows(NameWord, ["word"], words())
            with between_copies():
                while True:
                    there()

    with pytest.raises(IntegrityError):
        twice()
    assert there() == 0


@pytest.mark.django_db(transaction=True)
def test_few_rows_begin_no_thread() -> None:
    with transaction.atomic(), copied_behind():
        copy_rows(NameWord, ["word"], words(4))
        assert copier(begin=False) is None
    assert there() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asks", [True, False])
def test_what_the_server_refuses_is_raised_before_the_commit(asks: bool) -> None:
    answered = []

    def twice() -> None:
        with transaction.atomic(), copied_behind():
            for first in (0, MANY - 1, 500):
                copy_rows(NameWord, ["word"], words(first=first))
            if asks:
                answered.append(there())

    with pytest.raises(IntegrityError):
        twice()
    assert (there(), answered) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_rows_that_cannot_be_made_leave_nothing_behind() -> None:
    def broken() -> Iterator[tuple[str]]:
        yield from words(12, first=900)
        raise ZeroDivisionError

    def stopped() -> None:
        with transaction.atomic(), copied_behind():
            copy_rows(NameWord, ["word"], words())
            copy_rows(NameWord, ["word"], broken())

    with pytest.raises(ZeroDivisionError):
        stopped()
    assert there() == 0
    with transaction.atomic(), copied_behind():
        copy_rows(NameWord, ["word"], words())
    assert there() == MANY
