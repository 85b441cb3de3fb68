"""Where a sheet's header is and what its columns mean.

In: one sheet, and the headers this office has taught before. Out: a frozen `Headers`, correctable column by column
and JSON-able. A sheet without a roster says what it is instead: a board list, or no data.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pendopo.intake.fields import ALIASES, BOARD_HEADERS, UNDER, Field
from pendopo.intake.workbook import Row, Sheet
from pendopo.shared.text import clean, edits, squeeze

SEARCHED_ROWS = 60
PLENTY = 5.0  # so many columns recognised: no better header will come
SURE, LIKELY = 1.0, 0.8

BOARDS_APART = (
    "Lembar ini daftar pengurus IPSM. Simpan lembar ini sebagai berkas sendiri, lalu unggah berkas itu."
)
NO_DATA = "Lembar ini tidak berisi daftar PSM, jadi dilewati."


class SheetKind(StrEnum):
    ROSTER = "roster"
    BOARDS = "boards"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title as written (levels joined), the field it means, and how sure that is (0 to 1)."""

    index: int
    title: str
    field: Field | None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Headers:
    """Header rows and the first data row are numbered as Excel shows them; 0 where there is no header."""

    sheet: str
    kind: SheetKind
    first: int = 0
    last: int = 0
    columns: tuple[Column, ...] = ()
    sentence: str = ""

    @property
    def not_understood(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.field is None and c.title)

    def index(self, field: Field) -> int | None:
        return next((c.index for c in self.columns if c.field is field), None)

    def corrected(self, index: int, field: Field | None) -> "Headers":
        """A person's word: this column means this field; another column of that field gives it up."""
        columns = [
            replace(c, field=field, confidence=SURE)
            if c.index == index
            else replace(c, field=None)
            if field is not None and c.field is field
            else c
            for c in self.columns
        ]
        return replace(self, columns=tuple(columns))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "Headers":
        columns = tuple(
            Column(c["index"], c["title"], Field(c["field"]) if c["field"] else None, c["confidence"])
            for c in data["columns"]
        )
        kind = SheetKind(data["kind"])
        return cls(data["sheet"], kind, data["first"], data["last"], columns, data.get("sentence", ""))


def find_headers(sheet: Sheet, learnt: Mapping[str, str] | None = None) -> Headers:
    """`learnt` maps squeezed header titles to field names and goes before our own aliases."""
    best: Headers | None = None
    for at in range(min(len(sheet.rows), SEARCHED_ROWS)):
        best = max([best, *_readings(sheet, at, learnt or {})], key=_score)
        if best and at > best.last and _score(best)[0] >= PLENTY and _is_roster(best):
            break
    if best is None or not _is_roster(best):
        boards = next(
            (at for at in range(min(len(sheet.rows), SEARCHED_ROWS)) if _is_boards(sheet.rows[at])), None
        )
        if boards is not None:
            return Headers(sheet.name, SheetKind.BOARDS, boards + 1, boards + 1, (), BOARDS_APART)
        return Headers(sheet.name, SheetKind.NONE, sentence=NO_DATA)
    if _is_boards(sheet.rows[best.first - 1]) and best.index(Field.NIK) is None:
        return Headers(sheet.name, SheetKind.BOARDS, best.first, best.last, (), BOARDS_APART)
    return best


def header_key(title: str) -> str:
    """Under this key a corrected column is learnt."""
    return squeeze(title)


def _readings(sheet: Sheet, at: int, learnt: Mapping[str, str]) -> Iterator[Headers]:
    """The row as a header of one level and, with the row below, of two."""
    top = [_text(c) for c in sheet.rows[at]]
    if sum(1 for t in top if t) < 3:
        return
    yield _headers(sheet, at, at, [(t, "") for t in top], learnt)
    if at + 1 < len(sheet.rows):
        low = [_text(c) for c in sheet.rows[at + 1]]
        if any(low) and not is_number_row(sheet.rows[at + 1]):
            yield _headers(sheet, at, at + 1, _two_levels(sheet, at, top, low), learnt)


def _two_levels(sheet: Sheet, at: int, top: list[str], low: list[str]) -> list[tuple[str, str]]:
    """Each column's pair of titles; a joint header stands over its merged range, or over the blanks to its right."""
    width = max(len(top), len(low))
    top, low = top + [""] * (width - len(top)), low + [""] * (width - len(low))
    for (row, left), (bottom, right) in sheet.merged:
        if row <= at <= bottom and left < width:
            for i in range(left, min(right + 1, width)):
                top[i] = top[left]
    joint, pairs = "", []
    for above, below in zip(top, low, strict=True):
        joint = above or (joint if below else "")
        pairs.append((joint, "" if below == joint else below))
    return pairs


def _headers(
    sheet: Sheet, first: int, last: int, titles: list[tuple[str, str]], learnt: Mapping[str, str]
) -> Headers:
    columns: list[Column] = []
    taken: set[Field] = set()
    for i, (above, below) in enumerate(titles):
        field, confidence = meaning(above, below, learnt)
        if field in taken and field is not Field.IGNORED:
            field, confidence = None, 0.0
        if field:
            taken.add(field)
        columns.append(Column(i, clean(f"{above} {below}"), field, confidence))
    return Headers(sheet.name, SheetKind.ROSTER, first + 1, last + 1, tuple(columns))


def meaning(above: str, below: str, learnt: Mapping[str, str]) -> tuple[Field | None, float]:
    """The field of a column by its title (one or two levels) and how sure."""
    joined = squeeze(f"{above} {below}")
    if joined in learnt and learnt[joined] in set(Field):
        return Field(learnt[joined]), SURE
    if below:
        under = UNDER.get(squeeze(above), {})
        if squeeze(below) in under:
            return under[squeeze(below)], SURE
    for text in (joined, squeeze(below), "" if below else squeeze(above)):
        if text in ALIASES:
            return ALIASES[text], SURE
    return _near(joined)


@lru_cache(maxsize=4096)
def _near(text: str) -> tuple[Field | None, float]:
    """A typing slip in a long enough title, if it points to one field alone."""
    if not 6 <= len(text) <= 40:
        return None, 0.0
    near = {
        f
        for alias, f in ALIASES.items()
        if len(alias) >= 5 and edits(alias, text) <= (1 if len(text) < 10 else 2)
    }
    return (near.pop(), LIKELY) if len(near) == 1 else (None, 0.0)


def _score(headers: Headers | None) -> tuple[float, int, int]:
    if headers is None:
        return (-math.inf, 0, 0)
    known = [c for c in headers.columns if c.field]
    lost = len(headers.not_understood)
    return (sum(c.confidence for c in known) - 0.3 * lost, headers.first - headers.last, -headers.first)


def _is_roster(headers: Headers) -> bool:
    fields = {c.field for c in headers.columns}
    useful = fields - {None, Field.ORDINAL, Field.NOTE, Field.IGNORED, Field.NAME, Field.REGENCY}
    return Field.NAME in fields and len(useful) >= 2


def _is_boards(row: Row) -> bool:
    return len({squeeze(_text(c)) for c in row} & BOARD_HEADERS) >= 3


def is_number_row(row: Row) -> bool:
    """1, 2, 3 … under the titles."""
    if row and isinstance(row[0], float) and row[0] not in {1.0, 2.0}:
        return False  # nearly all: they begin with their number
    first = next((t for t in map(_text, row) if t), "").strip("().").removesuffix(".0")
    if first not in {"1", "2"}:
        return False
    numbers = [t.strip("().").removesuffix(".0") for t in map(_text, row) if t]
    return len(numbers) >= 3 and numbers == [str(int(first) + i) for i in range(len(numbers))]


def _text(cell: object) -> str:
    return clean(str(cell)) if cell not in {"", None} else ""
