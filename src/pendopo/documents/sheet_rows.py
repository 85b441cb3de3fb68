"""Rows of a long table as the text that XlsxWriter would write, at a tenth of its price.

XlsxWriter makes objects of every cell. Here a cell is made once for each value of its column and then only gets
its place; the workbook around the rows (looks, widths, print setup, the second sheet) stays the library's. What
comes out is the same, letter for letter (`tests/documents/test_sheet_rows.py`), see ADR 9.
"""

from collections.abc import Sequence
from datetime import date

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pendopo.documents.cells import Cell, Formats, cell_of
from pendopo.documents.columns import Column, Kind

_TOGETHER = 500
"""Rows that go to the library's file at once."""
_MOST_KEPT = 5000
"""Cells kept of a column: names of places and days repeat, names of people do not."""
_KEPT_TYPES = (str, int, date)
"""Of these no two are equal across types, so that 1, 1.0 and True stay apart."""


class SheetRows:
    """Takes the rows under the header of a sheet in constant memory, whose first row was written."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], look: Formats) -> None:
        self._sheet = sheet
        self._columns = [_CellsOf(sheet, at, column.kind, look) for at, column in enumerate(columns)]
        self._waiting: list[str] = []
        self._at = self._last = 1
        sheet._write_single_row(1)  # the header: it must stand in the file before we write there

    @property
    def widths(self) -> list[int]:
        return [column.width for column in self._columns]

    def add(self, values: Sequence[object]) -> None:
        self._at += 1
        number = str(self._at)
        cells = "".join(
            [
                f'<c r="{column.letter}{number}{text}'
                for column, value in zip(self._columns, values, strict=True)
                if (text := column.text(value))
            ]
        )
        if cells:
            self._last = self._at
            self._waiting.append(f'<row r="{number}">{cells}</row>')
        if len(self._waiting) >= _TOGETHER:
            self._hand_over()

    def end(self) -> None:
        """After the last row: the library is told how far the sheet goes."""
        self._hand_over()
        self._sheet.previous_row = self._at

    def _hand_over(self) -> None:
        if self._waiting:
            self._sheet.row_data_fh.write("".join(self._waiting))
            self._sheet.dim_rowmax = self._last - 1
            self._waiting.clear()


class _CellsOf:
    """The cells of one column, as text from behind their row number on."""

    def __init__(self, sheet: Worksheet, at: int, kind: Kind, look: Formats) -> None:
        self.letter = xl_col_to_name(at)
        self.width = 0
        self._sheet, self._kind, self._look = sheet, kind, look
        self._kept: dict[object, str] = {}

    def text(self, value: object) -> str:
        """Empty for no cell."""
        if value is None or value == "":
            return ""
        if type(value) not in _KEPT_TYPES:
            return self._made(value)
        text = self._kept.get(value)
        if text is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            text = self._kept[value] = self._made(value)
        return text

    def _made(self, value: object) -> str:
        cell = cell_of(value, self._kind)
        if cell is None:
            return ""
        self.width = max(self.width, cell.width)
        style = self._look[cell.look]._get_xf_index()
        return f'" s="{style}"{self._inside(cell)}</c>'

    def _inside(self, cell: Cell) -> str:
        if isinstance(cell.value, str):
            keep = ' xml:space="preserve"' if cell.value != cell.value.strip() else ""
            return f' t="inlineStr"><is><t{keep}>{self._safe(cell.value)}</t></is>'
        number = self._sheet._convert_date_time(cell.value) if isinstance(cell.value, date) else cell.value
        return f"><v>{number:.16G}</v>"

    def _safe(self, text: str) -> str:
        return str(self._sheet._escape_data(self._sheet._escape_control_characters(text)))
