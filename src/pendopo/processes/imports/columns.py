"""The columns of a file as a person checks them: sheets with equal headers are one group, asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.intake.board_rows import split_board_rows
from pendopo.intake.cells import text
from pendopo.intake.fields import Field
from pendopo.intake.headers import SURE, Column, Headers, SheetKind
from pendopo.intake.rows import rows_with_person
from pendopo.intake.workbook import Sheet
from pendopo.processes.imports.reading import headers_of, workbook_of
from pendopo.processes.models import ImportBatch
from pendopo.shared.dates import format_date
from pendopo.shared.masks import mask_nik

PREVIEW = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Sheets whose columns are the same; `rows` are the first data rows of the first of them."""

    number: int
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int

    @property
    def open(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.title and c.field is None)


@dataclass(frozen=True, slots=True)
class Layout:
    groups: tuple[Group, ...]
    headers: Mapping[str, Headers]
    left: tuple[tuple[str, str], ...]
    """Sheets that are not read, each with its sentence."""

    @property
    def clear(self) -> bool:
        """Every titled column of every roster was recognised for certain: nothing to ask."""
        return all(c.field and c.confidence >= SURE for g in self.groups for c in g.columns if c.title)

    def corrected(self, wanted: Mapping[tuple[int, int], Field | None]) -> dict[str, Headers]:
        """The headers with what a person chose: (group, column) → field."""
        headers = dict(self.headers)
        for group in self.groups:
            for sheet in group.sheets:
                for column in headers[sheet].columns:
                    field = wanted.get((group.number, column.index), column.field)
                    if field != column.field:
                        headers[sheet] = headers[sheet].corrected(column.index, field)
        return headers


def layout(batch: ImportBatch) -> Layout:
    """What the file looks like, with the corrections made so far. `batch` came through the gate."""
    workbook = workbook_of(batch)
    headers = headers_of(batch, workbook)
    by_columns: dict[object, list[Sheet]] = {}
    for sheet in workbook.sheets:
        if headers[sheet.name].kind == batch.kind:
            same = tuple((c.title, c.field) for c in headers[sheet.name].columns)
            by_columns.setdefault(same, []).append(sheet)
    groups = tuple(_group(n, sheets, headers) for n, sheets in enumerate(by_columns.values()))
    left = tuple((name, h.sentence) for name, h in headers.items() if h.kind != batch.kind)
    return Layout(groups, headers, left)


def _group(number: int, sheets: Sequence[Sheet], headers: Mapping[str, Headers]) -> Group:
    first = headers[sheets[0].name]
    numbers = _rows_of_board if first.kind is SheetKind.BOARDS else rows_with_person
    found = {s.name: numbers(s, headers[s.name]) for s in sheets}
    seen = found[sheets[0].name][:PREVIEW]
    rows = tuple(tuple(_shown(sheets[0].cell(at - 1, c.index), c) for c in first.columns) for at in seen)
    total = sum(map(len, found.values()))
    return Group(number, tuple(s.name for s in sheets), first.columns, rows, total)


def _rows_of_board(sheet: Sheet, headers: Headers) -> list[int]:
    return [raw.row for raw in split_board_rows(sheet, headers)[0]]


def _shown(cell: object, column: Column) -> str:
    """A cell of the preview; what looks like a NIK is masked in whatever column it stands."""
    words = format_date(cell) if isinstance(cell, date) else text(cell)[:40]  # type: ignore[arg-type]
    digits = "".join(c for c in words if c.isdigit())
    return mask_nik(digits) if column.field is Field.NIK or len(digits) >= 15 else words
