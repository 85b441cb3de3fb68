from datetime import timedelta

import pytest
from django.test import Client

from pendopo.access.enums import Role
from pendopo.access.models import OneTimeCode, User
from pendopo.accounts.codes import MOST_TRIES
from pendopo.accounts.commands import close_account, issue_one_time_code
from pendopo.accounts.throttle import FROM_ONE_ADDRESS
from pendopo.audit.models import Event
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

PASSWORD = "kebun jati lama"


def _with_password(user: User, phone: str | None = None) -> User:
    user.set_password(PASSWORD)
    user.phone = phone
    user.save()
    return user


def _log_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    answer = client.post("/masuk/", {"login": login, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "") or answer.content.decode()


@pytest.mark.parametrize(
    "login",
    ["ipsm-secretary.35.07", "IPSM-Secretary.35.07", " 081234567890", "0812-3456-7890", "6281234567890",
     "+62 812 3456 7890", "81234567890"],
)  # fmt: skip
def test_username_or_phone_in_any_form_comes_in(world: World, login: str) -> None:
    _with_password(world.user(Role.IPSM_SECRETARY), "+6281234567890")
    assert _log_in(Client(), login) == (302, "/")


def test_comes_back_to_the_page_that_was_asked_for_but_never_to_a_foreign_one(world: World) -> None:
    _with_password(world.user(Role.IPSM_SECRETARY))
    assert _log_in(Client(), "ipsm-secretary.35.07", next="/akun-saya/?x=1") == (302, "/akun-saya/?x=1")
    for foreign in ("https://jahat.example/", "//jahat.example", "javascript:alert(1)"):
        assert _log_in(Client(), "ipsm-secretary.35.07", next=foreign) == (302, "/")


def test_the_same_answer_for_an_unknown_name_a_wrong_password_and_a_closed_account(world: World) -> None:
    _with_password(world.user(Role.IPSM_SECRETARY))
    closed = _with_password(world.user(Role.IPSM_CHAIR))
    close_account(world.actor(Role.DINSOS_ADMIN), closed.pk, "berhenti")
    answers = set()
    for login, password in (
        ("ipsm-secretary.35.07", "salah sekali"),
        ("tidak-ada", "salah sekali"),
        ("ipsm-chair.35.07", PASSWORD),
    ):
        status, text = _log_in(Client(REMOTE_ADDR=f"10.0.0.{len(answers)}"), login, password)
        answers.add((status, "belum cocok" in text, login in text))
    assert answers == {(403, True, True)}


def test_after_five_wrong_passwords_even_the_right_one_waits(world: World) -> None:
    _with_password(world.user(Role.IPSM_SECRETARY), "+6281234567890")
    for n in range(FROM_ONE_ADDRESS):
        login = "081234567890" if n % 2 else "+62 812-3456-7890"
        assert "belum cocok" in _log_in(Client(), login, "salah")[1]
    status, text = _log_in(Client(), "081234567890")
    assert (status, "Terlalu banyak percobaan" in text) == (403, True)
    assert _log_in(Client(REMOTE_ADDR="10.9.9.9"), "081234567890")[0] == 302


def test_right_passwords_never_lock(world: World) -> None:
    _with_password(world.user(Role.IPSM_SECRETARY))
    for _n in range(FROM_ONE_ADDRESS * 2):
        assert _log_in(Client(), "ipsm-secretary.35.07")[0] == 302


def test_first_login_by_code_asks_for_a_password_of_ones_own(world: World) -> None:
    user = world.user(Role.VILLAGE_OPERATOR)
    issued = issue_one_time_code(world.actor(Role.DINSOS_ADMIN), user.pk)
    client = Client()
    assert _log_in(client, user.username, issued.code.lower().replace("-", " ")) == (302, "/sandi/")
    assert client.get("/akun-saya/").status_code == 302, "not in before the password is set"
    assert "belum sama" in client.post("/sandi/", {"password": PASSWORD, "again": "lain"}).content.decode()
    assert "terlalu" in client.post("/sandi/", {"password": "12345678", "again": "12345678"}).content.decode()
    assert client.post("/sandi/", {"password": PASSWORD, "again": PASSWORD}).headers["Location"] == "/"
    assert client.get("/akun-saya/").status_code == 200
    assert _log_in(Client(), user.username)[0] == 302
    assert _log_in(Client(), user.username, issued.code)[0] == 403, "a code opens once"
    assert Event.objects.filter(name="account.code_used", user_id=user.pk).count() == 1


def test_a_code_ends_by_time_and_by_wrong_tries(world: World) -> None:
    user, admin = world.user(Role.VILLAGE_OPERATOR), world.actor(Role.DINSOS_ADMIN)
    issued = issue_one_time_code(admin, user.pk)
    OneTimeCode.objects.filter(user=user).update(expires_at=admin.at - timedelta(seconds=1))
    assert _log_in(Client(REMOTE_ADDR="10.1.1.1"), user.username, issued.code)[0] == 403
    issued = issue_one_time_code(admin, user.pk)
    for n in range(MOST_TRIES):
        assert _log_in(Client(REMOTE_ADDR=f"10.2.2.{n}"), user.username, "ACDE-FGHJ")[0] == 403
    assert _log_in(Client(REMOTE_ADDR="10.3.3.3"), user.username, issued.code)[0] == 403
    assert Event.objects.filter(name="account.code_missed").count() == MOST_TRIES


def test_hats_are_switched_without_logging_out(world: World) -> None:
    from pendopo.accounts.commands import give_grant
    from pendopo.accounts.drafts import GrantDraft

    user = world.user(Role.IPSM_SECRETARY)
    higher = world.actor(Role.DINSOS_ADMIN, JATIM)
    grant = give_grant(higher, user.pk, GrantDraft(Role.AUDITOR, world.malang.villages[0].pk))
    client = world.client(Role.IPSM_SECRETARY)
    assert "Sekretaris IPSM" in _hat(client)
    assert client.post("/peran/", {"hat": grant.pk}).headers["Location"] == "/"
    assert "Pemeriksa catatan" in _hat(client)
    foreign = world.user(Role.DINSOS_ADMIN, SEMARANG).grants.get()
    client.post("/peran/", {"hat": foreign.pk})
    client.post("/peran/", {"hat": "x"})
    assert "Pemeriksa catatan" in _hat(client)


def _hat(client: Client) -> str:
    return client.get("/akun-saya/").context["frame"].hat.role


def test_own_password_and_phone(world: World) -> None:
    user = _with_password(world.user(Role.IPSM_CHAIR))
    client = world.client(Role.IPSM_CHAIR)
    new = {"password": "sawah di lereng", "again": "sawah di lereng"}
    assert "tidak cocok" in client.post("/akun-saya/sandi/", {"old": "salah", **new}).content.decode()
    assert client.post("/akun-saya/sandi/", {"old": PASSWORD, **new}).status_code == 302
    assert client.get("/akun-saya/").status_code == 200, "this device stays in"
    assert _log_in(Client(), user.username, "sawah di lereng")[0] == 302
    assert "belum terbaca" in client.post("/akun-saya/nomor/", {"phone": "abc"}).content.decode()
    assert client.post("/akun-saya/nomor/", {"phone": "0813 1111 2222"}).status_code == 302
    assert User.objects.get(pk=user.pk).phone == "+6281311112222"
    other = world.client(Role.IPSM_CHAIR, SEMARANG)
    assert "dipakai akun lain" in other.post("/akun-saya/nomor/", {"phone": "081311112222"}).content.decode()


def test_large_print_is_kept_with_the_person(world: World) -> None:
    user = _with_password(world.user(Role.IPSM_CHAIR))
    client = world.client(Role.IPSM_CHAIR)
    assert client.post("/huruf/").cookies["huruf"].value == "besar"
    fresh = Client()
    fresh.post("/masuk/", {"login": user.username, "password": PASSWORD})
    assert 'data-huruf="besar"' in fresh.get("/akun-saya/").content.decode()


def test_leaving_and_closing_end_the_session(world: World) -> None:
    client = world.client(Role.IPSM_CHAIR)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 302
    assert client.get("/akun-saya/").headers["Location"] == "/masuk/?next=/akun-saya/"
    client = world.client(Role.IPSM_CHAIR)
    close_account(world.actor(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR).pk, "berhenti")
    assert client.get("/akun-saya/").status_code == 302


def test_an_account_without_a_role_is_told_whom_to_ask(world: World) -> None:
    user = world.user(Role.IPSM_CHAIR)
    user.grants.update(until=world.actor(Role.DINSOS_ADMIN).at)
    client = Client()
    client.force_login(user)
    answer = client.get("/akun-saya/")
    assert answer.status_code == 403
    assert "belum punya peran" in answer.content.decode()


def test_type_ahead_forgives_a_typo_and_keeps_to_level_and_place(world: World) -> None:
    client = world.client(Role.VILLAGE_OPERATOR)
    assert "Kec. Singosari" in client.get("/wilayah/cari?q=singosari+malang").content.decode()
    assert "Kec. Singosari" in client.get("/wilayah/cari?q=singasari+malang").content.decode()
    only = client.get(f"/wilayah/cari?q=sukorejo&tingkat=4&di={MALANG}").content.decode()
    assert "Malang" in only
    assert "Kec. Sukorejo" not in only
    assert "Tidak ada wilayah" in client.get("/wilayah/cari?q=zzzzqqq").content.decode()
    assert Client().get("/wilayah/cari?q=malang").status_code == 302
