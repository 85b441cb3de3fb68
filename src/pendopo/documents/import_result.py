"""Refused rows of an upload, in the sheets they came from, ready to be mended and uploaded again.

Every sheet keeps its name, its title and header rows, and its cells with their types: a NIK that Excel
holds as a number stays a number, for written as text it would look surer than it is.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from pendopo.documents.cells import Formats, formats, write_cell, write_text
from pendopo.documents.columns import Column
from pendopo.documents.records import Notes, RefusedSheet
from pendopo.documents.xlsx_out import (
    Out,
    print_setup,
    set_widths,
    sheet_name,
    workbook,
    write_head,
    write_notes,
)


def import_result(sheets: Sequence[RefusedSheet], *, title: str, notes: Notes, out: Out) -> int:
    """Write all refused rows to `out`; returns their number. Two columns are added at the right."""
    merged = any(sheet.merged for sheet in sheets)  # a merge is written over several rows, so not streamed
    with workbook(out, constant_memory=not merged) as book:
        look = formats(book)
        for refused in sheets:
            taken = [sheet.get_name() for sheet in book.worksheets()]
            page = book.add_worksheet(sheet_name(refused.name, taken))
            print_setup(page, title, header_rows=len(refused.head))
            _write_sheet(page, refused, look)
        count = sum(len(sheet.rows) for sheet in sheets)
        write_notes(book, look, title, notes, [Column(t, meaning=m) for t, m in added_columns()], count)
    return count


def added_columns() -> Sequence[tuple[str, str]]:
    """Heading and meaning of the columns that the result has and the upload had not."""
    return (
        (_("Baris asal"), _("Nomor baris di berkas yang diunggah")),
        (_("Yang perlu diperbaiki"), _("Perbaiki isi baris itu, lalu unggah berkas ini lagi")),
    )


def _write_sheet(page: Worksheet, refused: RefusedSheet, look: Formats) -> None:
    wide = max((len(row) for row in [*refused.head, *(row.cells for row in refused.rows)]), default=0)
    widths = [0] * wide + [12, 46]
    for at, cells in enumerate(refused.head):
        _write_cells(page, at, cells, look)
        if at == len(refused.head) - 1:
            for column, (heading, _meaning) in enumerate(added_columns(), wide):
                write_head(page, at, column, heading, look)
    for at, row in enumerate(refused.rows, len(refused.head)):
        for column, width in enumerate(_write_cells(page, at, row.cells, look)):
            widths[column] = max(widths[column], width)
        page.write_number(at, wide, row.number, look["digits"])
        write_text(page, at, wide + 1, " ".join(row.reasons), look)
    _merge(page, refused, look)
    set_widths(page, widths)


def _write_cells(page: Worksheet, at: int, cells: Sequence[object], look: Formats) -> list[int]:
    return [write_cell(page, at, column, value, look) for column, value in enumerate(cells)]


def _merge(page: Worksheet, refused: RefusedSheet, look: Formats) -> None:
    for (top, left), (bottom, right) in refused.merged:
        if bottom >= len(refused.head) or (top, left) == (bottom, right):
            continue
        try:
            page.merge_range(top, left, bottom, right, "", look["text"])
        except OverlappingRange:  # only a broken upload has such ranges; its header stays unmerged there
            continue
        cells = refused.head[top]
        write_cell(page, top, left, cells[left] if left < len(cells) else None, look)
