"""What one value becomes in a workbook: a cell that keeps its type and never becomes a formula."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pendopo.documents.columns import Kind
from pendopo.documents.words import printable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_EXACT = 2**53  # whole numbers above are rounded by a spreadsheet
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is a day off
_CELL_LIMIT = 32_767
_DATE = "dd/mm/yyyy"
TEXT_FORMAT = 49  # the built-in "Text"; the code "@" would become a format of our own

Formats = Mapping[str, Format]


def formats(book: Workbook) -> Formats:
    """The few looks a cell of ours can have, by name."""
    top: dict[str, Any] = {"valign": "top"}
    looks: dict[str, dict[str, Any]] = {
        Kind.TEXT: top | {"text_wrap": True},
        Kind.CODE: top | {"num_format": TEXT_FORMAT},
        Kind.WHOLE: top | {"num_format": "#,##0"},
        Kind.DECIMAL: top | {"num_format": "#,##0.0"},
        Kind.SHARE: top | {"num_format": "0%"},
        Kind.DATE: top | {"num_format": _DATE, "align": "left"},
        "quoted": top | {"text_wrap": True, "quote_prefix": True},
        "digits": top | {"num_format": "0"},
        "moment": top | {"num_format": _DATE + " hh:mm", "align": "left"},
        "head": {"bold": True, "bg_color": "#E3ECF5", "border": 1, "text_wrap": True, "valign": "vcenter"},
        "title": {"bold": True, "font_size": 14},
        "label": top | {"bold": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


class Cell(NamedTuple):
    """A value as a sheet holds it: text, number or day, the name of its look, its width in characters."""

    value: str | float | date
    look: str
    width: int


def cell_of(value: object, kind: Kind = Kind.TEXT) -> Cell | None:
    """The cell of a value, by its own type; `kind` gives the look. None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        value = "ya" if value else "tidak"
    if kind is Kind.CODE:
        value = str(value)
    if isinstance(value, date):
        return _day_cell(value)
    if isinstance(value, int | float) and _fits(value):
        return Cell(value, _number_look(value, kind), len(f"{value:,.0f}") + 2)
    return _text_cell(str(value), kind)


def write_cell(
    sheet: Worksheet, row: int, column: int, value: object, look: Formats, kind: Kind = Kind.TEXT
) -> int:
    """Write `value` as its cell. Returns the width in characters."""
    cell = cell_of(value, kind)
    return _write(sheet, row, column, cell, look) if cell else 0


def write_text(
    sheet: Worksheet, row: int, column: int, text: str, look: Formats, kind: Kind = Kind.TEXT
) -> int:
    """Write text as text whatever it looks like: `=1+1` stays four letters, also after F2 and Enter."""
    return _write(sheet, row, column, _text_cell(text, kind), look)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Formats) -> int:
    if isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value, look[cell.look])
    elif isinstance(cell.value, date):
        sheet.write_datetime(row, column, cell.value, look[cell.look])
    else:
        sheet.write_number(row, column, cell.value, look[cell.look])
    return cell.width


def _text_cell(text: str, kind: Kind) -> Cell:
    text = printable(text)[:_CELL_LIMIT]
    name = "quoted" if text.startswith(FORMULA_STARTS) else Kind.CODE if kind is Kind.CODE else Kind.TEXT
    return Cell(text, name, max(map(len, text.splitlines()), default=0))


def _day_cell(value: date) -> Cell:
    day = value.date() if isinstance(value, datetime) else value
    if day < _FIRST_DAY:
        return _text_cell(day.strftime("%d/%m/") + f"{day.year:04d}", Kind.TEXT)
    return Cell(value, "moment", 16) if isinstance(value, datetime) else Cell(value, Kind.DATE, 10)


def _fits(value: int | float) -> bool:
    return math.isfinite(value) and (isinstance(value, float) or abs(value) <= _EXACT)


def _number_look(value: int | float, kind: Kind) -> str:
    if kind in (Kind.WHOLE, Kind.DECIMAL, Kind.SHARE):
        return kind
    return "digits" if float(value).is_integer() else Kind.TEXT
