"""A process of its own that opens one spreadsheet: bytes on stdin, JSON on stdout.

A hostile sheet can ask the reader for more memory than the machine has (one cell in the last corner is enough),
and that cannot be caught in the process where it happens. Here it only ends this process. Run by path, so it
imports nothing of Pendopo.

out: {"sheets": [{"name", "hidden", "merged", "rows"}]} with dates as {"d": ISO} and times of day as text,
or {"error": "locked" | "broken" | "rows" | "columns" | "sheets"}.
"""

import json
import sys
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from io import BytesIO
from typing import Any

MEMORY = 2 * 1024**3
SECONDS = 90


class TooLarge(Exception):
    """More rows, columns or sheets than allowed; says which."""


def limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's timeout alone guards
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell that JSON does not know."""
    if isinstance(cell, datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, (clock_time, timedelta)):
        return str(cell)
    return ""  # an error value such as #REF!


def read(content: bytes, max_rows: int, max_columns: int, max_sheets: int) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    meta = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    if len(meta) > max_sheets:
        raise TooLarge("sheets")
    sheets, total = [], 0
    for m in meta:
        sheet = book.get_sheet_by_name(m.name)
        end = sheet.end or (-1, -1)
        total += end[0] + 1
        if total > max_rows:
            raise TooLarge("rows")
        if end[1] + 1 > max_columns:
            raise TooLarge("columns")
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
        hidden = m.visible != SheetVisibleEnum.Visible
        sheets.append({"name": m.name, "hidden": hidden, "merged": merged, "rows": rows})
    return {"sheets": sheets}


def main() -> None:
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = read(content, *(int(n) for n in sys.argv[1:4]))
    except TooLarge as error:
        answer = {"error": str(error)}
    except BaseException as error:  # the Rust reader's panics are no `Exception`
        name = type(error).__name__
        answer = {"error": "locked" if name == "PasswordError" or "assword" in str(error) else "broken"}
    sys.stdout.write(json.dumps(answer, default=plain))


if __name__ == "__main__":
    main()
