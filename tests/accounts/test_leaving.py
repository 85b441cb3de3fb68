"""An account follows the service of its PSM, in the transaction and the one event of the command that ended it."""

from datetime import timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import create_account, end_grant, give_grant, reopen_account
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.audit.models import Event
from pendopo.kernel import command as kernel
from pendopo.roster.commands import cancel_posting, end_posting, move_psm, record_death, take_back_end
from pendopo.roster.drafts import EndDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import Person, PsmPosting
from tests.worlds.two_kabupaten import World

_NAME = "soon"


@pytest.fixture
def psm(world: World) -> User:
    """A PSM of the first village who has an account and is in."""
    post = world.malang.psm[_NAME]
    draft = AccountDraft(
        "Bambang", GrantDraft(Role.PSM, post.village_id), phone="081299990000", person_id=post.person_id
    )
    user = create_account(world.actor(Role.DINSOS_ADMIN), draft).user
    user.sessions.create(session_key="k" * 32, session_data="", expire_date=world.actor(Role.PSM).at + timedelta(1),
                         began_at=user.created_at, seen_at=user.created_at)  # fmt: skip
    return user


def _post(world: World) -> PsmPosting:
    return PsmPosting.objects.get(pk=world.malang.psm[_NAME].pk)


def _left(world: World) -> PsmPosting:
    post = _post(world)
    draft = EndDraft(world.on - timedelta(days=1), EndReason.OWN_REQUEST, "pindah kerja")
    return end_posting(world.actor(Role.IPSM_SECRETARY), post.pk, post.version, draft)


def _died(world: World) -> Person:
    human = Person.objects.get(pk=world.malang.people[_NAME])
    return record_death(world.actor(Role.IPSM_SECRETARY), human.pk, human.version, world.on)


def _cancelled(world: World) -> PsmPosting:
    post = _post(world)
    return cancel_posting(world.actor(Role.IPSM_SECRETARY), post.pk, post.version, "salah catat")


@pytest.mark.parametrize(
    ("deed", "event"), [(_left, "psm.left"), (_died, "person.died"), (_cancelled, "posting.cancelled")]
)
def test_who_leaves_is_out_and_it_is_one_event(world: World, psm: User, deed: object, event: str) -> None:
    before = Event.objects.count()
    deed(world)  # type: ignore[operator]
    psm.refresh_from_db()
    assert not psm.is_active
    assert not psm.grants.filter(until__isnull=True).exists()
    assert not psm.sessions.exists()
    assert Event.objects.count() == before + 1
    told = Event.objects.latest("pk")
    assert told.name == event
    change = told.subjects.get(kind="user", object_id=psm.pk).changes
    assert change["open"] == [True, False]


def test_who_moves_takes_the_account_along(world: World, psm: User) -> None:
    post, there = _post(world), world.malang.villages[1]
    move_psm(world.actor(Role.IPSM_SECRETARY), post.pk, post.version, there.pk, world.on - timedelta(days=1))
    psm.refresh_from_db()
    assert psm.is_active
    assert psm.office_id == there.pk
    assert [g.wilayah_id for g in psm.grants.filter(until__isnull=True)] == [there.pk]


def test_an_office_role_stays_and_keeps_the_account_open(world: World, psm: User) -> None:
    give_grant(world.actor(Role.DINSOS_ADMIN), psm.pk, GrantDraft(Role.IPSM_CHAIR, world.malang.place.pk))
    _left(world)
    psm.refresh_from_db()
    assert psm.is_active
    assert [g.role for g in psm.grants.filter(until__isnull=True)] == [Role.IPSM_CHAIR]


def test_a_mistake_put_right_reopens_with_the_role(world: World, psm: User) -> None:
    _left(world)
    post = _post(world)
    take_back_end(world.actor(Role.IPSM_SECRETARY), post.pk, post.version, "ternyata tidak berhenti")
    reopen_account(world.actor(Role.DINSOS_ADMIN), psm.pk)
    assert [g.wilayah_id for g in psm.grants.filter(until__isnull=True)] == [post.village_id]


def test_nothing_ends_when_the_event_cannot_be_written(
    world: World, psm: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(kernel, "write_subjects", broken)
    with pytest.raises(OSError, match="no room"):
        _left(world)
    psm.refresh_from_db()
    assert psm.is_active
    assert psm.sessions.exists()
    assert _post(world).until is None


def test_with_the_last_role_the_account_closes(world: World) -> None:
    user = world.user(Role.IPSM_CHAIR)
    end_grant(world.actor(Role.DINSOS_ADMIN), user.grants.get().pk, "masa bakti berakhir")
    user.refresh_from_db()
    assert not user.is_active
    told = Event.objects.latest("pk")
    assert told.name == "account.grant_ended"
    assert told.subjects.get().changes["open"] == [True, False]
