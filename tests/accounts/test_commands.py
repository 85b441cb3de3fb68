import pytest

from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.accounts.commands import (
    close_account,
    correct_account,
    create_account,
    end_grant,
    give_grant,
    issue_one_time_code,
    reopen_account,
    use_code,
)
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.accounts.queries import check_code, own_actor
from pendopo.audit.models import Event
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, SEMARANG, World


def _draft(role: Role, place_id: int, **more: object) -> AccountDraft:
    return AccountDraft(**({"name": "Rahmawati Contoh", "grant": GrantDraft(role, place_id)} | more))  # type: ignore[arg-type]


def test_an_account_comes_with_a_code_and_one_event(world: World) -> None:
    before = Event.objects.count()
    issued = create_account(
        world.actor(Role.DINSOS_ADMIN),
        _draft(Role.IPSM_SECRETARY, world.malang.district.pk, phone="0812 777 6655"),
    )
    assert Event.objects.count() == before + 1
    assert issued.user.username == "rahmawati.contoh"
    assert issued.user.phone == "+628127776655"
    assert check_code(issued.user, issued.code, world.actor(Role.DINSOS_ADMIN).at).right
    assert issued.code not in str(list(User.objects.filter(pk=issued.user.pk).values()))
    second = create_account(world.actor(Role.DINSOS_ADMIN), _draft(Role.AUDITOR, world.malang.place.pk))
    assert second.user.username == "rahmawati.contoh2"


def test_accounts_are_made_only_below_oneself(world: World) -> None:
    admin = world.actor(Role.DINSOS_ADMIN)
    for place in (world.semarang.place, world.semarang.villages[0], world.malang.place.parent):
        with pytest.raises(NotVisible):
            create_account(admin, _draft(Role.AUDITOR, place.pk))
    with pytest.raises(NotAllowed):
        create_account(world.actor(Role.IPSM_SECRETARY), _draft(Role.AUDITOR, world.malang.place.pk))


@pytest.mark.parametrize(
    ("role", "level"),
    [(Role.VILLAGE_OPERATOR, "place"), (Role.DINSOS_ADMIN, "district"), (Role.DINSOS_VERIFIER, "village")],
)
def test_a_role_exists_only_on_its_levels(world: World, role: Role, level: str) -> None:
    places = {
        "place": world.malang.place,
        "district": world.malang.district,
        "village": world.malang.villages[0],
    }
    with pytest.raises(Invalid, match=r"hanya ada|Peran Dinas Sosial"):
        create_account(world.actor(Role.DINSOS_ADMIN), _draft(role, places[level].pk))


def test_a_psm_account_belongs_to_a_psm_of_that_village(world: World) -> None:
    admin, village = world.actor(Role.DINSOS_ADMIN), world.malang.villages[0]
    with pytest.raises(Invalid):
        _draft(Role.PSM, village.pk)
    with pytest.raises(NotVisible):
        create_account(admin, _draft(Role.PSM, village.pk, person_id=world.semarang.people["soon"]))
    with pytest.raises(Invalid):
        create_account(admin, _draft(Role.PSM, village.pk, person_id=world.malang.people["young"]))
    with pytest.raises(Conflict, match="sudah punya akun"):
        create_account(admin, _draft(Role.PSM, village.pk, person_id=world.malang.people["forever"]))
    made = create_account(admin, _draft(Role.PSM, village.pk, person_id=world.malang.people["soon"]))
    assert made.user.person_id == world.malang.people["soon"]


def test_nobody_mends_an_account_that_also_serves_elsewhere(world: World) -> None:
    """Else a regency could make a code for somebody of the province and log in as her."""
    user = world.user(Role.IPSM_SECRETARY)
    above = world.actor(Role.DINSOS_ADMIN, JATIM)
    give_grant(above, user.pk, GrantDraft(Role.AUDITOR, above.place_id))
    admin = world.actor(Role.DINSOS_ADMIN)
    for deed in (
        lambda: issue_one_time_code(admin, user.pk),
        lambda: close_account(admin, user.pk, "alasan"),
        lambda: correct_account(admin, user.pk, "Lain", ""),
        lambda: give_grant(admin, user.pk, GrantDraft(Role.IPSM_CHAIR, admin.place_id)),
    ):
        with pytest.raises(NotAllowed, match="di luar wilayah Anda"):
            deed()
    assert issue_one_time_code(above, user.pk).code


def test_neighbours_and_those_above_are_out_of_sight(world: World) -> None:
    admin = world.actor(Role.DINSOS_ADMIN)
    for code in (SEMARANG, JATIM, ROOT):
        with pytest.raises(NotVisible):
            issue_one_time_code(admin, world.user(Role.AUDITOR, code).pk)
        grant = Grant.objects.get(user=world.user(Role.AUDITOR, code))
        with pytest.raises(NotVisible):
            end_grant(admin, grant.pk, "alasan")


def test_an_office_keeps_its_last_admin(world: World) -> None:
    admin, above = world.actor(Role.DINSOS_ADMIN), world.actor(Role.DINSOS_ADMIN, JATIM)
    own = Grant.objects.get(user_id=admin.user_id)
    with pytest.raises(Conflict, match=r"admin terakhir di Kab\. Malang"):
        end_grant(admin, own.pk, "pensiun")
    with pytest.raises(Conflict, match="Akun sendiri"):
        close_account(admin, admin.user_id or 0, "pensiun")
    create_account(admin, _draft(Role.DINSOS_ADMIN, admin.place_id))
    assert end_grant(admin, own.pk, "pensiun").until
    with pytest.raises(Conflict, match="sudah berakhir"):
        end_grant(above, own.pk, "pensiun")


def test_the_office_above_may_end_the_last_admin(world: World) -> None:
    grant = Grant.objects.get(user=world.user(Role.DINSOS_ADMIN))
    assert end_grant(world.actor(Role.DINSOS_ADMIN, JATIM), grant.pk, "pindah tugas").until


def test_a_code_is_spent_with_the_password_it_sets(world: World) -> None:
    admin, user = world.actor(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR)
    first = issue_one_time_code(admin, user.pk)
    second = issue_one_time_code(admin, user.pk)
    assert not check_code(user, first.code, admin.at).right, "a newer code voids the older"
    code = check_code(user, second.code, admin.at).right
    assert code
    own = own_actor(user, "test", admin.at)
    with pytest.raises(Invalid):
        use_code(own, code.pk, "12345")
    assert use_code(own, code.pk, "kebun jati lama").check_password("kebun jati lama")
    with pytest.raises(Conflict):
        use_code(own, code.pk, "kebun jati baru")
    with pytest.raises(Conflict):
        use_code(own_actor(world.user(Role.AUDITOR), "test", admin.at), code.pk, "kebun jati baru")


def test_closed_and_opened_again(world: World) -> None:
    admin, user = world.actor(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR)
    close_account(admin, user.pk, "berhenti")
    with pytest.raises(Conflict):
        issue_one_time_code(admin, user.pk)
    assert reopen_account(admin, user.pk).code
    assert User.objects.get(pk=user.pk).is_active


def test_a_taken_name_or_number_is_told(world: World) -> None:
    admin = world.actor(Role.DINSOS_ADMIN)
    taken = world.user(Role.AUDITOR, SEMARANG).username
    with pytest.raises(Invalid) as refusal:
        create_account(admin, _draft(Role.AUDITOR, admin.place_id, username=taken))
    assert "username" in refusal.value.fields
    assert world.actor(Role.AUDITOR, MALANG)
