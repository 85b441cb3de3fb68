"""An officer gets an account, sets up a passkey, reveals a NIK and sees it in the log."""

import re
from datetime import date

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.commands import create_account, set_factor_policy
from pendopo.accounts.drafts import AccountDraft, FactorPolicyDraft, GrantDraft
from pendopo.accounts.queries import installing_actor
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import NikState
from pendopo.shared.clock import now
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, villages_below
from tests.journeys.office import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NIK = "3507014203600001"
REASON = "pencocokan KTP untuk SK"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says of scripts, styles and policies that it did not like."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "403" not in message.text:  # the closed pages are meant
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda trouble: said.append(str(trouble)))
    return said


def test_account_passkey_nik_log(page: Page, live_server, browser, transactional_db, built_pages, complaints):
    person_id = office_with_somebody()
    page.set_default_timeout(20_000)
    device = phone_with_passkeys(page)
    log_in_by_password(page, live_server.url, "dinsos.jatim", PASSWORD)
    username, code = make_an_account(page, live_server.url)
    log_out(page)

    first_login(page, live_server.url, username, code)
    people_are_closed(page, live_server.url, person_id)
    set_up_a_passkey(page)
    stored = device.send("WebAuthn.getCredentials", {"authenticatorId": page.passkeys})["credentials"]
    assert len(stored) == 1
    log_out(page)

    log_in_by_passkey_alone(page, live_server.url)
    reveal_the_nik(page, live_server.url, person_id)
    sees_it_in_the_log(page, live_server.url)
    log_out(page)
    password_then_passkey(page, live_server.url, username)
    assert complaints == []


def office_with_somebody() -> int:
    """An admin of the province, whose regencies demand a second factor of theirs; one PSM with a NIK."""
    installing = installing_actor("test", now())
    set_factor_policy(installing, installing.place_id, FactorPolicyDraft(frozenset(), basis="Dunia uji"))
    regency, province = _place("35.07"), _place("35")
    demanded = FactorPolicyDraft(frozenset({Role.DINSOS_ADMIN}), basis="Surat edaran, dunia uji")
    set_factor_policy(installing, regency.pk, demanded)
    admin = AccountDraft(
        name="Admin Provinsi", grant=GrantDraft(Role.DINSOS_ADMIN, province.pk), username="dinsos.jatim"
    )
    user: User = create_account(installing, admin).user
    user.set_password(PASSWORD)
    user.save()
    village = villages_below(regency).order_by("code")[0]
    person = PersonDraft(
        name="Siti Aminah Wijaya", nik=NIK, nik_state=NikState.SURE, birth_on=date(1960, 3, 2), sex="P"
    )
    return register_psm(installing, village.pk, person, PostingDraft(starts_on=date(2018, 1, 1))).person_id


def _place(code: str) -> Wilayah:
    place = by_code(code)
    assert place is not None
    return place


def phone_with_passkeys(page: Page):
    """The browser's own pretended phone: it keeps keys and always finds its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    page.passkeys = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return device


def log_in_by_password(page: Page, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/masuk/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(lambda url: not url.endswith("/masuk/"))


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Keluar", exact=True).last.click()
    page.wait_for_url(re.compile("/masuk/"))


def make_an_account(page: Page, address: str) -> tuple[str, str]:
    page.goto(f"{address}/akun/baru/")
    page.get_by_label("Nama lengkap").fill("Dwi Kurniawan")
    page.get_by_label("Admin Dinas Sosial").check()
    page.get_by_role("combobox", name=re.compile("^Wilayah")).fill("Kab. Malang")
    page.get_by_role("option", name=re.compile("Malang")).first.click()
    page.get_by_role("button", name="Simpan dan buat kode").click()
    expect(page.get_by_role("heading", name="Kode masuk untuk Dwi Kurniawan")).to_be_visible()
    username, code = (page.locator(".facts dd").nth(n).inner_text() for n in (0, 1))
    return username, code


def first_login(page: Page, address: str, username: str, code: str) -> None:
    log_in_by_password(page, address, username, code)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    page.get_by_role("button", name="Simpan dan masuk").click()
    expect(page.get_by_role("heading", name="Keamanan akun", exact=True)).to_be_visible()
    expect(page.locator("main")).to_contain_text("wajib memakai langkah kedua")


def people_are_closed(page: Page, address: str, person_id: int) -> None:
    page.goto(f"{address}/psm/{person_id}/")
    expect(page.get_by_role("heading", name="Halaman ini perlu langkah kedua")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Siti Aminah")
    page.get_by_role("link", name="Pasang sekarang").click()


def set_up_a_passkey(page: Page) -> None:
    page.get_by_label("Nama perangkat ini").fill("HP Dwi")
    page.get_by_role("button", name="Pasang passkey").click()
    expect(page.get_by_role("heading", name="Kode cadangan Anda")).to_be_visible()
    assert len(set(page.locator(".codes li").all_inner_texts())) == 10
    page.get_by_role("link", name="Sudah saya simpan").click()
    expect(page.locator("#passkey")).to_contain_text("HP Dwi")


def log_in_by_passkey_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_role("button", name="Pakai passkey").click()
    page.wait_for_url(f"{address}/")


def reveal_the_nik(page: Page, address: str, person_id: int) -> None:
    page.goto(f"{address}/psm/{person_id}/")
    expect(page.locator("main")).not_to_contain_text("0001")
    page.get_by_role("button", name="Buka NIK").click()
    page.get_by_label("Untuk keperluan apa?").fill(REASON)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.locator("b.nik")).to_have_text(" ".join(re.findall("....", NIK)))


def sees_it_in_the_log(page: Page, address: str) -> None:
    page.goto(f"{address}/catatan/")
    main = page.locator("main")
    expect(main).to_contain_text("Dwi Kurniawan membuka NIK lengkap.")
    expect(main).to_contain_text(REASON)
    expect(main).to_contain_text("Dwi Kurniawan memasang passkey di akunnya.")


def password_then_passkey(page: Page, address: str, username: str) -> None:
    log_in_by_password(page, address, username, PASSWORD)
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    page.get_by_role("button", name="Pakai passkey").click()
    page.wait_for_url(f"{address}/")
