"""A read row of a board list as a person sees it before saving: its cells, what was found, how to answer in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.intake.board_drafts import BoardDraft, BoardState
from pendopo.intake.issues import Issue, Severity
from pendopo.legality.queries.boards import term_words
from pendopo.processes.imports.board_known import KnownBoard
from pendopo.processes.imports.board_overlaps import KEEP, LIKE, RECORD, way
from pendopo.processes.imports.board_phrases import (
    DIFFERENT,
    ISSUERS,
    STATES,
    issuer_words,
    overlap_words,
    record_words,
)
from pendopo.processes.imports.board_plan import TAKE, PlannedBoard
from pendopo.processes.imports.board_queries import BoardReview, places_offered
from pendopo.processes.imports.phrases import cell_sentence, day_words, row_sentence
from pendopo.processes.imports.preview import Cell, Choice, Found
from pendopo.processes.models import RowState
from pendopo.shared.dates import format_date
from pendopo.shared.phones import format_phone

HEADINGS = (
    ("place", gettext_lazy("IPSM")), ("chair", gettext_lazy("Ketua")), ("sk", gettext_lazy("SK")),
    ("term", gettext_lazy("Masa bakti")), ("state", gettext_lazy("Keterangan")),
)  # fmt: skip
CELL_OF = {
    "place": "place", "chair": "chair", "phone": "chair", "sk_number": "sk", "sk_date": "sk", "issuer": "sk",
    "term": "term", "state": "state",
}  # fmt: skip
_HOLDING = (Severity.ASK, Severity.ERROR)
_LEAVE = {
    "bplace": gettext_lazy("Lewati baris ini"),
    "bplace_row": gettext_lazy("Lewati baris ini"),
    "bdate": gettext_lazy("Belum tahu"),
    "bterm": gettext_lazy("Belum tahu"),
    "bnumber": gettext_lazy("Belum ada SK"),
}
_TAKES = {"bplace": "wilayah", "bplace_row": "wilayah", "bissuer": "pilih", "bdate": "tanggal", "bstate": ""}


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """A question answered where it stands. `takes`: what can be typed (wilayah, pilih, tanggal, teks) or nothing."""

    key: str
    choices: tuple[Choice, ...] = ()
    more: int = 0
    leave: str = ""
    takes: str = ""
    options: tuple[tuple[str, object], ...] = ()


@dataclass(slots=True)
class BoardPreview:
    sheet: str
    row: int
    cells: dict[str, Cell]
    state: str
    notes: list[str] = field(default_factory=list)
    differs: list[tuple[str, str, str]] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    decide: BoardAsk | None = None
    like: BoardAsk | None = None
    """The same question for all rows that overlap in the same way, `like_rows` with this one."""
    like_rows: int = 0
    again: str = ""
    """The question that was answered and can be asked again."""
    chair: BoardAsk | None = None
    tied: str = ""
    untie: str = ""

    @property
    def shown(self) -> list[tuple[str, str, Cell]]:
        return [(str(words), name, self.cells[name]) for name, words in HEADINGS]

    @property
    def state_words(self) -> str:
        return str(STATES.get(self.state, ""))


def previews(shown: BoardReview, plans: list[PlannedBoard]) -> list[BoardPreview]:
    places = {pk: place.full_name for pk, place in places_offered(plans).items()}
    return [_preview(shown, plan, places) for plan in plans]


def _preview(shown: BoardReview, plan: PlannedBoard, places: Mapping[str, str]) -> BoardPreview:
    row = plan.reading
    line = BoardPreview(row.sheet, row.row, _cells(plan), plan.state.value)
    for issue in row.issues:
        said = Found(cell_sentence(issue), issue.severity in _HOLDING, _ask(shown, issue, places))  # type: ignore[arg-type]
        cell = line.cells[CELL_OF.get(issue.field, "state")]
        cell.found.append(said)
        if said.holds and issue.raw and issue.field in ("place", "term"):
            cell.text, cell.raw = issue.raw[:60], True
    if plan.code:
        line.notes.append(row_sentence(plan.code))
    _decide(shown, plan, line)
    _tie(shown, plan, line)
    return line


def _decide(shown: BoardReview, plan: PlannedBoard, line: BoardPreview) -> None:
    """What differs from the register or overlaps it, and the answers there are."""
    line.differs = [(str(DIFFERENT[d.field]), _said(d.written), _said(d.recorded)) for d in plan.differs]
    waits = plan.state is RowState.WAITS
    if plan.overlaps:
        line.recorded = [overlap_words(_recorded(met.board), met.later) for met in plan.overlaps]
        line.again = "" if waits else plan.ask_overlap
        if waits:
            _ask_overlap(shown, plan, line)
    elif plan.differs:
        take, keep = Choice(TAKE, _("Pakai isi berkas")), Choice(KEEP, _("Biarkan yang tercatat"))
        line.decide = BoardAsk(plan.ask_difference, (take, keep)) if waits else None
        line.again = "" if waits else plan.ask_difference


def _ask_overlap(shown: BoardReview, plan: PlannedBoard, line: BoardPreview) -> None:
    how = way(plan.overlaps)
    correct = (Choice(met.correct, _correct_words(plan, met.board)) for met in plan.overlaps)
    skip = Choice(KEEP, _("Lewati baris ini"))
    line.decide = BoardAsk(plan.ask_overlap, (Choice(RECORD, record_words(how)), *correct, skip))
    line.like_rows = len(shown.waiting_like(how))
    if line.like_rows > 1:
        choices = Choice(RECORD, record_words(how)), Choice(KEEP, _("Lewati semuanya"))
        line.like = BoardAsk(f"{LIKE}{how}", choices)


def _correct_words(plan: PlannedBoard, board: KnownBoard) -> str:
    if len(plan.overlaps) == 1:
        return _("Betulkan yang tercatat")
    years = term_words(board.term.first_year, board.term.last_year) or (
        board.paper.number if board.paper else ""
    )
    return _("Betulkan %(board)s") % {"board": years}


def _recorded(board: KnownBoard) -> str:
    """ "2021–2026 · 188/1/2021 · 5 Mei 2021 · Bupati/Wali Kota · Siti Contoh" """
    paper, chair = board.paper, board.chair
    told = [term_words(board.term.first_year, board.term.last_year)]
    if paper:
        day = format_date(paper.signed_on) if paper.signed_on else str(paper.signed_year or "")
        told += [paper.number, day, issuer_words(paper.issuer)]
    if chair:
        told.append(chair.person.full_name if chair.person else chair.name)
    return " · ".join(filter(None, told))


def _tie(shown: BoardReview, plan: PlannedBoard, line: BoardPreview) -> None:
    if plan.person_id:
        line.tied, line.untie = shown.tied.get(plan.person_id, ""), plan.ask_chair
    elif likely := shown.likely.get(plan.reading.place):
        choices = tuple(Choice(f"p{p.person_id}", f"{p.name}, {p.village}") for p in likely)
        line.chair = BoardAsk(plan.ask_chair, choices, leave=_("Bukan, biarkan nama saja"))


def _cells(plan: PlannedBoard) -> dict[str, Cell]:
    draft = plan.reading.draft
    name = plan.place.full_name if plan.place else draft.place_text
    none = draft.state is BoardState.NOT_FORMED
    state = draft.note or (str(STATES[RowState.NONE_YET.value]) if none else "")
    return {
        "place": Cell(name, raw=plan.place is None and bool(name)),
        "chair": Cell(
            " · ".join(filter(None, [draft.chair, format_phone(draft.phone) if draft.phone else ""]))
        ),
        "sk": Cell(_paper(draft)),
        "term": Cell(_term(draft)),
        "state": Cell(state),
    }


def _paper(draft: BoardDraft) -> str:
    day = format_date(draft.signed_on) if draft.signed_on else str(draft.signed_year or "")
    issuer = issuer_words(draft.issuer) if draft.number else ""
    return " · ".join(filter(None, [draft.number.strip("?"), day, issuer]))


def _term(draft: BoardDraft) -> str:
    years = term_words(draft.term.first_year, draft.term.last_year)
    until = _("s.d. %(day)s") % {"day": format_date(draft.term.ends_on)} if draft.term.ends_on else ""
    return " · ".join(filter(None, [years, until]))


def _ask(shown: BoardReview, issue: Issue, places: Mapping[str, str]) -> BoardAsk | None:
    question = next((q for q in shown.reading.questions if q.key == issue.question), None)
    if question is None or question.answer is not None:
        return None
    kind = question.key.partition(":")[0]
    return BoardAsk(
        question.key,
        tuple(_choices(kind, issue, places)),
        len(set(question.rows)) - 1,
        str(_LEAVE.get(kind, "")),
        _TAKES.get(kind, "teks"),
        ISSUERS if kind == "bissuer" else (),
    )


def _choices(kind: str, issue: Issue, places: Mapping[str, str]) -> Iterable[Choice]:
    if kind.startswith("bplace"):
        yield from (Choice(pk, places[pk]) for pk in issue.params.get("candidates", ()) if pk in places)
    elif kind == "bstate":
        yield Choice(BoardState.NOT_FORMED.value, _("Ya, belum terbentuk"))


def _said(text: str) -> str:
    words = day_words(text)
    try:
        return issuer_words(text) if text and words == text else words
    except ValueError:
        return words
