"""A secretary drops her roster in, finds her people judged, and a village head's SK moves the bar."""

import re

import pytest
from playwright.sync_api import Page, expect

from pendopo.jobs.imports import save_batch
from pendopo.legality.models import Segment
from pendopo.processes.models import ImportBatch
from pendopo.rules.standing import Standing
from pendopo.shared.clock import WIB, local_date, now
from tests.intake.samples import FOLDER

pytestmark = pytest.mark.django_db(transaction=True)
TUBAN = "rekap psm tuban.xlsx"


def test_from_an_ugly_sheet_to_the_sk_that_comes_back(page: Page, live_server, browser, secretary, log_in):
    log_in(secretary("35.23"))
    people = import_roster(page)
    sees_somebody_judged(page, live_server.url)
    before = legal(page, live_server.url)
    assert before[1] == people
    ask_a_village_head(page)
    enter_the_sk_that_came(page)
    after = legal(page, live_server.url)
    assert after[0] > before[0]
    assert after[1] == before[1]


def import_roster(page: Page) -> int:
    """Upload, columns, questions, save; answers how many people are in the register."""
    page.get_by_role("link", name="Impor Excel").last.click()
    page.locator("input[type=file]").set_input_files(FOLDER / TUBAN)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile(r"/impor/\d+/"))
    if not page.url.endswith("/kolom"):
        page.get_by_role("link", name="Ubah kolom").click()
    page.get_by_role("button", name="Lanjut periksa isinya").click()

    page.get_by_label("Siapa yang menandatangani SK").select_option("kepala_desa")
    page.get_by_label("keadaan per tanggal berapa").fill("31 Desember 2025")
    page.get_by_role("button", name="Catat jawaban").click()
    expect(page.get_by_text("Terjawab")).to_be_visible()

    tab = page.get_by_role("link", name=re.compile("Perlu jawaban"))
    for _turn in range(3):  # each answer goes to the server and the table comes back shorter
        count = tab.inner_text()
        page.get_by_role("button", name=re.compile("^Ya, ")).first.click()
        expect(tab).not_to_have_text(count)
    page.get_by_role("button", name=re.compile(r"^Simpan \d+ orang")).click()
    expect(page.get_by_text("Halaman ini boleh ditutup")).to_be_visible()
    batch = ImportBatch.objects.get()
    assert save_batch.call(batch.pk) == "saved"  # the worker's part
    page.wait_for_url(re.compile("/hasil$"))
    expect(page.get_by_role("heading", name="Impor tersimpan")).to_be_visible()
    batch.refresh_from_db()
    return batch.counts["new"]


def sees_somebody_judged(page: Page, address: str) -> None:
    """Found although her name is mistyped; the page says why she is legal."""
    today = local_date(now(), WIB)
    legal_today = Segment.objects.filter(standing=Standing.SAH, period__contains=today)
    person = legal_today.order_by("-posting__person__name_key").first().posting.person
    words = person.name_key.split()
    mistyped = " ".join([words[0][:2] + words[0][3:], *words[1:]])
    page.goto(f"{address}/psm/")
    page.get_by_label("Nama atau NIK").fill(mistyped)
    page.get_by_role("button", name="Cari", exact=True).click()
    page.get_by_role("link", name=person.full_name).first.click()
    expect(page.get_by_role("heading", name=person.full_name)).to_be_visible()
    expect(page.locator(".verdict")).to_contain_text("Sah")
    expect(page.locator("main")).to_contain_text(re.compile("Kepala Desa|Lurah"))


def legal(page: Page, address: str) -> tuple[int, int]:
    """How many of how many hold a valid SK, as the consolidation says."""
    page.goto(f"{address}/")
    said = page.locator(".figure").first.inner_text()
    found = re.search(r"([\d.]+) dari ([\d.]+) orang", said)
    assert found, said
    return int(found[1].replace(".", "")), int(found[2].replace(".", ""))


def ask_a_village_head(page: Page) -> None:
    """From what needs action to the printed sheet of one kecamatan."""
    page.locator(".todo a[href*='selesaikan']").first.click()
    page.get_by_role("button", name=re.compile("Minta semua")).first.click()
    expect(page.get_by_role("heading", name=re.compile("lembar siap"))).to_be_visible()
    link = page.get_by_role("link", name=re.compile("semua lembar")).get_attribute("href")
    printed = page.request.get(page.url.partition("/permintaan")[0] + link)
    assert printed.status == 200
    assert printed.body().startswith(b"%PDF")
    page.locator("tbody th a").first.click()


def enter_the_sk_that_came(page: Page) -> None:
    """One step: number and date; signer and names stand there already."""
    page.get_by_role("link", name=re.compile("SK.*datang|Catat SK|Masukkan SK", re.IGNORECASE)).first.click()
    page.get_by_label("Nomor SK").fill("141/99/2026")
    page.get_by_label("Tanggal ditandatangani").fill("2 Januari 2026")
    page.get_by_role("button", name="Simpan SK").click()
    expect(page.locator("main")).to_contain_text("kini memegang SK yang berlaku")
