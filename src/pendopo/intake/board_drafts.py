"""What reading a board list gives: one frozen row for each IPSM, with its findings."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers
from pendopo.intake.issues import Issue, Question, holds_up
from pendopo.intake.rows import Skipped


class BoardState(StrEnum):
    SK = "sk"  # a board with a paper
    FORMING = "forming"  # in preparation, or elected without a paper yet
    NOT_FORMED = "not_formed"  # the list says there is none
    UNSAID = "unsaid"


class TermEnd(StrEnum):
    """How a term ends of which the list tells the years only; answered once for a sheet."""

    ANNIVERSARY = "hari_sk"  # the day before the SK's own day, in the last year
    LAST_DAY = "akhir_tahun"  # 31 December of the last year
    UNKNOWN = "tidak_tahu"


@dataclass(frozen=True, slots=True)
class Term:
    """As written. `ends_on` of a whole date, or by the answer of the sheet; `said`: the list has a term at all."""

    said: bool = False
    first_year: int | None = None
    last_year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def years_only(self) -> bool:
        return self.last_year is not None and self.ends_on is None


@dataclass(frozen=True, slots=True)
class BoardDraft:
    """One row as it would be saved. None or empty: not known."""

    state: BoardState
    place_text: str = ""
    place_id: str | None = None
    chair: str = ""
    phone: str = ""
    number: str = ""
    signed_on: date | None = None
    signed_year: int | None = None
    issuer: str = ""
    issuer_text: str = ""
    term: Term = Term()
    note: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    sheet: str
    row: int
    draft: BoardDraft
    issues: tuple[Issue, ...] = ()

    @property
    def waits(self) -> bool:
        return holds_up(self.issues)

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row number."""
        return (self.sheet, self.row)


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """One sheet; `as_of` and `term_end` are the answers given for it, None while open."""

    name: str
    headers: Headers | None
    rows: int = 0
    as_of: date | None = None
    term_end: TermEnd | None = None
    level: Field | None = None
    """The column that names the place of a row."""


@dataclass(frozen=True)
class BoardReading:
    sheets: tuple[BoardSheet, ...]
    rows: tuple[BoardRow, ...]
    skipped: tuple[Skipped, ...]
    questions: tuple[Question, ...]

    @cached_property
    def ready(self) -> tuple[BoardRow, ...]:
        return tuple(r for r in self.rows if not r.waits)

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.answer is None)
