"""What reading a roster gives: frozen rows with their findings, ready for a preview and for saving."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pendopo.intake.cells import Nik
from pendopo.intake.headers import Headers
from pendopo.intake.issues import Issue, Question, holds_up
from pendopo.intake.keeping import kept
from pendopo.intake.rows import Skipped
from pendopo.intake.sk_cells import SkDraft
from pendopo.shared.names import Name
from pendopo.shared.nik import Sex


@kept
@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row as it would be saved. None or empty: not known."""

    name: Name
    nik: Nik
    sex: Sex | None = None
    birth_place: str = ""
    birth_date: date | None = None
    village_id: str | None = None
    district_text: str = ""
    village_text: str = ""
    address: str = ""
    phone: str = ""
    sk: SkDraft | None = None
    bimtek: bool | None = None
    bimtek_on: date | None = None
    bimtek_number: str = ""
    bimtek_organiser: str = ""
    education: str = ""
    kta: str = ""
    starts_on: date | None = None
    note: str = ""


@kept
@dataclass(frozen=True, slots=True)
class RowReading:
    sheet: str
    row: int
    draft: RowDraft
    issues: tuple[Issue, ...] = ()
    hint_birth: date | None = None  # birth date and sex that the NIK offers
    hint_sex: Sex | None = None

    @property
    def waits(self) -> bool:
        """An answer or a correction is needed before the row can be saved."""
        return holds_up(self.issues)

    @property
    def place(self) -> tuple[str, int]:
        return (self.sheet, self.row)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet; `signer` and `as_of` are the answers given for it, None while open or not a roster."""

    name: str
    headers: Headers
    hidden: bool = False
    rows: int = 0
    signer: str | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class RosterReading:
    sheets: tuple[SheetReading, ...]
    rows: tuple[RowReading, ...]
    skipped: tuple[Skipped, ...]
    questions: tuple[Question, ...]
    kept_as: str = field(default="", compare=False)
    """Its name where it was kept; the same name, the same rows and answers."""
    waiting: int = field(default=0, compare=False)
    """Where it was kept: how many of its rows wait."""
    packs: tuple[bytes, ...] = field(default=(), compare=False, repr=False)
    """Where other processes read it: its rows, pickled as tuples that follow each other."""

    @property
    def rows_kept_as(self) -> str:
        """The name of its rows alone, which an answer about a whole sheet leaves as they are."""
        return self.kept_as.partition(".")[0]

    @property
    def total(self) -> int:
        """Rows with a person."""
        return sum(sheet.rows for sheet in self.sheets)

    @cached_property
    def ready(self) -> tuple[RowReading, ...]:
        return tuple(r for r in self.rows if not r.waits)

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.answer is None)
