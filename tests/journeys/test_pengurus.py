"""A regency goes from "belum terbentuk" to an installed, legal board, and the province's page shows it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pendopo.access.queries import actor_of, grants_of
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.shared.clock import WIB, local_date, now
from pendopo.shared.dates import format_date
from pendopo.wilayah.queries import by_code, villages_below

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = "35.23"
PEOPLE = ("Sumiati Prasetyo", "Bambang Wijaya", "Endang Lestari")


def ago(days: int) -> str:
    return format_date(local_date(now(), WIB) - timedelta(days=days))


def test_from_not_formed_to_an_installed_board(page: Page, live_server, browser, secretary, log_in):
    officer, above = secretary(PLACE), secretary("35")
    people_of_the_regency(officer)
    log_in(officer)
    begins(page)
    sets_the_musda(page)
    records_who_was_elected(page)
    records_the_sk(page)
    installs(page)
    shows_it_works(page)
    page.context.clear_cookies()
    log_in(above)
    the_province_sees_it(page, live_server.url)


def people_of_the_regency(officer) -> None:
    place, grant = by_code(PLACE), grants_of(officer.pk, now())[0]
    assert place is not None
    actor = actor_of(officer, grant, "test", now())
    village = villages_below(place)[0]
    for name in PEOPLE:
        draft = PostingDraft(local_date(now(), WIB) - timedelta(days=900))
        register_psm(actor, village.pk, PersonDraft(name=name), draft)


def begins(page: Page) -> None:
    page.get_by_role("link", name="Pengurus IPSM").first.click()
    expect(page.get_by_text("IPSM Kab. Tuban belum terbentuk")).to_be_visible()
    page.get_by_role("link", name="Mulai membentuk").click()
    page.get_by_label("Persiapan dimulai").fill(ago(300))
    page.get_by_role("button", name="Catat persiapan").click()
    expect(page.get_by_role("heading", name="IPSM Kab. Tuban")).to_be_visible()


def sets_the_musda(page: Page) -> None:
    page.get_by_role("link", name="Jadwalkan musda").click()
    page.get_by_label("Musda diadakan").fill(ago(240))
    page.get_by_label("Jadwal diputuskan").fill(ago(270))
    page.get_by_role("button", name="Simpan").click()


def records_who_was_elected(page: Page) -> None:
    page.get_by_role("link", name="Catat hasil musda").click()
    page.get_by_label("Tanggal pemilihan").fill(ago(310))
    for seat, name in zip(("Ketua", "Sekretaris", "Bendahara"), PEOPLE, strict=True):
        picks(page, seat, name)
    page.get_by_role("button", name="Simpan hasil musda").click()
    expect(page.get_by_text("tidak mungkin sebelum").first).to_be_visible()
    page.get_by_label("Tanggal pemilihan").fill(ago(240))
    page.get_by_role("button", name="Simpan hasil musda").click()
    expect(page.get_by_role("link", name=PEOPLE[0])).to_be_visible()


def picks(page: Page, seat: str, name: str) -> None:
    """Three letters, then the person from the list."""
    box = page.get_by_role("combobox", name=seat, exact=True)
    box.press_sequentially(name[:5])
    page.get_by_role("option", name=name).click()
    expect(box).to_have_value(name)


def records_the_sk(page: Page) -> None:
    """First with a date before the musda: the form says what such an SK is worth."""
    page.get_by_role("link", name="Catat SK").first.click()
    page.get_by_label("Nomor SK").fill("188.45/210/2026")
    page.get_by_label("Tanggal penetapan").fill(ago(280))
    page.get_by_label("Tanggal akhir").fill(ago(-1500))
    page.get_by_role("button", name="Simpan SK").click()
    expect(page.get_by_text("sebelum musda memilih")).to_be_visible()
    page.get_by_label("Tanggal penetapan").fill(ago(200))
    page.get_by_role("button", name="Simpan SK").click()
    expect(page.get_by_text("Pengurus IPSM Kab. Tuban sah")).to_be_visible()


def installs(page: Page) -> None:
    page.get_by_role("link", name="Catat pengukuhan").click()
    page.get_by_label("Tanggal pengukuhan").fill(ago(170))
    page.get_by_label("Dikukuhkan oleh").fill("Bupati Tuban")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Bupati Tuban").first).to_be_visible()


def shows_it_works(page: Page) -> None:
    expect(page.get_by_text("Tidak aktif").first).to_be_visible()
    page.get_by_role("link", name="Catat kegiatan").click()
    page.get_by_label("Tanggal").fill(ago(12))
    page.get_by_label("Tentang").fill("Rapat pleno pertama")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Rapat pleno pertama").first).to_be_visible()
    expect(page.get_by_text("Boleh mengakses program: ya.").first).to_be_visible()


def the_province_sees_it(page: Page, address: str) -> None:
    page.goto(f"{address}/pengurus/?wilayah=35")
    expect(
        page.get_by_text("1 dari 38 kabupaten/kota di Jawa Timur punya pengurus IPSM yang sah")
    ).to_be_visible()
    row = page.get_by_role("row", name="Kab. Tuban")
    expect(row.get_by_text("Sah s.d.")).to_be_visible()
    expect(row.get_by_text(PEOPLE[0])).to_be_visible()
    page.goto(f"{address}/pengurus/?wilayah=35&keadaan=belum")
    expect(page.get_by_role("row", name="Kab. Tuban")).to_have_count(0)
