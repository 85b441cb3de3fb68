"""Workbooks are read back with calamine, by which intake reads them too."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pendopo.documents import xlsx_out
from pendopo.documents.columns import Column, Kind
from pendopo.documents.csv_out import neutral, write_csv
from pendopo.documents.records import ConsolidationRow, PsmRow
from pendopo.documents.tables import consolidation_csv, consolidation_xlsx, psm_list_csv, psm_list_xlsx
from pendopo.documents.xlsx_out import sheet_name, write_table
from pendopo.shared.refusals import Invalid
from tests.documents.samples import BROKEN, NOTES

COLUMNS = [
    Column("Kode", Kind.CODE, "Kode Kemendagri"), Column("Nama"), Column("Jumlah", Kind.WHOLE),
    Column("Bagian", Kind.SHARE), Column("Tanggal", Kind.DATE),
]  # fmt: skip
FORMULAS = ["=1+1", "+62812", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"]
MALANG = ConsolidationRow("35.07", "Kabupaten Malang", 100, 71, 40, 5, 12, 3, 10, 4, 390, 371, 54.5)
SITI = PsmRow(
    "35.07.24.2001", "Kabupaten Malang", "Singosari", "Banjararum", "Siti Nur'aini, S.Pd.", "P",
    date(1965, 5, 3), 58, "•••• •••• •••• ••12", "0812-3456-7890", "Sah", "=karena", "007", date(2021, 1, 2),
    "Kepala Desa Banjararum", date(2021, 1, 2), None, "0001", None,
)  # fmt: skip


def table(rows: list[tuple[object, ...]], columns: list[Column] = COLUMNS) -> bytes:
    out = io.BytesIO()
    write_table(columns, iter(rows), title="Uji", notes=NOTES, out=out)
    return out.getvalue()


def read(content: bytes, at: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(at).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(f"xl/{name}").decode()


def test_types_survive() -> None:
    content = table([("35.07", "Malang", 1234567, 0.71, date(2023, 5, 24)), (12, None, None, None, None)])

    assert read(content)[1:] == [
        ["35.07", "Malang", 1234567.0, 0.71, date(2023, 5, 24)],
        ["12", "", "", "", ""],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_becomes_a_formula(text: str) -> None:
    content = table([("1", text, None, None, None)])

    assert "<f>" not in part(content, "worksheets/sheet1.xml")
    assert "<f>" not in part(content, "worksheets/sheet2.xml")
    assert str(read(content)[1][1]).strip() == text.strip()
    assert 'quotePrefix="1"' in part(content, "styles.xml")


def test_values_a_sheet_cannot_hold_become_text() -> None:
    rows = [(BROKEN, "x" * 40_000, 9101011708450001, float("nan"), date(1890, 1, 2)),
            ("", True, 2.5, None, datetime(2023, 5, 24, 9, 30, tzinfo=UTC))]  # fmt: skip

    first, second = read(table(rows))[1:]

    assert first == ["Saptono", "x" * 32_767, "9101011708450001", "nan", "02/01/1890"]
    assert second == ["", "ya", 2.5, "", datetime(2023, 5, 24, 9, 30)]


def test_ready_to_filter_and_to_print() -> None:
    sheet = part(table([("1", "a", 1, 1.0, None)]), "worksheets/sheet1.xml")

    assert '<autoFilter ref="A1:E2"/>' in sheet
    assert 'state="frozen"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "Halaman &amp;P dari &amp;N" in sheet
    assert "Print_Titles" in part(table([]), "workbook.xml")


def test_notes_say_where_when_who_and_what_columns_mean() -> None:
    rows = [cells for cells in read(table([("1", "a", 1, 1.0, None)]), 1) if cells[0]]

    assert ["Wilayah", "Kabupaten Malang"] in rows
    assert ["Keadaan per", "24 Mei 2023"] in rows
    assert ["Keadaan SK", "Habis"] in rows
    assert ["Diunduh oleh", "=Sri"] in rows
    assert ["Diunduh pada", "24 Mei 2023 pukul 09.30 WIB"] in rows
    assert ["Jumlah baris", "1"] in rows
    assert ["Kode", "Kode Kemendagri"] in rows


def test_no_rows_is_a_table_too() -> None:
    assert read(table([])) == [["Kode", "Nama", "Jumlah", "Bagian", "Tanggal"]]


def test_a_failing_source_leaves_nothing_behind(tmp_path: Path) -> None:
    def source() -> Iterator[tuple[object, ...]]:
        yield ("1", "a", 1, 1.0, None)
        raise ConnectionError

    target = tmp_path / "daftar.xlsx"
    with pytest.raises(ConnectionError):
        write_table(COLUMNS, source(), title="Uji", notes=NOTES, out=target)

    assert list(tmp_path.iterdir()) == []


def test_written_to_a_path_whole(tmp_path: Path) -> None:
    target = tmp_path / "daftar.xlsx"

    count = write_table(COLUMNS, [("1", "a", 1, 1.0, None)] * 3, title="Uji", notes=NOTES, out=target)

    assert count == 3
    assert [path.name for path in tmp_path.iterdir()] == ["daftar.xlsx"]
    assert len(read(target.read_bytes())) == 4


def test_too_many_rows_are_refused_not_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_out, "MOST_ROWS", 2)

    with pytest.raises(Invalid, match="Persempit"):
        table([("1", "a", 1, 1.0, None)] * 3)


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [("a/b:c", [], "a b c"), ("x" * 40, [], "x" * 31), ("", [], "Data"), ("PSM", ["psm"], "PSM (2)"),
     ("'History'", [], "History (2)")],
)  # fmt: skip
def test_sheet_names(title: str, taken: list[str], name: str) -> None:
    assert sheet_name(title, taken) == name


def test_consolidation() -> None:
    out = io.BytesIO()
    empty = ConsolidationRow("35.08", "Kabupaten Lumajang", 0, 0, 0, 0, 0, 0, 0, 0, 205, 0)

    assert consolidation_xlsx([MALANG, empty], notes=NOTES, out=out) == 2

    head, malang, lumajang = read(out.getvalue())
    assert dict(zip(head, malang, strict=True))["% SK sah"] == pytest.approx(0.71)
    assert dict(zip(head, malang, strict=True))["Umur tengah"] == 54.5
    assert dict(zip(head, lumajang, strict=True))["% SK sah"] == ""


def test_psm_list_keeps_codes_as_text_and_dates_as_dates() -> None:
    out = io.BytesIO()

    psm_list_xlsx(iter([SITI]), notes=NOTES, out=out)

    head, cells = read(out.getvalue())
    siti = dict(zip(head, cells, strict=True))
    assert siti["Nomor SK"] == "007"
    assert siti["Nomor KTA"] == "0001"
    assert siti["NIK"] == "•••• •••• •••• ••12"
    assert siti["Tanggal lahir"] == date(1965, 5, 3)
    assert siti["Berlaku sampai"] == ""
    assert siti["Sebab"] == "=karena"


def test_csv_opens_in_an_indonesian_excel() -> None:
    out = io.BytesIO()
    consolidation_csv([MALANG], out=out)

    text = out.getvalue()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines()[1].startswith("35.07;Kabupaten Malang;100;71;0,71;")
    assert not out.closed


def test_csv_list_has_no_formula() -> None:
    out = io.BytesIO()
    psm_list_csv([SITI], out=out)

    assert ";'=karena;" in out.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("text", [*FORMULAS, "  =1+1"])
def test_csv_neutralises(text: str) -> None:
    out = io.BytesIO()
    write_csv([Column("Nama")], [(text,)], out=out)

    (_head, (cell,)) = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=";")
    assert cell == neutral(text) == "'" + text


def test_csv_numbers_stay_numbers() -> None:
    out = io.BytesIO()
    write_csv([Column("a")] * 4, [(-5, -0.5, date(2023, 5, 24), None)], out=out)

    assert out.getvalue().decode("utf-8-sig").splitlines()[1] == "-5;-0,5;2023-05-24;"
