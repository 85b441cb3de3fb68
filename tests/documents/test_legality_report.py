"""The legality report: what stands on paper is what was given, on every page under its header."""

import io
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from pendopo.documents.legality_report import legality_report_pdf, legality_report_xlsx
from pendopo.documents.records import LegalityReport, LegalityRow, Notes, Paper
from tests.poppler import needs_poppler, pages


def _row(at: int) -> LegalityRow:
    board = "Belum terbentuk" if at % 5 == 0 else "Sah s.d. 12 Agu 2028"
    return LegalityRow(
        code=f"35.{at:02d}", name=f"Kab. Contoh #{at}", board=board, active="" if at % 5 == 0 else "aktif",
        step="dikukuhkan", sk_number=f"=460/{at}", sk_date=date(2023, 9, 14), term="2023–2028",
        ends_on=date(2028, 8, 12), chair="Siti Aminah", chair_phone="+6281234", boards_below=3, places_below=31,
        psm=400 + at, valid=300, checked=100, women=200, below_35=20, from_35=250, sixty_up=130, bimtek=350,
        covered=300, villages=390,
    )  # fmt: skip


def _report(rows: int) -> LegalityReport:
    return LegalityReport(
        title="Laporan legalitas", place="Jawa Timur", as_of=date(2026, 11, 22), sentence="31 dari 38 sah.",
        first="Kabupaten/kota", below="kecamatan", rows=[_row(at) for at in range(1, rows + 1)], total=_row(99),
        made="Dibuat hari ini",
    )  # fmt: skip


@needs_poppler
@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_has_its_header_and_its_number(paper: Paper) -> None:
    found = pages(legality_report_pdf(_report(38), paper=paper))
    assert len(found) == 2, "no last page with one row on it"
    for number, page in enumerate(found, 1):
        assert "Kabupaten/kota" in page
        assert f"halaman {number} dari {len(found)}" in page
    whole = "\n".join(found)
    assert all(f"Contoh #{at}" in whole for at in range(1, 39)), "text stays text"


@needs_poppler
@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("rows", [20, 21, 43])
def test_the_sum_and_a_last_row_never_stand_alone_on_a_page(paper: Paper, rows: int) -> None:
    found = pages(legality_report_pdf(_report(rows), paper=paper))
    assert len(found) > 1
    assert found[-1].count("Contoh #") >= 4, "three rows and the sum"


@needs_poppler
def test_a_date_a_number_of_an_sk_and_a_term_are_whole() -> None:
    row = replace(_row(1), sk_number="188.45/138/35.07.04/2025")
    (page,) = pages(legality_report_pdf(replace(_report(0), rows=[row], total=None), paper=Paper.F4))
    for words in ("188.45/138/35.07.04/2025", "14 Sep 2023", "Sah s.d. 12 Agu 2028", "2023–2028", "35–59"):
        assert words in page.replace("\u00a0", " ").replace("\u200b", "").replace("\u2060", "")


@needs_poppler
def test_no_row_is_a_report_too() -> None:
    assert "Jawa Timur" in pages(legality_report_pdf(_report(0)))[0]


def test_the_workbook_has_types_and_no_formula() -> None:
    out = io.BytesIO()
    notes = Notes("Jawa Timur", date(2026, 11, 22), "Contoh", "hari ini")
    assert legality_report_xlsx(_report(3), notes=notes, out=out) == 3
    rows = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()
    first = next(row for row in rows if row[0] == "35.01")
    assert first[6] == date(2023, 9, 14)
    assert first[13] == 401
    assert str(first[5]).lstrip("'").startswith("=460") or str(first[5]).endswith("460/1")
