"""PDFs are read back with poppler, as the printer in the office would."""

import subprocess
from pathlib import Path

import pytest

from pendopo.documents.account_slips import account_slips
from pendopo.documents.records import Paper, SheetRow
from pendopo.documents.village_sheets import ask, opening, village_sheets
from pendopo.documents.words import breakable
from tests.documents.samples import BROKEN, HOSTILE, LETTER, LONG, SLIP, row, village
from tests.poppler import needs_poppler, pages


def info(pdf: bytes) -> str:
    return subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@needs_poppler
def test_a_sheet_names_the_people_the_reason_and_what_an_sk_must_say() -> None:
    (page,) = pages(village_sheets(LETTER, [village(row("Hj. Siti Nur'aini, S.Pd."))]))

    for text in ("Kepala Desa Banjararum", "Dari 2 PSM di Desa Banjararum, 1 orang belum mempunyai SK",
                 "per 23 Mei 2023", "Kepanjen, 24 Mei 2023", "Hj. Siti Nur'aini, S.Pd.", "57",
                 "Agar SK berlaku, SK memuat:", "nomor dan tanggal SK", "Nomor SK", "tanpa batas waktu",
                 "Tanda tangan dan stempel", "K7F-3Q2", "halaman 1 dari 1", "30 Juni 2023"):  # fmt: skip
        assert text in page
    assert "NIK" not in page


@needs_poppler
def test_what_typst_would_take_for_code_stays_text() -> None:
    (page,) = pages(village_sheets(LETTER, [village(row(HOSTILE, why="#panic() $x$ @y"))]))

    assert "#rapat @desa $5" in page
    assert "*tebal* _miring_" in page
    assert "#panic() $x$ @y" in page


@needs_poppler
def test_sixty_rows_flow_over_pages_with_head_and_own_numbers() -> None:
    many = village(*[row(f"PSM ke-{at} {LONG}") for at in range(1, 61)], name="Ramai")

    found = pages(village_sheets(LETTER, [village(row()), many, village(row())]))

    own = found[1:-1]
    assert len(own) > 3
    for at, page in enumerate(own, 1):
        assert f"halaman {at} dari {len(own)}" in page
        assert "Desa Ramai · Kode K7F-3Q2" in page
    assert all("Mengapa belum sah" in page for page in own if "PSM ke-" in page)
    assert sum(page.count("Lembar jawaban") for page in own) == 1
    assert all(sum(f"PSM ke-{at} " in page for page in own) == 1 for at in range(1, 61))
    assert "halaman 1 dari 1" in found[-1]


@needs_poppler
@pytest.mark.parametrize(
    ("total", "text", "slip"),
    [(4, "Semua PSM di Desa Banjararum (4 orang) mempunyai SK yang sah", False),
     (0, "belum ada PSM yang tercatat", True)],
)  # fmt: skip
def test_a_village_with_nobody_to_mend(total: int, text: str, slip: bool) -> None:
    (page,) = pages(village_sheets(LETTER, [village(total=total)]))

    assert text in page
    assert ("Lembar jawaban" in page) is slip


@needs_poppler
def test_control_characters_and_huge_cells_are_survived() -> None:
    found = pages(village_sheets(LETTER, [village(SheetRow(BROKEN, None, "x" * 20_000, "y " * 9_000))]))

    assert "Saptono" in "".join(found)
    assert len(found) <= 2


@needs_poppler
@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, "595.276 x 841.89"), (Paper.F4, "609.449 x 935.433")])
def test_paper_sizes(paper: Paper, size: str) -> None:
    pdf = info(village_sheets(LETTER, [village(row())], paper=paper))

    assert size in pdf


def test_same_records_same_bytes_and_big_ones_go_to_a_path(tmp_path: Path) -> None:
    sheets = [village(row(), name=f"D{at}") for at in range(3)]
    target = tmp_path / "lembar.pdf"

    assert village_sheets(LETTER, sheets, out=target) == b""
    assert target.read_bytes() == village_sheets(LETTER, sheets)


@pytest.mark.parametrize(
    ("missing", "total", "start"),
    [
        (1, 1, "Satu-satunya PSM"),
        (2, 2, "Semua PSM di Desa Banjararum (2 orang) belum"),
        (2, 5, "Dari 5 PSM"),
    ],
)
def test_opening_sentence(missing: int, total: int, start: str) -> None:
    assert opening(LETTER, village(*[row()] * missing, total=total)).startswith(start)


@needs_poppler
@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (8, 1), (9, 2)])
def test_account_slips_eight_to_a_page(count: int, sheets: int) -> None:
    found = pages(account_slips([SLIP] * count))

    assert len(found) == sheets
    assert "".join(found).count("K7F3-Q2MX") == count
    assert "siti.nuraini" in found[0]
    assert "Berlaku sampai" in found[0]
    assert "1. Buka http://localhost:8000" in found[0]


def test_one_person_is_asked_for_in_the_singular() -> None:
    assert ask(LETTER, village(row())).startswith("Mohon SK-nya diterbitkan")
    assert ask(LETTER, village(row(), row())).startswith("Mohon SK mereka diterbitkan")


def test_a_long_number_of_an_sk_breaks_after_a_slash() -> None:
    assert breakable("188.45/216/35.07.01/2026,").split("\u200b") == ["188.45/216/", "35.07.01/", "2026,"]
    assert breakable("x" * 30).split("\u200b") == ["x" * 12, "x" * 12, "x" * 6]
