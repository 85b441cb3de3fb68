"""What a browser prints: tables that flow over pages, with a head, a number and a last page that is worth its paper."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from pendopo.access.enums import Role
from pendopo.roster.commands import boards as do
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import HandoverKind, NikState
from pendopo.roster.models import HandoverItem
from tests.poppler import needs_poppler, pages
from tests.worlds.boards import formed, secretary
from tests.worlds.two_kabupaten import World

pytestmark = [pytest.mark.django_db(transaction=True), needs_poppler]

ROW = re.compile(r"^ *\d+(?: {3,}\S|$)", re.MULTILINE)
PAPERS = {"A4": ("210mm", "297mm"), "F4": ("215mm", "330mm")}


def printed(page: Page, paper: str) -> list[str]:
    """The words of each page of paper."""
    wide, high = PAPERS[paper]
    return pages(page.pdf(width=wide, height=high))


def enter(page: Page, address: str, world: World, role: Role) -> None:
    session = world.client(role).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def test_nobody_signs_a_hand_over_list_on_an_empty_page(page: Page, live_server, world, built_pages):
    term = formed(world).term
    do.propose_handover(secretary(world), term.pk)
    usual = list(term.handover.values_list("name", flat=True))
    enter(page, live_server.url, world, Role.IPSM_SECRETARY)
    seen = set()
    for more in (0, 10, 3, 3, 3, 12):
        start = HandoverItem.objects.count()
        HandoverItem.objects.bulk_create(
            HandoverItem(term=term, kind=HandoverKind.BARANG, name=f"Barang ke-{start + at}", note="di sekretariat")
            for at in range(more)
        )  # fmt: skip
        page.goto(f"{live_server.url}/pengurus/kepengurusan/{term.pk}/serah-terima")
        for paper in PAPERS:
            sheets = printed(page, paper)
            seen.add(len(sheets))
            assert_flows(sheets)
            assert "Yang menerima" in sheets[-1]
            assert len(ROW.findall(sheets[-1])) >= 2, f"two rows above the signatures: {sheets[-1]}"
    assert {1, 2} <= seen
    assert all(name.split(",")[0][:20] in "".join(printed(page, "A4")) for name in usual)


def test_a_page_of_the_list_of_people_is_one_sheet_of_paper(page: Page, live_server, world, built_pages):
    admin, village = world.actor(Role.DINSOS_ADMIN), world.malang.villages[0]
    for n in range(30):
        person = PersonDraft(
            name=f"Hj. Haryo Kusumawardhana ke-{n}", nik="", nik_state=NikState.NONE, birth_place="",
            birth_on=date(1970, 1, 2), sex="L", address="", phone="",
        )  # fmt: skip
        register_psm(admin, village.pk, person, PostingDraft(date(2020, 1, 1)))
    enter(page, live_server.url, world, Role.DINSOS_ADMIN)
    page.goto(f"{live_server.url}/psm/?wilayah={world.malang.place.code}")
    assert page.get_by_text("SKP-02").count() > 20
    assert not any(code.is_visible() for code in page.get_by_text("SKP-02").all()), (
        "on the screen stands the reason"
    )
    for paper in PAPERS:
        (sheet,) = printed(page, paper)
        assert len(re.findall(r"SKP-\d\d", sheet.partition("Halaman")[0])) > 25
        assert "SKP-02 Belum ada SK yang memuat namanya" in re.sub(" +", " ", sheet)
        assert "Belum ada SK yang memuat namanya dan sudah berlaku di Desa" not in sheet, "said once, below"
        assert "Halaman 1" in sheet


def assert_flows(sheets: list[str]) -> None:
    """Each has the head of the table and its number."""
    for at, words in enumerate(sheets, 1):
        assert f"{at}/{len(sheets)}" in words.replace(" ", "")
        assert "Yang diserahkan" in words
