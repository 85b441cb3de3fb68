"""A computer that others use too: covered after a while with everything kept, and nothing to see by a step back."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)

LATER = (
    "() => { const now = Date.now; Date.now = () => now() + 16 * 60e3; dispatchEvent(new Event('focus')); }"
)


def _uncover(page: Page, password: str) -> None:
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Buka lagi").click()


def test_covered_in_every_tab_and_nothing_is_lost(page, secretary, log_in, live_server) -> None:
    from tests.journeys.office import PASSWORD

    log_in(secretary("35.07"))
    page.goto(f"{live_server.url}/psm/baru")
    page.locator("[name=name]").fill("Sulastri Wulandari")
    page.locator("[name=nik]").fill("3507115501800001")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/psm/")
    page.evaluate(LATER)
    expect(page.get_by_role("dialog", name="Layar terkunci")).to_be_visible()
    expect(page.locator("#isi")).not_to_be_visible()
    expect(page).to_have_title(re.compile("Layar terkunci"))
    expect(other.get_by_role("dialog", name="Layar terkunci")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Layar terkunci")).to_be_visible()
    _uncover(page, "keliru sekali")
    expect(page.get_by_text("Kata sandi belum cocok")).to_be_visible()
    _uncover(page, PASSWORD)
    expect(page.locator("#isi")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Sulastri Wulandari")
    expect(page.locator("[name=nik]")).to_have_value("3507 1155 0180 0001")
    expect(other.locator("#isi")).to_be_visible()


def test_after_a_reload_the_draft_is_still_there(page, secretary, log_in, live_server) -> None:
    from tests.journeys.office import PASSWORD

    log_in(secretary("35.07"))
    page.goto(f"{live_server.url}/psm/baru")
    page.locator("[name=name]").fill("Sulastri Wulandari")
    page.evaluate(LATER)
    expect(page.get_by_role("dialog", name="Layar terkunci")).to_be_visible()
    page.on("dialog", lambda asked: asked.accept())
    page.goto(f"{live_server.url}/psm/baru")
    expect(page).to_have_url(re.compile("/kunci/"))
    _uncover(page, PASSWORD)
    expect(page.locator("[name=name]")).to_have_value("Sulastri Wulandari")


def test_a_step_back_after_going_shows_nothing(page, secretary, log_in, live_server) -> None:
    log_in(secretary("35.07"))
    page.goto(f"{live_server.url}/psm/")
    page.get_by_role("button", name="Keluar").first.click()
    page.wait_for_url(re.compile("/masuk/"))
    page.go_back()
    expect(page).to_have_url(re.compile("/masuk/"))
    expect(page.get_by_label("Nama pengguna atau nomor HP")).to_be_visible()


def test_a_password_is_judged_in_words_and_shown_on_request(page, secretary, log_in, live_server) -> None:
    user = secretary("35.07")
    log_in(user)
    page.goto(f"{live_server.url}/akun-saya/")
    new = page.locator("#id_password")
    for typed, said in (
        ("kebun", "Belum cukup panjang: 5 huruf lagi."),
        ("bismillah99", "banyak orang memakainya"),
        ("kebun jati", "Cukup."),
        ("kebun jati lama", "Kuat."),
    ):
        new.fill(typed)
        expect(page.get_by_text(said)).to_be_visible()
    page.locator("button[aria-controls=id_password]").click()
    expect(new).to_have_attribute("type", "text")
