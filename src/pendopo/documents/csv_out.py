"""The same tables as CSV, the way an Indonesian Excel opens it by double click: `;`, decimal comma, BOM."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from pendopo.documents.cells import FORMULA_STARTS
from pendopo.documents.columns import Column
from pendopo.documents.words import printable


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[object]], *, out: BinaryIO) -> int:
    """Write header and rows as UTF-8 to an open binary file; returns the number of rows.

    Texts that a spreadsheet would run as a formula get a leading apostrophe.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([neutral(column.title) for column in columns])
        count = 0
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
        text.flush()
    finally:
        text.detach()  # the file belongs to the caller
    return count


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: looks past leading blanks, as they do."""
    text = printable(text)
    risky = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return "'" + text if risky else text


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return str(value) if isinstance(value, int) else neutral(str(value))
