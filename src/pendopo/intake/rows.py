"""Rows under a header: which hold a person, and why the others are skipped. Finds each row's kecamatan too."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pendopo.intake.cells import text
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, is_number_row
from pendopo.intake.workbook import Cell, Row, Sheet
from pendopo.shared.text import key

_TOTAL = re.compile(r"^(sub ?total|grand total|total|jumlah|jml|jumlah total|rekapitulasi)\b")
_SIGNATURE = re.compile(
    r"^(mengetahui|menyetujui|disahkan|dibuat oleh|yang membuat|an bupati|a n |hormat kami|nip\b|ttd\b|tembusan"
    r"|kepala (dinas|desa|seksi|bidang)\b|camat\b|lurah\b|sekretaris (daerah|desa|camat)\b|ketua ipsm|pembina\b)"
)
_DISTRICT = re.compile(
    r"\b(?:KECAMATAN|KEC|KAPANEWON|KEMANTREN|DISTRIK)\b[\s.:]*([A-Z][A-Z .'’-]*)", re.IGNORECASE
)
_REGENCY = re.compile(r"\b(?:KABUPATEN|KAB|KOTA|KODYA)\b[\s.:]*[A-Z][A-Z .'’-]*", re.IGNORECASE)
_STRONG = frozenset([Field.NIK, Field.BIRTH, Field.BIRTH_DATE, Field.SEX, Field.VILLAGE])
_REPEATED = frozenset([Field.SEX, Field.VILLAGE])
"""Of these those that say the same in many rows: they are looked at first, for they were cleaned before."""
_DASHES = " -–—._/"
_ORNAMENTS = 5
"""Signs that a title may wear when it is said again; most names are longer than that, and need no reading."""


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
    """A row with a person: its number in the sheet, its cells by field, the kecamatan and regency that hold for it."""

    row: int
    cells: dict[Field, Cell]
    district: str = ""
    regency: str = ""

    def get(self, field: Field) -> Cell:
        return self.cells.get(field, "")


def split_rows(sheet: Sheet, headers: Headers) -> tuple[list[RawRow], list[Skipped]]:
    """All rows of the sheet in order, told apart."""
    kept: list[RawRow] = []
    skipped: list[Skipped] = []
    for row in rows_of(sheet, headers):
        kept.append(row) if isinstance(row, RawRow) else skipped.append(row)
    return kept, skipped


def rows_of(sheet: Sheet, headers: Headers, first: int = 0) -> Iterator[RawRow | Skipped]:
    """One after the other; before the row with the number `first` only with the cells that later rows ask for."""
    district, regency = (_Watch(sheet, headers, *what) for what in _WATCHED)
    wanted = _columns(headers)
    watched = {index: field for index, field in wanted.items() if field in {district.field, regency.field}}
    for at, row, reason in _told_apart(sheet, headers):
        columns = wanted if at + 1 >= first else watched
        if reason is None:
            cells: dict[Field, Cell] = {field: row[i] if i < len(row) else "" for i, field in columns.items()}
            yield RawRow(at + 1, cells, district.of(cells), regency.of(cells))
            continue
        if reason is Reason.TITLE:
            if regency.hear(row):
                district.forget()
            district.hear(row)
        yield Skipped(sheet.name, at + 1, reason, " · ".join(_texts(row))[:200])


def rows_with_person(sheet: Sheet, headers: Headers) -> list[int]:
    """The numbers of the rows that `split_rows` keeps."""
    return [at + 1 for at, _row, reason in _told_apart(sheet, headers) if reason is None]


def _told_apart(sheet: Sheet, headers: Headers) -> Iterator[tuple[int, Row, Reason | None]]:
    table, signed = _Table(headers, _columns(headers)), False
    for at, row in enumerate(sheet.rows):
        reason = table.reason(row, at, signed)
        signed = (signed or reason is Reason.SIGNATURE) and reason is not Reason.HEADER
        yield at, row, reason


def _columns(headers: Headers) -> dict[int, Field]:
    return {c.index: c.field for c in headers.columns if c.field and c.field is not Field.IGNORED}


def district_in(words: str) -> str:
    """ "KECAMATAN DAU" or "Data PSM Kec. Dau" → "DAU"; empty where no kecamatan is named."""
    found = _DISTRICT.search(words)
    return (
        re.split(r"\s+(?:KAB|KABUPATEN|KOTA|TAHUN|PROV)\b", found[1], flags=re.IGNORECASE)[0].strip(" .-")
        if found
        else ""
    )


def regency_in(words: str) -> str:
    """ "DATA PSM KABUPATEN MALANG" → "KABUPATEN MALANG"; empty where no regency is named."""
    found = _REGENCY.search(words)
    return (
        re.split(r"\s+(?:KEC|KECAMATAN|TAHUN|PROV)\b", found[0], flags=re.IGNORECASE)[0].strip(" .-")
        if found
        else ""
    )


_WATCHED = ((Field.DISTRICT, district_in), (Field.REGENCY, regency_in))


class _Watch:
    """A place of the current row: its column (filled down), else the last title row, else the sheet's name."""

    def __init__(self, sheet: Sheet, headers: Headers, field: Field, named: Callable[[str], str]) -> None:
        self.field, self.named = field, named
        self.title = ""
        self.column = ""
        above = [" ".join(_texts(row)) for row in sheet.rows[: max(headers.first - 1, 0)]]
        self.sheet = next(filter(None, map(named, above)), "") or named(sheet.name)

    def hear(self, row: Row) -> bool:
        """True where the title leaves one place for another."""
        found, before = self.named(" ".join(_texts(row))), self.title or self.sheet
        if found:
            self.title, self.column = found, ""
        return bool(found and before) and key(found) != key(before)

    def forget(self) -> None:
        """What was written for the regency before does not hold in the next."""
        self.title = self.column = ""

    def of(self, cells: Mapping[Field, Cell]) -> str:
        written = text(cells.get(self.field, ""))
        if key(written) and written not in {'"', "''"}:
            self.column = written
        return self.column or self.title or self.sheet


class _Table:
    """What is known of a sheet's columns before its rows are told apart."""

    def __init__(self, headers: Headers, columns: Mapping[int, Field]) -> None:
        self.headers, self.columns = headers, columns
        strong = [(i, field) for i, field in columns.items() if field in _STRONG]
        self._strong = sorted(strong, key=lambda column: column[1] not in _REPEATED)
        self._doubled = len(set(dict(strong).values())) < len(strong)
        name = next((c for c in headers.columns if c.field is Field.NAME), None)
        self._name, self._title = (name.index, key(name.title)) if name else (-1, "")

    def reason(self, row: Row, at: int, signed: bool) -> Reason | None:
        below = at + 1 > self.headers.last and not self._is_header_again(row)
        if below and self._speaks(row) and not is_number_row(row):
            return None  # nearly all rows: the rest of their cells need not be looked at
        texts = list(map(text, row))
        filled = [t for t in texts if t]
        if not filled:
            return Reason.BLANK
        if at + 1 < self.headers.first:
            return Reason.TITLE
        if not below:
            return Reason.HEADER
        if is_number_row(row):
            return Reason.NUMBERS
        has = {self.columns[i] for i, t in enumerate(texts) if i in self.columns and t.strip(_DASHES)}
        return _thin_reason(filled, has, len(self._said(row)), signed)

    def _speaks(self, row: Row) -> bool:
        """At least two of what `_said` says. Nearly all rows do with their first two, and the rest need no look."""
        for i, _field in self._strong[:2]:
            words = text(row[i]).strip(_DASHES) if i < len(row) else ""
            if not words or words.isdigit() or self._doubled:
                return len(self._said(row)) >= 2
        return len(self._strong) > 1

    def _said(self, row: Row) -> set[Field]:
        """Of the fields that speak of a person those that are filled; a sum under a column says nothing of one."""
        said: set[Field] = set()
        counts: set[Field] = set()
        for i, field in self._strong:
            if i < len(row) and (words := text(row[i]).strip(_DASHES)):
                (counts if len(words) < 5 and text(row[i]).isdigit() else said).add(field)
        return said - counts

    def _is_header_again(self, row: Row) -> bool:
        """Tables one under the other repeat their titles: the name column then says "NAMA" again."""
        if not 0 <= self._name < len(row):
            return False
        name = text(row[self._name])
        return len(name) <= len(self._title) + _ORNAMENTS and key(name) == self._title


def _thin_reason(filled: list[str], has: set[Field], strong: int, signed: bool) -> Reason | None:
    """A row with little in it: total, signature, heading, or a person of whom little is known."""
    words = [key(f) for f in filled]
    if not strong and any(_TOTAL.match(w) for w in words[:2]):
        return Reason.TOTAL
    if strong < 2 and Field.ORDINAL not in has and (signed or any(_SIGNATURE.match(w) for w in words)):
        return Reason.SIGNATURE
    if not has & {Field.NAME, Field.NIK}:
        ordinal_alone = len(filled) == 1 and filled[0].isdigit()
        return Reason.BLANK if ordinal_alone else Reason.TITLE
    if len(filled) == 1 and (district_in(filled[0]) or re.match(r"(desa|kelurahan|kab|kota)\b", words[0])):
        return Reason.TITLE
    return None


def _texts(row: Row) -> list[str]:
    return [t for t in map(text, row) if t]


def titles_of(sheet: Sheet, headers: Headers) -> Iterator[str]:
    """What stands above the header, for finding regency and date."""
    last = headers.first - 1 if headers.first else min(len(sheet.rows), 6)
    for row in sheet.rows[: max(last, 0)]:
        if words := " ".join(_texts(row)):
            yield words
