"""Every page of the menu, looked at by a machine: readable, in Indonesian, light, on paper too."""

import gzip
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import ConsoleMessage, Page, Response

from pendopo.access.enums import Role
from tests.worlds.two_kabupaten import Regency

pytestmark = pytest.mark.django_db(transaction=True)

ROLES = (Role.DINSOS_ADMIN, Role.VILLAGE_OPERATOR, Role.PSM)
WIDTHS = (360, 768, 1400)
READ_BY_AXE = (360, 1400)
A4 = 688  # pixels between the margins
HEAVIEST = 150_000
FORMS = ("/psm/baru", "/sk/baru", "/akun/baru/", "/kebijakan/tetapkan/", "/permintaan/selesaikan/", "/akun-saya/",
        "/desa-tanpa-psm/", "/saya/keamanan/", "/saya/keamanan/aplikasi/", "/kebijakan/dua-langkah/",
        "/kebijakan/dua-langkah/ubah/", "/?tampil=peta")  # fmt: skip
ENGLISH = re.compile(
    r"\b(submit|cancel|save|delete|search|edit|next|previous|loading|error|required|user|username|password|"
    r"choose|select|page|upload|download|log ?in|log ?out|sign|settings|none|true|false|yes|unknown|invalid|"
    r"this|the|and|with|from|please|field|value|total of|results?)\b",
    re.IGNORECASE,
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("main :is(a, button, select, summary, input)")].filter((e) => {
  const box = e.getBoundingClientRect(), label = e.closest("label");
  if (!box.width || e.type === "hidden" || e.closest("p, small, .muted, .unseen, .map")) return false;
  return Math.max(box.height, label ? label.getBoundingClientRect().height : 0) < 47.5;
}).map((e) => e.outerHTML.slice(0, 90))"""


class Watch:
    """What the browser complains about, and how much it fetched, since it was last asked."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        self.fetched: list[Response] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda trouble: self._note(str(trouble)))
        page.on("response", self._count)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(message.text)

    def _note(self, text: str) -> None:
        self.said.append(text)

    def _count(self, response: Response) -> None:
        self.fetched.append(response)

    def weight(self) -> int:
        """Bytes on the wire. Faces and pictures are packed already; a map is counted apart."""
        packed = ("font/", "image/")
        bodies = [(r.headers.get("content-type", ""), r.body()) for r in self.fetched if r.ok]
        return sum(len(b) if kind.startswith(packed) else len(gzip.compress(b)) for kind, b in bodies)


def test_pages_of_the_menu(page: Page, live_server, world, built_pages):
    watch, axe, seen, wrong = Watch(page), Axe(), set(), []
    for role in ROLES:
        enter(page, live_server.url, world.client(role).cookies["sessionid"].value)
        page.goto(live_server.url)
        for path in [*menu(page), *(more(world.malang) if role == Role.DINSOS_ADMIN else ())]:
            watch.said.clear()
            page.goto(live_server.url + path)
            wrong += [f"{role} {path}: {what}" for what in looked_at(page, axe, first=path not in seen)]
            wrong += [f"{role} {path}: the browser says {text}" for text in watch.said]
            seen.add(path)
    assert len(seen) > 15
    assert not wrong, "\n".join(wrong)


def test_a_cold_load_is_light(page: Page, live_server, world, built_pages):
    enter(page, live_server.url, world.client(Role.DINSOS_ADMIN).cookies["sessionid"].value)
    watch = Watch(page)
    page.goto(live_server.url, wait_until="networkidle")
    assert 20_000 < watch.weight() <= HEAVIEST


def enter(page: Page, address: str, session: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def more(place: Regency) -> list[str]:
    """Forms, and one thing of each kind."""
    person, paper, posting = place.people["soon"], place.sk["soon"], place.psm["soon"].pk
    things = [
        *(f"/psm/{person}/", f"/psm/{person}/betulkan", f"/psm/penugasan/{posting}/pindah"),
        *(f"/sk/{paper}/", f"/sk/{paper}/periksa"),
        *(f"/permintaan/{place.request_id}/", f"/permintaan/{place.request_id}/jawaban/"),
    ]
    return [*FORMS, *things]


def menu(page: Page) -> list[str]:
    links = page.locator(".side .menu-list a").all()
    return [link.get_attribute("href") or "" for link in links]


def looked_at(page: Page, axe: Axe, *, first: bool) -> Iterator[str]:
    """`first`: the page was not seen in another role yet, so it is read by axe too, which takes long."""
    if not page.locator("main h1").count():
        yield "has no heading"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate(SIDEWAYS) > 0:
            yield f"scrolls sideways at {width}"
        if width == min(WIDTHS):
            yield from (f"hard to hit with a thumb: {html}" for html in page.evaluate(SMALL))
        if first and width in READ_BY_AXE:
            yield from (f"axe at {width}: {words}" for words in serious(axe, page))
    if english := ENGLISH.findall(page.locator("main").inner_text()):
        yield f"speaks English: {english}"
    yield from on_paper(page)


def serious(axe: Axe, page: Page) -> list[str]:
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")
    ]


def on_paper(page: Page) -> Iterator[str]:
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print")
    if page.locator(".side:visible, .topbar:visible, .filters:visible").count():
        yield "prints its menu"
    if page.evaluate(SIDEWAYS) > 0:
        yield "is cut off on paper"
    page.emulate_media(media="screen")


def test_an_empty_field_is_named_in_indonesian(page: Page, live_server, world, built_pages):
    enter(page, live_server.url, world.client(Role.DINSOS_ADMIN).cookies["sessionid"].value)
    page.goto(f"{live_server.url}/akun/baru/")
    send = page.get_by_role("button", name="Simpan dan buat kode")
    send.click()
    said = "e => e.validationMessage"
    assert page.locator("[name=name]").evaluate(said) == "Belum diisi."
    page.fill("[name=name]", "Rahma")
    send.click()
    assert page.locator("[name=role]").first.evaluate(said) == "Pilih dahulu."
    page.locator("[name=role]").nth(1).check()
    send.click()
    assert page.locator("[name=role]").first.evaluate(said) == ""
