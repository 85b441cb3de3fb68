"""Rows under a board list's header: which speak of an IPSM, and why the others are skipped."""

import re
from collections.abc import Mapping

from pendopo.intake.board_fields import PLACES
from pendopo.intake.cells import text
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, is_number_row
from pendopo.intake.rows import RawRow, Reason, Skipped
from pendopo.intake.workbook import Cell, Row, Sheet
from pendopo.shared.text import key

_TOTAL = re.compile(r"^(sub ?total|grand total|total|jumlah|jml|rekapitulasi)\b")
_SIGNED = re.compile(
    r"^(mengetahui|menyetujui|dibuat oleh|yang membuat|kepala dinas|ketua ipsm|nip\b|ttd\b|an )"
)


def place_field(headers: Headers) -> Field | None:
    """The column that names the place of a row: the lowest level there is."""
    return next((field for field in PLACES if headers.index(field) is not None), None)


def split_board_rows(sheet: Sheet, headers: Headers) -> tuple[list[RawRow], list[Skipped]]:
    """All rows in order. `district` and `regency` of a row: the places above the one it speaks of."""
    columns: dict[int, Field] = {
        c.index: c.field for c in headers.columns if c.field and c.field is not Field.IGNORED
    }
    own = place_field(headers)
    above = {Field.DISTRICT: "", Field.REGENCY: ""}
    kept: list[RawRow] = []
    skipped: list[Skipped] = []
    for at, row in enumerate(sheet.rows):
        cells: dict[Field, Cell] = {field: row[i] if i < len(row) else "" for i, field in columns.items()}
        reason = _reason(row, at, headers, cells, own)
        if reason is not None:
            skipped.append(
                Skipped(sheet.name, at + 1, reason, " · ".join(filter(None, map(text, row)))[:200])
            )
            continue
        for field in above:
            if field is not own and key(written := text(cells.get(field, ""))):
                above[field] = written
        kept.append(RawRow(at + 1, cells, above[Field.DISTRICT], above[Field.REGENCY]))
    return kept, skipped


def _reason(
    row: Row, at: int, headers: Headers, cells: Mapping[Field, Cell], own: Field | None
) -> Reason | None:
    texts = [t for t in map(text, row) if t]
    if not texts:
        return Reason.BLANK
    if at + 1 < headers.first:
        return Reason.TITLE
    title = next((c.title for c in headers.columns if c.field is own), "")
    written = text(cells.get(own, "")) if own else ""
    if at + 1 <= headers.last or (title and key(written) == key(title)):
        return Reason.HEADER
    if is_number_row(row):
        return Reason.NUMBERS
    told = {f for f, c in cells.items() if f not in (own, Field.ORDINAL) and text(c)}
    if any(_TOTAL.match(key(t)) for t in texts[:2]):
        return Reason.TOTAL
    if not key(text(cells.get(Field.ORDINAL, ""))) and any(_SIGNED.match(key(t)) for t in texts):
        return Reason.SIGNATURE
    if key(written) and (told or key(text(cells.get(Field.ORDINAL, "")))):
        return None
    return None if len(told) >= 2 else Reason.TITLE
