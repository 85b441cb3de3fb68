"""The second step at the login, the own security page, and what stays closed without it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import make_recovery_codes, set_factor_policy
from pendopo.accounts.drafts import FactorPolicyDraft
from pendopo.accounts.factor_queries import factors_of, has_factor
from pendopo.accounts.models import FactorPolicy
from pendopo.accounts.queries import own_actor
from pendopo.accounts.throttle import FROM_ONE_ADDRESS
from pendopo.accounts.totp import STEP, digits_of
from pendopo.audit.models import Event
from pendopo.shared.clock import now
from tests.accounts.device import Device
from tests.accounts.test_factors import with_app, with_passkey
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

PASSWORD = "kebun jati lama"
STEP_PAGE = "/masuk/langkah-kedua/"
SECURITY = "/saya/keamanan/"


@pytest.fixture
def user(world: World) -> User:
    return _with_password(world.user(Role.IPSM_SECRETARY))


def _with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def _enter(client: Client, user: User, **more: str) -> str:
    answer = client.post("/masuk/", {"login": user.username, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return answer.headers["Location"]


def _digits(secret: bytes, steps: int = 0) -> str:
    return digits_of(secret, int(now().timestamp()) // STEP + steps)


def _text(answer: Any) -> str:
    return answer.content.decode()


def _ask(client: Client, address: str = "/masuk/passkey/tanya/") -> dict[str, Any]:
    options: dict[str, Any] = client.post(address).json()
    return options


def test_without_a_factor_the_password_is_enough(user: User) -> None:
    assert _enter(Client(), user) == "/"


def test_password_then_digits(user: User) -> None:
    secret, client = with_app(user), Client()
    assert _enter(client, user, next="/psm/") == STEP_PAGE
    assert client.get("/psm/").headers["Location"].startswith("/masuk/?next="), "not in yet"
    assert "Kata sandi sudah benar" in _text(client.get(STEP_PAGE))
    wrong = client.post(STEP_PAGE, {"code": "000000"})
    assert (wrong.status_code, "belum cocok" in _text(wrong)) == (403, True)
    digits = _digits(secret)
    assert client.post(STEP_PAGE, {"code": digits}).headers["Location"] == "/psm/"
    assert client.get("/psm/").status_code == 200
    again = Client()
    _enter(again, user)
    assert "sudah dipakai" in _text(again.post(STEP_PAGE, {"code": digits}))
    names = list(Event.objects.filter(user_id=user.pk).values_list("name", flat=True))
    assert names.count("account.factor_missed") == 2
    assert names.count("account.code_proved") == 1


def test_password_then_a_recovery_code(user: User) -> None:
    with_app(user)
    codes = make_recovery_codes(own_actor(user, "test", now()))
    for code, lands in ((codes[3], "/"), (codes[3], None), (codes[4].lower(), "/")):
        client = Client()
        _enter(client, user)
        assert client.post(STEP_PAGE, {"code": code}).headers.get("Location") == lands
    assert factors_of(user.pk).codes_left == 8


def test_nobody_reaches_the_second_step_without_the_password(user: User) -> None:
    with_app(user)
    client = Client()
    assert client.get(STEP_PAGE).headers["Location"] == "/masuk/"
    assert client.post(STEP_PAGE, {"code": "123456"}).headers["Location"] == "/masuk/"
    _enter(client, user)
    user.set_password("lain sama sekali")
    user.save()
    assert client.get(STEP_PAGE).headers["Location"] == "/masuk/", "the password has changed in between"


def test_the_second_step_waits_ten_minutes_at_most(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.web.masuk import second

    with_app(user)
    client = Client()
    _enter(client, user)
    later = now() + timedelta(minutes=11)
    monkeypatch.setattr(second, "now", lambda: later)
    assert client.get(STEP_PAGE).headers["Location"] == "/masuk/"


def test_wrong_second_steps_are_counted_for_all_browsers(user: User) -> None:
    secret = with_app(user)
    for _n in range(FROM_ONE_ADDRESS):
        client = Client()  # each with the right password, as somebody who stole it would
        _enter(client, user)
        assert "belum cocok" in _text(client.post(STEP_PAGE, {"code": "000000"}))
    client = Client()
    _enter(client, user)
    answer = client.post(STEP_PAGE, {"code": _digits(secret)})
    assert (answer.status_code, "Terlalu banyak percobaan" in _text(answer)) == (403, True)
    elsewhere = Client(REMOTE_ADDR="10.9.9.9")
    _enter(elsewhere, user)
    assert elsewhere.post(STEP_PAGE, {"code": _digits(secret)}).status_code == 302


def test_a_new_password_by_code_does_not_skip_the_second_step(world: World, user: User) -> None:
    from pendopo.accounts.commands import issue_one_time_code

    with_app(user)
    issued, client = issue_one_time_code(world.actor(Role.DINSOS_ADMIN), user.pk), Client()
    client.post("/masuk/", {"login": user.username, "password": issued.code})
    new = {"password": "sawah di lereng", "again": "sawah di lereng"}
    assert client.post("/sandi/", new).headers["Location"] == STEP_PAGE
    assert client.get("/akun-saya/").status_code == 302


def test_a_passkey_alone_comes_in(user: User) -> None:
    device = Device()
    with_passkey(user, device)
    client = Client()
    options = _ask(client)
    assert "allowCredentials" not in options
    assert options["userVerification"] == "required"
    answer = device.get(options)
    assert client.post("/masuk/passkey/", {"answer": answer, "next": "/psm/"}).headers["Location"] == "/psm/"
    assert client.get("/psm/").status_code == 200
    again = Client()
    _ask(again)
    assert again.post("/masuk/passkey/", {"answer": answer}).status_code == 403, (
        "an answer to another question"
    )
    assert Client().post("/masuk/passkey/", {"answer": answer}).status_code == 403, "no question at all"


def test_a_passkey_as_second_step_is_of_the_same_account(world: World, user: User) -> None:
    device, foreign = Device(), Device()
    with_passkey(user, device)
    with_passkey(world.user(Role.IPSM_SECRETARY, SEMARANG), foreign)
    client = Client()
    _enter(client, user)
    options = _ask(client)
    assert len(options["allowCredentials"]) == 1
    wrong = client.post("/masuk/passkey/", {"answer": foreign.get(options)})
    assert (wrong.status_code, "bukan milik" in _text(wrong)) == (403, True)
    assert client.get("/akun-saya/").status_code == 302, "nobody is in"
    right = client.post("/masuk/passkey/", {"answer": device.get(_ask(client))})
    assert right.headers["Location"] == "/"


def test_who_has_no_app_is_not_asked_for_its_digits(user: User) -> None:
    with_passkey(user, Device())
    client = Client()
    _enter(client, user)
    page = _text(client.post(STEP_PAGE, {"code": "ABCD1234"}))
    assert "Isi satu kode cadangan yang belum dipakai." in page
    assert "aplikasi" not in page


def test_a_closed_account_does_not_open_with_its_passkey(world: World, user: User) -> None:
    device = Device()
    with_passkey(user, device)
    user.is_active = False
    user.save()
    client = Client()
    answer = client.post("/masuk/passkey/", {"answer": device.get(_ask(client))})
    assert (answer.status_code, "tidak dikenal" in _text(answer)) == (403, True)


@pytest.mark.parametrize("answer", ["", "{", "[]", "\U0001f600", '{"rawId": "AAAA"}', "9" * 30_000])
def test_garbage_instead_of_a_passkey(world: World, answer: str) -> None:
    client = Client()
    _ask(client)
    assert client.post("/masuk/passkey/", {"answer": answer}).status_code == 403


def test_an_app_is_set_up_from_the_own_page_with_codes_to_print(user: User) -> None:
    client = Client()
    _enter(client, user)
    page = _text(client.get(f"{SECURITY}aplikasi/"))
    assert 'class="qr"' in page
    groups = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert groups
    import base64

    secret = base64.b32decode(groups[1].replace(" ", ""))
    assert "belum cocok" in _text(client.post(f"{SECURITY}aplikasi/", {"code": "12"}))
    done = _text(client.post(f"{SECURITY}aplikasi/", {"code": _digits(secret)}))
    assert len(set(re.findall(r"<li>(\w{4}-\w{4})</li>", done))) == 10
    assert client.get("/psm/").status_code == 200, "this session has just proved itself"
    assert _enter(Client(), user) == STEP_PAGE


def test_only_a_fresh_proof_changes_what_proves(user: User) -> None:
    secret = with_app(user)
    client = Client()
    client.force_login(user)  # an old session, from before the app was set up
    deeds = ("aplikasi/", "aplikasi/lepas/", "kode/", "passkey/")
    for deed in deeds:
        answer = client.post(SECURITY + deed)
        assert answer.headers.get("Location", "").startswith(f"{STEP_PAGE}?next="), deed
    assert client.post(f"{SECURITY}passkey/tanya/").status_code == 401
    assert client.get("/psm/").status_code == 403, "and people stay closed to it"
    assert "belum diambil" in _text(client.get("/psm/"))
    there = client.post(STEP_PAGE, {"code": _digits(secret), "next": SECURITY})
    assert there.headers["Location"] == SECURITY
    assert client.post(f"{SECURITY}aplikasi/lepas/").headers["Location"] == SECURITY
    assert not has_factor(user.pk)


def test_the_first_factor_asks_for_the_password_where_the_login_is_long_ago(user: User) -> None:
    client = Client()
    client.force_login(user)
    assert client.get(f"{SECURITY}aplikasi/").status_code == 302
    assert "belum cocok" in _text(client.post(STEP_PAGE, {"password": "salah", "next": SECURITY}))
    assert client.post(STEP_PAGE, {"password": PASSWORD, "next": SECURITY}).headers["Location"] == SECURITY
    assert client.get(f"{SECURITY}aplikasi/").status_code == 200


def test_passkeys_on_the_own_page(world: World, user: User) -> None:
    client, device = Client(), Device()
    _enter(client, user)
    answer = device.create(_ask(client, f"{SECURITY}passkey/tanya/"))
    done = client.post(f"{SECURITY}passkey/", {"name": "HP Rahma", "answer": answer})
    assert "HP Rahma" in _text(done)
    assert "Kode cadangan" in _text(done)
    key = factors_of(user.pk).passkeys[0]
    again = client.post(f"{SECURITY}passkey/", {"name": "Lagi", "answer": answer})
    assert again.status_code == 400, "the question was used up"
    stranger = Client()
    _enter(stranger, _with_password(world.user(Role.IPSM_CHAIR)))
    assert stranger.post(f"{SECURITY}passkey/{key.pk}/lepas/").status_code == 404
    assert stranger.post(f"{SECURITY}passkey/{key.pk}/nama/", {"name": "x"}).status_code == 404
    assert client.post(f"{SECURITY}passkey/{key.pk}/nama/", {"name": "HP lama"}).status_code == 302
    assert "HP lama" in _text(client.get(SECURITY))
    assert client.post(f"{SECURITY}passkey/{key.pk}/lepas/").status_code == 302
    assert not has_factor(user.pk)


def _demand(world: World, *roles: Role, days: int = 0) -> None:
    actor = world.actor(Role.DINSOS_ADMIN, JATIM)
    set_factor_policy(actor, actor.place_id, FactorPolicyDraft(frozenset(roles), days))


def test_who_must_and_has_none_is_led_to_setting_one_up(world: World, user: User) -> None:
    _demand(world, Role.IPSM_SECRETARY)
    client = Client()
    assert _enter(client, user) == SECURITY
    assert "wajib memakai langkah kedua" in _text(client.get(SECURITY))
    person = f"/psm/{world.malang.people['forever']}/"
    for address in ("/psm/", person, "/sk/", "/impor/"):
        answer = client.get(address)
        assert (answer.status_code, "belum punya langkah kedua" in _text(answer)) == (403, True), address
    assert client.post(f"{person}nik", {"reason": "untuk uji coba"}).status_code == 403
    assert not Event.objects.filter(name="nik.revealed").exists()
    village = _text(client.get(f"/?wilayah={world.malang.villages[0].code}"))
    assert "Siti Aminah" not in village, "figures yes, names no"
    assert "Siti Aminah" in _text(
        world.client(Role.IPSM_CHAIR).get(f"/?wilayah={world.malang.villages[0].code}")
    )
    answer = Device().create(_ask(client, f"{SECURITY}passkey/tanya/"))
    client.post(f"{SECURITY}passkey/", {"name": "HP", "answer": answer})
    assert client.get("/psm/").status_code == 200


def test_time_to_set_one_up(world: World, user: User) -> None:
    _demand(world, Role.IPSM_SECRETARY, days=14)
    client = Client()
    assert _enter(client, user) == SECURITY
    assert "mulai" in _text(client.get(SECURITY))
    assert client.get("/psm/").status_code == 200


def test_the_default_holds_where_no_office_said_anything(world: World) -> None:
    FactorPolicy.objects.all().delete()
    statuses = {role: world.client(role).get("/psm/").status_code for role in Role if role != Role.PSM}
    closed = {role for role, status in statuses.items() if status == 403}
    assert closed == {Role.DINSOS_ADMIN, Role.DINSOS_VERIFIER, Role.IPSM_SECRETARY}
    assert world.client(Role.DINSOS_ADMIN).get("/").status_code == 200


def test_an_office_says_who_must(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    address = f"/kebijakan/dua-langkah/ubah/?wilayah={MALANG}"
    assert client.get(address).status_code == 200
    sent = {"roles": ["ipsm_secretary", "auditor"], "grace_days": "7", "basis": "SE Kadis"}
    assert client.post(address, sent).status_code == 302
    page = _text(client.get(f"/kebijakan/dua-langkah/?wilayah={MALANG}"))
    assert "Sekretaris IPSM, Pemeriksa catatan" in page
    assert "SE Kadis" in page
    assert client.post(address, {"roles": ["raja"], "grace_days": "-1"}).status_code == 200
    assert world.client(Role.AUDITOR).get(address).status_code == 403
    log = _text(client.get("/catatan/?jenis=account"))
    assert "wajib masuk dua langkah" in log


def test_a_nik_asks_for_the_second_step_again_after_ten_minutes(world: World, user: User) -> None:
    secret, client = with_app(user), Client()
    person = f"/psm/{world.malang.people['forever']}/"
    _enter(client, user)
    client.post(STEP_PAGE, {"code": _digits(secret)})
    assert client.post(f"{person}nik", {"reason": "pencocokan KTP"}).status_code == 200
    session = client.session
    session["bukti"] = {"at": session["bukti"]["at"] - 601, "second": True}
    session.save()
    assert client.get("/psm/").status_code == 200, "reading goes on"
    answer = client.post(f"{person}nik", {"reason": "pencocokan KTP"})
    assert answer.headers["Location"].startswith(f"{STEP_PAGE}?next=")
    assert Event.objects.filter(name="nik.revealed").count() == 1
    assert "Langkah kedua ditanyakan" in _text(client.get(person))
    back = answer.headers["Location"].split("next=")[1]
    from urllib.parse import unquote

    assert client.post(STEP_PAGE, {"code": _digits(secret, 1), "next": unquote(back)}).status_code == 302
    assert client.post(f"{person}nik", {"reason": "pencocokan KTP"}).status_code == 200


def test_the_office_resets_and_hands_out_a_code(world: World, user: User) -> None:
    with_app(user)
    admin = world.client(Role.DINSOS_ADMIN)
    assert "Masuk dua langkah" in _text(admin.get(f"/akun/{user.pk}/"))
    done = admin.post(f"/akun/{user.pk}/lepas-pengaman/", {"reason": "HP hilang, sudah bertemu"})
    assert "Kode masuk untuk" in _text(done)
    assert Client().post("/masuk/", {"login": user.username, "password": PASSWORD}).status_code == 403
    assert not has_factor(user.pk)
    for other in (world.client(Role.DINSOS_ADMIN, SEMARANG), world.client(Role.AUDITOR)):
        again = other.post(f"/akun/{user.pk}/lepas-pengaman/", {"reason": "HP hilang"})
        assert again.status_code in (403, 404)
