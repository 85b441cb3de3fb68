"""Bytes of an uploaded file → sheets of rows of cells, for xlsx, xls, ods and csv.

Every failure is an `Invalid` with a sentence; nothing else leaves this module. Row numbers are those that Excel
shows: row `i` of a sheet (from 0) is row `i + 1`.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pendopo.intake import child
from pendopo.intake.container import Kind, broken, kind_of, locked
from pendopo.intake.csvfile import read_csv, too_many_columns, too_many_rows
from pendopo.shared.refusals import Invalid

MAX_ROWS = 200_000  # in all sheets together
MAX_COLUMNS = 200
MAX_SHEETS = 300

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `merged` are ranges of (row, column) from 0, both corners included."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Range, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    filename: str
    kind: Kind
    sheets: tuple[Sheet, ...]


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """The whole file as sheets. Raises `Invalid` only."""
    kind = kind_of(content)
    if kind is Kind.CSV:
        rows = read_csv(content, MAX_ROWS, MAX_COLUMNS)
        return Workbook(filename, kind, (Sheet(Path(filename).stem[:60] or "CSV", tuple(map(tuple, rows))),))
    sheets = _named_apart(_sheet(raw) for raw in _spreadsheet(content))
    if not any(s.rows for s in sheets):
        raise Invalid("Semua lembar dalam berkas ini kosong. Periksa berkasnya, lalu unggah lagi.")
    return Workbook(filename, kind, sheets)


def _named_apart(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """A row is known by sheet and number, so no two sheets may share a name (a broken file can hold such)."""
    named: dict[str, Sheet] = {}
    for sheet in sheets:
        name = sheet.name[:150] if sheet.name[:150] not in named else f"{sheet.name[:150]} ({len(named) + 1})"
        named[name] = replace(sheet, name=name)
    return tuple(named.values())


def _spreadsheet(content: bytes) -> list[dict[str, Any]]:
    """Let the child open it; its death (memory, time) reads as a broken file."""
    limits = [str(n) for n in (MAX_ROWS, MAX_COLUMNS, MAX_SHEETS)]
    command = [sys.executable, "-I", str(Path(child.__file__)), *limits]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=child.SECONDS + 30, check=False
        )
        answer = json.loads(done.stdout, object_hook=_day)
    except subprocess.TimeoutExpired as error:
        raise Invalid(
            "Berkas ini terlalu lama dibaca. Salin tabelnya saja ke berkas baru, lalu unggah."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "Berkas ini rusak, atau ada sel terisi jauh di luar tabelnya. "
            "Salin tabelnya saja ke berkas Excel baru, lalu unggah berkas itu."
        ) from error
    except OSError as error:
        raise Invalid(
            "Komputer sedang terlalu sibuk untuk membuka berkas ini. Coba lagi sebentar lagi."
        ) from error
    failures = {
        "locked": locked(),
        "rows": Invalid(too_many_rows(MAX_ROWS)),
        "columns": Invalid(too_many_columns(MAX_COLUMNS)),
        "sheets": Invalid(f"Berkas ini berisi lebih dari {MAX_SHEETS} lembar. Bagi menjadi beberapa berkas."),
    }
    if "error" in answer:
        raise failures.get(answer["error"], broken())
    return list(answer["sheets"])


def _sheet(raw: dict[str, Any]) -> Sheet:
    rows: list[list[Cell]] = raw["rows"]
    merged = tuple(((a[0], a[1]), (b[0], b[1])) for a, b in raw["merged"])
    _fill_down(rows, merged)
    while rows and not any(c not in {"", None} for c in rows[-1]):
        rows.pop()
    return Sheet(raw["name"], tuple(map(tuple, rows)), merged, raw["hidden"])


def _day(raw: dict[str, Any]) -> Any:
    return _date(raw["d"]) if raw.keys() == {"d"} else raw


_date = lru_cache(maxsize=50_000)(date.fromisoformat)
"""A sheet says the same days again and again; kept as one, they take less room wherever the sheet lies."""


def _fill_down(rows: list[list[Cell]], merged: tuple[Range, ...]) -> None:
    """A cell merged over several rows of one column says the same for each of them (headers are read apart)."""
    for (top, left), (bottom, right) in merged:
        if left != right or not 0 <= top < len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] in {"", None}:
                row[left] = rows[top][left]
