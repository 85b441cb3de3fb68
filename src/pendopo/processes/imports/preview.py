"""A read row as a person sees it before saving: its cells, what was found in each, and how to answer in place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from pendopo.intake.asking import LEAVE
from pendopo.intake.drafts import RowReading
from pendopo.intake.issues import Code, Issue, Question, Severity
from pendopo.processes.imports.phrases import cell_sentence, day_words, row_sentence, why_words
from pendopo.processes.imports.plan import Planned
from pendopo.processes.models import RowState
from pendopo.shared.dates import format_date
from pendopo.shared.masks import mask_nik
from pendopo.wilayah.models import Wilayah

CELL_OF = {
    "name": "name", "sex": "name", "phone": "name", "nik": "nik", "birth": "birth", "village": "village",
    "district": "village", "sk": "sk", "sk_number": "sk", "sk_date": "sk", "sk_until": "sk",
}  # fmt: skip
_DATES = {"birth", "sk_date", "until"}
HEADINGS = (
    ("name", _("Nama")), ("nik", _("NIK")), ("birth", _("Lahir")), ("village", _("Desa/kelurahan")), ("sk", _("SK")),
)  # fmt: skip
_HOLDING = (Severity.ASK, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that can be answered where it stands. `more`: other rows that the answer serves."""

    key: str
    kind: str
    choices: tuple[Choice, ...] = ()
    more: int = 0
    leave: str = ""
    """Words of the button that leaves it empty; none where it cannot be left."""

    @property
    def takes_date(self) -> bool:
        return self.kind in _DATES

    @property
    def takes_village(self) -> bool:
        return self.kind.startswith("village")


@dataclass(frozen=True, slots=True)
class Found:
    sentence: str
    holds: bool
    ask: Ask | None = None


@dataclass(slots=True)
class Cell:
    text: str
    raw: bool = False
    """Shown as the sheet has it, in quotation marks."""
    found: list[Found] = field(default_factory=list)

    @property
    def look(self) -> str:
        if not any(f.holds for f in self.found):
            return ""
        return "ask" if any(f.ask and f.ask.choices for f in self.found if f.holds) else "wrong"


@dataclass(slots=True)
class Line:
    """One row of the sheet as the tables of the page show it."""

    sheet: str
    row: int
    cells: dict[str, Cell]
    notes: list[str]
    state: str
    twin: str = ""

    @property
    def shown(self) -> list[tuple[str, str, Cell]]:
        """(heading, name, cell) from left to right."""
        return [(str(words), name, self.cells[name]) for name, words in HEADINGS]


class Lines:
    """Makes lines of planned rows; questions and villages are looked up once for all of them."""

    def __init__(self, questions: Iterable[Question], villages: Mapping[str, Wilayah], regency: str) -> None:
        self.questions = {q.key: q for q in questions}
        self.villages, self.regency = villages, regency

    def line(self, plan: Planned, twin: str = "") -> Line:
        row = plan.reading
        cells = self._cells(row)
        notes = []
        for issue in row.issues:
            said = Found(cell_sentence(issue), issue.severity in _HOLDING, self._ask(issue))
            cell = cells.get(CELL_OF.get(issue.field, ""))
            if cell is None:
                notes.append(said.sentence)
                continue
            cell.found.append(said)
            if said.holds and issue.raw and issue.field not in ("sex", "sk_date", "sk_until"):
                cell.text, cell.raw = issue.raw[:60], True
        if plan.code or (plan.state is RowState.REFUSED and plan.why):
            notes.append(row_sentence(plan.code or plan.why))
        elif plan.state is RowState.TWIN:
            notes.append(why_words(plan.why))
        return Line(row.sheet, row.row, cells, notes, plan.state.value, twin)

    def _cells(self, row: RowReading) -> dict[str, Cell]:
        draft = row.draft
        village = self.villages.get(draft.village_id or "")
        return {
            "name": Cell(str(draft.name)),
            "nik": Cell(mask_nik(draft.nik.digits)),
            "birth": Cell(_birth(draft.birth_place, draft.birth_date)),
            "village": Cell(village.full_name if village else draft.village_text, raw=village is None),
            "sk": Cell(_sk(row)),
        }

    def _ask(self, issue: Issue) -> Ask | None:
        question = self.questions.get(issue.question)
        if question is None:
            return None
        left_out = question.answer == LEAVE and issue.severity is Severity.ERROR
        if question.answer is not None and not left_out:
            return None
        kind = question.key.partition(":")[0]
        more = len(set(question.rows)) - 1
        return Ask(
            question.key, kind, tuple(self._choices(kind, issue)), more, "" if left_out else _leave(kind)
        )

    def _choices(self, kind: str, issue: Issue) -> Iterable[Choice]:
        offered = issue.params.get("offered")
        if kind.startswith("village"):
            wanted = [offered, *issue.params.get("candidates", ())]
            found = {pk: self.villages[pk] for pk in wanted if pk in self.villages}
            names = Counter(place.full_name for place in found.values())
            for pk, place in found.items():
                district = (
                    f", {place.parent.full_name}" if names[place.full_name] > 1 and place.parent else ""
                )
                yield Choice(pk, f"{place.full_name}{district}")
        elif kind == "sex":
            yield from (Choice("L", str(_("Laki-laki"))), Choice("P", str(_("Perempuan"))))
        elif kind in _DATES and isinstance(offered, str):
            from_nik = kind == "birth" and issue.code is not Code.BIRTH_UNREADABLE
            words = (
                _("Menurut NIK: %(day)s") % {"day": day_words(offered)} if from_nik else day_words(offered)
            )
            yield Choice(offered, words)
        if kind == "until":
            yield Choice("tanpa batas", str(_("Tanpa batas waktu")))


def _leave(kind: str) -> str:
    if kind.startswith("village"):
        return str(_("Lewati baris ini"))
    return str(_("Kosongkan saja")) if kind in {"birth", "sk_date", "until"} else ""


def _birth(place: str, day: date | None) -> str:
    return ", ".join(filter(None, [place, format_date(day) if day else ""]))


def _sk(row: RowReading) -> str:
    sk = row.draft.sk
    if sk is None:
        return ""
    until = f"s.d. {format_date(sk.until)}" if sk.until else ""
    return " · ".join(filter(None, [sk.number, format_date(sk.signed_on) if sk.signed_on else "", until]))
