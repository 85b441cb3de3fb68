"""What a browser prints: tables that flow over pages, with a head, a number and a last page that is worth its paper."""

import re
import subprocess

import pytest
from playwright.sync_api import Page

from pendopo.access.enums import Role
from pendopo.roster.commands import boards as do
from pendopo.roster.enums import HandoverKind
from pendopo.roster.models import HandoverItem
from tests.worlds.boards import formed, secretary
from tests.worlds.two_kabupaten import World

pytestmark = pytest.mark.django_db(transaction=True)

ROW = re.compile(r"^ *\d+(?: {3,}\S|$)", re.MULTILINE)
PAPERS = {"A4": ("210mm", "297mm"), "F4": ("215mm", "330mm")}


def printed(page: Page, paper: str) -> list[str]:
    """The words of each page of paper."""
    wide, high = PAPERS[paper]
    pdf = page.pdf(width=wide, height=high)
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


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
            pages = printed(page, paper)
            seen.add(len(pages))
            assert_flows(pages)
            assert "Yang menerima" in pages[-1]
            assert len(ROW.findall(pages[-1])) >= 2, f"two rows above the signatures: {pages[-1]}"
    assert {1, 2} <= seen
    assert all(name.split(",")[0][:20] in "".join(printed(page, "A4")) for name in usual)


def assert_flows(pages: list[str]) -> None:
    """Each page has the head of the table and its number."""
    for at, words in enumerate(pages, 1):
        assert f"{at}/{len(pages)}" in words.replace(" ", "")
        assert "Yang diserahkan" in words
