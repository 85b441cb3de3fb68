"""Two connections at the same time: wrong logins, and two admins who end each other."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant, LoginTry, User
from pendopo.access.queries import actor_of, grants_of
from pendopo.accounts.commands import close_account, create_account, end_grant, issue_one_time_code
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.accounts.queries import installing_actor
from pendopo.accounts.throttle import FROM_EVERYWHERE, FROM_ONE_ADDRESS, attempt, waits_until
from pendopo.shared.clock import now
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.wilayah.queries import by_code

MALANG = "35.07"


def _at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Each in a connection of its own, as each worker has; what a deed raises is its answer."""
    gate, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(n: int) -> None:
        gate.wait()
        try:
            answers[n] = deeds[n]()
        except Refusal as refusal:
            answers[n] = refusal  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_many_attempts_at_once_pass_no_more_than_one_after_the_other() -> None:
    got = _at_once([lambda: attempt("rahma", "10.0.0.1") for _n in range(12)])
    assert sum(place is not None for place in got) == FROM_ONE_ADDRESS
    assert LoginTry.objects.count() == FROM_ONE_ADDRESS
    assert attempt("rahma", "10.0.0.2") is not None, "her own computer is not locked by a stranger's"
    assert attempt("dewi", "10.0.0.1") is not None


@pytest.mark.django_db(transaction=True)
def test_from_everywhere_at_once() -> None:
    got = _at_once([lambda n=n: attempt("rahma", f"10.0.1.{n}") for n in range(FROM_EVERYWHERE + 4)])  # type: ignore[misc]
    assert sum(place is not None for place in got) == FROM_EVERYWHERE
    until = waits_until("rahma", "10.9.9.9")
    assert until is not None
    assert until > now()


@pytest.mark.django_db
def test_a_right_password_gives_its_place_back_and_names_are_not_readable() -> None:
    for _n in range(FROM_ONE_ADDRESS * 2):
        place = attempt("rahma", "10.0.0.1")
        assert place is not None
        assert "rahma" not in repr(list(LoginTry.objects.values()))
        place.forget()
    assert waits_until("rahma", "10.0.0.1") is None


@pytest.mark.django_db
def test_a_new_code_from_the_office_need_not_wait() -> None:
    one, two = _admins(2)
    user = User.objects.get(pk=two.user_id)
    while attempt(user.username, "10.0.0.1"):
        pass
    assert waits_until(user.username, "10.0.0.1")
    issue_one_time_code(one, user.pk)
    assert waits_until(user.username, "10.0.0.1") is None


def _admins(n: int) -> list[Actor]:
    place = by_code(MALANG)
    assert place is not None
    draft = GrantDraft(Role.DINSOS_ADMIN, place.pk)
    made = [
        create_account(installing_actor("test", now()), AccountDraft(f"Admin {i}", draft)).user
        for i in range(n)
    ]
    actors = []
    for user in made:
        grant = grants_of(user.pk, now())[0]
        actors.append(actor_of(user, grant, "test", now()))
    return actors


def _grant(actor: Actor) -> Grant:
    return Grant.objects.get(user_id=actor.user_id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_two_admins_who_end_each_other_leave_one(turn: int) -> None:
    one, two = _admins(2)
    deeds = [
        lambda: end_grant(one, _grant(two).pk, "saling mengakhiri"),
        lambda: end_grant(two, _grant(one).pk, "saling mengakhiri"),
        lambda: close_account(one, two.user_id or 0, "saling menutup"),
    ][turn:] or []
    deeds = [*deeds, lambda: close_account(two, one.user_id or 0, "saling menutup")][:2]
    got = _at_once(deeds)
    left = Grant.objects.filter(role=Role.DINSOS_ADMIN, until__isnull=True, user__is_active=True)
    assert left.count() == 1
    assert sum(isinstance(answer, Conflict) for answer in got) == 1
    assert "Ini admin terakhir" in "".join(str(a) for a in got if isinstance(a, Conflict))


@pytest.mark.django_db
def test_the_office_above_may_end_the_last_admin() -> None:
    (one,) = _admins(1)
    with pytest.raises(Conflict, match="mintalah kantor di atasnya"):
        end_grant(one, _grant(one).pk, "pindah tugas")
    end_grant(installing_actor("test", now()), _grant(one).pk, "pindah tugas")
    assert not User.objects.get(pk=one.user_id).is_active
