"""Rows under a header: which hold a person, and why the others are skipped. Finds each row's kecamatan too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pendopo.intake.cells import is_nothing, text
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, is_number_row
from pendopo.intake.workbook import Cell, Row, Sheet
from pendopo.shared.text import key

_TOTAL = re.compile(r"^(sub ?total|grand total|total|jumlah|jml|jumlah total|rekapitulasi)\b")
_SIGNATURE = re.compile(
    r"^(mengetahui|menyetujui|disahkan|dibuat oleh|yang membuat|an bupati|a n |hormat kami|nip\b|ttd\b|tembusan"
    r"|kepala (dinas|desa|seksi|bidang)\b|camat\b|lurah\b|sekretaris (daerah|desa|camat)\b|ketua ipsm|pembina\b)"
)
_DISTRICT = re.compile(r"\b(?:KECAMATAN|KEC|KAPANEWON|KEMANTREN|DISTRIK)\b[\s.:]*([A-Z][A-Z .'’-]*)", re.IGNORECASE)


class Reason(StrEnum):
    """Why a row holds no person."""

    TITLE = "title"
    HEADER = "header"
    NUMBERS = "numbers"
    TOTAL = "total"
    SIGNATURE = "signature"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Skipped:
    sheet: str
    row: int
    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with a person: its number in the sheet, its cells by field, the kecamatan that holds for it."""

    row: int
    cells: Mapping[Field, Cell]
    district: str = ""

    def get(self, field: Field) -> Cell:
        return self.cells.get(field, "")


def split_rows(sheet: Sheet, headers: Headers) -> tuple[list[RawRow], list[Skipped]]:
    """All rows of the sheet in order, told apart."""
    place = _DistrictWatch(sheet, headers)
    columns = {c.index: c.field for c in headers.columns if c.field and c.field is not Field.IGNORED}
    kept, skipped, signed = [], [], False
    for at, row in enumerate(sheet.rows):
        reason = _reason(row, at, headers, columns, signed)
        signed = (signed or reason is Reason.SIGNATURE) and reason is not Reason.HEADER
        if reason is None:
            cells = {field: row[i] if i < len(row) else "" for i, field in columns.items()}
            kept.append(RawRow(at + 1, cells, place.of(cells)))
            continue
        if reason is Reason.TITLE:
            place.hear(row)
        skipped.append(Skipped(sheet.name, at + 1, reason, " · ".join(_texts(row))[:200]))
    return kept, skipped


def district_in(words: str) -> str:
    """ "KECAMATAN DAU" or "Data PSM Kec. Dau" → "DAU"; empty where no kecamatan is named."""
    found = _DISTRICT.search(words)
    return re.split(r"\s+(?:KAB|KABUPATEN|KOTA|TAHUN|PROV)\b", found[1], flags=re.IGNORECASE)[0].strip(" .-") if found else ""


class _DistrictWatch:
    """The kecamatan of the current row: its column (filled down), else the last title row, else the sheet's name."""

    def __init__(self, sheet: Sheet, headers: Headers) -> None:
        self.title = ""
        self.column = ""
        above = [" ".join(_texts(row)) for row in sheet.rows[: max(headers.first - 1, 0)]]
        self.sheet = next(filter(None, map(district_in, above)), "") or district_in(sheet.name)

    def hear(self, row: Row) -> None:
        if found := district_in(" ".join(_texts(row))):
            self.title, self.column = found, ""

    def of(self, cells: Mapping[Field, Cell]) -> str:
        written = text(cells.get(Field.DISTRICT, ""))
        if key(written) and written not in {'"', "''"}:
            self.column = written
        return self.column or self.title or self.sheet


def _reason(
    row: Row, at: int, headers: Headers, columns: Mapping[int, Field], signed: bool
) -> Reason | None:
    filled = _texts(row)
    if not filled:
        return Reason.BLANK
    if at + 1 < headers.first:
        return Reason.TITLE
    if at + 1 <= headers.last or _is_header_again(row, headers):
        return Reason.HEADER
    if is_number_row(row):
        return Reason.NUMBERS
    has = {columns[i] for i, cell in enumerate(row) if i in columns and _says(cell)}
    strong = has & {Field.NIK, Field.BIRTH, Field.BIRTH_DATE, Field.SEX, Field.VILLAGE}
    words = [key(f) for f in filled]
    if any(_TOTAL.match(w) for w in words[:2]) and not strong:
        return Reason.TOTAL
    if any(_SIGNATURE.match(w) for w in words) and len(strong) < 2:
        return Reason.SIGNATURE
    if signed and len(strong) < 2:
        return Reason.SIGNATURE
    if Field.NAME not in has and not has & {Field.NIK}:
        return Reason.TITLE if has - {Field.ORDINAL} or len(filled) > 1 or not filled[0].isdigit() else Reason.BLANK
    if len(filled) == 1 and (district_in(filled[0]) or re.match(r"(desa|kelurahan|kab|kota)\b", words[0])):
        return Reason.TITLE
    return None


def _is_header_again(row: Row, headers: Headers) -> bool:
    titles = {c.index: key(c.title) for c in headers.columns if c.field}
    same = sum(1 for i, cell in enumerate(row) if titles.get(i) and key(text(cell)) == titles[i])
    return same >= max(2, len(titles) // 2)


def _says(cell: Cell) -> bool:
    return not is_nothing(text(cell))


def _texts(row: Row) -> list[str]:
    return [t for t in map(text, row) if t]


def titles_of(sheet: Sheet, headers: Headers) -> Iterator[str]:
    """What stands above the header, for finding regency and date."""
    last = headers.first - 1 if headers.first else min(len(sheet.rows), 6)
    for row in sheet.rows[: max(last, 0)]:
        if words := " ".join(_texts(row)):
            yield words
