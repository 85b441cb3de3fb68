"""Rows written as text are what the library itself would write, letter for letter."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from xlsxwriter.workbook import Workbook

from pendopo.documents import sheet_rows
from pendopo.documents.cells import formats, write_cell
from pendopo.documents.columns import Column, Kind
from pendopo.documents.sheet_rows import SheetRows
from pendopo.documents.xlsx_out import workbook, write_head
from tests.documents.samples import BROKEN

COLUMNS = [Column(kind.name, kind) for kind in Kind]
VALUES: list[Any] = [
    None, "", "Malang", "  di depan", "di belakang\n", "dua\nbaris", "<b>&\"'", "_x0041_", "\r\t", BROKEN, "\x01",
    "=1+1", "+62", "@x", "x" * 40_000, 0, 1, True, False, 1.0, -2.5, 2**53 + 1, float("nan"), float("inf"),
    date(1890, 1, 2), date(1900, 3, 1), date(2023, 5, 24), datetime(2023, 5, 24, 9, 30, tzinfo=UTC),
]  # fmt: skip
ROWS = [[value] * len(COLUMNS) for value in VALUES] + [[None] * len(COLUMNS)]


def content(write: Any) -> dict[str, bytes]:
    out = io.BytesIO()
    with workbook(out) as book:
        look, sheet = formats(book), book.add_worksheet("Uji")
        for at, column in enumerate(COLUMNS):
            write_head(sheet, 0, at, column.title, look)
        write(sheet, look)
        sheet.autofilter(0, 0, len(ROWS), len(COLUMNS) - 1)
    parts = zipfile.ZipFile(out)
    return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def by_the_library(sheet: Any, look: Any) -> list[int]:
    widths = [0] * len(COLUMNS)
    for number, row in enumerate(ROWS, 1):
        for at, (column, value) in enumerate(zip(COLUMNS, row, strict=True)):
            widths[at] = max(widths[at], write_cell(sheet, number, at, value, look, column.kind))
    return widths


def as_text(sheet: Any, look: Any) -> list[int]:
    lines = SheetRows(sheet, COLUMNS, look)
    for row in ROWS:
        lines.add(row)
    lines.end()
    return lines.widths


@pytest.mark.parametrize(("together", "kept"), [(500, 5000), (1, 1), (3, 2)])
def test_the_same_as_the_library_writes(together: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "_TOGETHER", together)
    monkeypatch.setattr(sheet_rows, "_MOST_KEPT", kept)
    assert content(as_text) == content(by_the_library)


def test_the_same_widths() -> None:
    found = []
    for write in (as_text, by_the_library):
        content(lambda sheet, look, write=write: found.append(write(sheet, look)))
    assert found[0] == found[1]


def test_text_that_looks_like_the_library_s_own_markup_stays_text() -> None:
    """The library writes a text between <r> and </r> as it is, and the workbook would be broken."""
    markup = "<r></is></c></r>"

    def write(sheet: Any, look: Any) -> None:
        lines = SheetRows(sheet, COLUMNS, look)
        lines.add([markup] * len(COLUMNS))
        lines.end()

    assert b"&lt;r&gt;&lt;/is&gt;&lt;/c&gt;&lt;/r&gt;" in content(write)["xl/worksheets/sheet1.xml"]


def test_the_library_still_keeps_rows_where_we_write_them() -> None:
    """Private names of XlsxWriter, whose version is pinned: a new version that lacks them fails here."""
    book = Workbook(io.BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    names = ("row_data_fh", "dim_rowmax", "previous_row", "_write_single_row", "_escape_data")
    assert all(hasattr(sheet, name) for name in names)
    sheet._opt_close()
