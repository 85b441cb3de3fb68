"""Tables as workbooks: real types, one pass over an iterator, ready to filter and to print.

Rows are streamed (XlsxWriter's constant memory), so half a million rows cost no more memory than ten. A
failing iterator leaves no half file behind. Second sheet: where, when, by whom, what the columns mean.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pendopo.documents.cells import Formats, formats, write_text
from pendopo.documents.columns import Column
from pendopo.documents.records import Notes
from pendopo.documents.sheet_rows import SheetRows
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Invalid

MOST_ROWS = 1_048_575  # of one sheet, without its header
_NARROW, _WIDE = 7, 46
_A4 = 9

Out = BinaryIO | Path


def write_table(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], *, title: str, notes: Notes, out: Out
) -> int:
    """Write one table and its notes to `out` (a path or an open binary file); returns the number of rows.

    Raises `Invalid` where the rows do not fit into one sheet.
    """
    with workbook(out) as book:
        look = formats(book)
        sheet = book.add_worksheet(sheet_name(title))
        print_setup(sheet, title, header_rows=1)
        count = _stream(sheet, columns, rows, look)
        write_notes(book, look, title, notes, columns, count)
    return count


@contextmanager
def workbook(out: Out, *, constant_memory: bool = True) -> Iterator[Workbook]:
    """A workbook that is written whole when the block ends well, and not at all otherwise."""
    target_dir = out.parent if isinstance(out, Path) else None
    with tempfile.TemporaryDirectory(prefix=".xlsx-", dir=target_dir) as work:
        draft = Path(work) / "draft.xlsx"
        options = {
            "constant_memory": constant_memory,
            "tmpdir": work,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        }
        book = Workbook(str(draft) if isinstance(out, Path) else out, options)
        try:
            yield book
        except BaseException:
            for sheet in book.worksheets():
                if constant_memory:
                    sheet._opt_close()  # close() would write the half workbook first
            raise
        book.close()
        if isinstance(out, Path):
            os.replace(draft, out)


def sheet_name(title: str, taken: Iterable[str] = ()) -> str:
    """A name Excel takes: at most 31 characters, none of []:*?/\\, not yet used in the workbook."""
    bare = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ") or "Data"
    used = {name.casefold() for name in taken} | {"history"}
    name, at = bare[:31].rstrip("' "), 2
    while name.casefold() in used:
        name, at = f"{bare[:26].rstrip()} ({at})", at + 1
    return name


def print_setup(sheet: Worksheet, title: str, *, header_rows: int) -> None:
    """A4 landscape, as wide as one page, header on every page, "Halaman 1 dari 3" below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if header_rows:
        sheet.repeat_rows(0, header_rows - 1)
        sheet.freeze_panes(header_rows, 0)
    page = _("Halaman %(page)s dari %(pages)s") % {"page": "&P", "pages": "&N"}
    sheet.set_footer(f"&L&8{title[:150].replace('&', '&&')}&R&8{page}")


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width + 2, _NARROW), _WIDE))


def _stream(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[object]], look: Formats
) -> int:
    heads = [write_head(sheet, 0, at, column.title, look) for at, column in enumerate(columns)]
    lines, count = SheetRows(sheet, columns, look), 0
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Invalid(
                _("Tabel ini lebih dari %(n)s baris. Persempit wilayah atau saringannya, lalu unduh lagi.")
                % {"n": format_number(MOST_ROWS)}
            )
        lines.add(row)
    lines.end()
    set_widths(sheet, list(map(max, heads, lines.widths)))
    if columns:
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    return count


def write_head(sheet: Worksheet, row: int, column: int, title: str, look: Formats) -> int:
    """Write a heading; returns the least width at which its longest word is whole beside the filter arrow."""
    sheet.write_string(row, column, title, look["head"])
    return max(map(len, title.split()), default=0) + 3


def write_notes(
    book: Workbook, look: Formats, title: str, notes: Notes, columns: Sequence[Column], count: int | None
) -> None:
    """The sheet "Keterangan"."""
    sheet = book.add_worksheet(sheet_name(_("Keterangan"), [s.get_name() for s in book.worksheets()]))
    print_setup(sheet, title, header_rows=0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title[:255], look["title"])
    row = 2
    for label, text in [*_facts(notes, count), *notes.filters]:
        sheet.write_string(row, 0, label, look["label"])
        write_text(sheet, row, 1, text, look)
        row += 1
    row += 1
    for column in [c for c in columns if c.meaning]:
        sheet.write_string(row, 0, column.title, look["label"])
        write_text(sheet, row, 1, column.meaning, look)
        row += 1


def _facts(notes: Notes, count: int | None) -> list[tuple[str, str]]:
    facts = [
        (_("Wilayah"), notes.place),
        (_("Keadaan per"), format_date(notes.as_of)),
        (_("Diunduh oleh"), notes.exported_by),
        (_("Diunduh pada"), notes.exported_at),
    ]
    return facts if count is None else [*facts, (_("Jumlah baris"), format_number(count))]
