"""The server restarts while somebody works: nginx answers in its place."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.django_db(transaction=True)

SENT = Path(__file__).parents[2] / "deploy" / "halaman" / "belum-tersimpan.html"
ASKS_AGAIN = """() => {
  const box = '<div hx-get="/impor/0/simpan" hx-trigger="every 200ms" hx-swap="outerHTML"></div>';
  document.body.insertAdjacentHTML("beforeend", box);
  htmx.process(document.body);
}"""


def _restarting(route: Route) -> None:
    route.fulfill(status=502, content_type="text/html; charset=utf-8", body=SENT.read_text())


def test_what_was_typed_is_still_there_a_step_back(page: Page, secretary, log_in, live_server) -> None:
    log_in(secretary("35.07"))
    page.goto(f"{live_server.url}/psm/baru")
    page.locator("[name=name]").fill("Sulastri Wulandari")
    page.locator("[name=starts_on]").fill("1/2/2024")
    page.route("**/psm/baru", _restarting)
    page.locator("[name=village]").evaluate("(field) => (field.form.noValidate = true)")
    page.locator("[name=simpan]").click()
    expect(page.get_by_role("heading", name="Kiriman Anda mungkin belum tersimpan")).to_be_visible()
    page.unroute("**/psm/baru")
    page.get_by_role("link", name="Kembali ke halaman tadi").click()
    expect(page.locator("[name=name]")).to_have_value("Sulastri Wulandari")
    expect(page.locator("[name=starts_on]")).to_have_value("1/2/2024")


def test_a_page_that_asks_again_and_again_says_so_once(page: Page, secretary, log_in, live_server) -> None:
    log_in(secretary("35.07"))
    page.route("**/impor/0/simpan", _restarting)
    page.evaluate(ASKS_AGAIN)
    for _ in range(4):
        page.wait_for_event("response", lambda answer: answer.status == 502)
    expect(page.get_by_text("Belum berhasil memuat.")).to_have_count(1)
    expect(page.get_by_text("Kiriman Anda mungkin")).to_have_count(0)
