"""All reads of an import of boards: what a save would do now, and what became of it. Batches came through the gate."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.intake.board_drafts import BoardReading
from pendopo.intake.issues import Question
from pendopo.legality.queries.boards import BoardLine, units_on
from pendopo.processes.imports.board_people import Likely, likely_people, tied_people
from pendopo.processes.imports.board_phrases import PLANNED_KINDS, QUESTION_KINDS
from pendopo.processes.imports.board_plan import WRITTEN, PlannedBoard, make_board_plan
from pendopo.processes.imports.board_reading import LEVEL_OF, read_board_batch
from pendopo.processes.imports.phrases import row_reasons
from pendopo.processes.imports.reading import answers_of
from pendopo.processes.imports.refused import NOT_TAKEN, Reasons
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.models import ImportBatch, ImportRow, RowState
from pendopo.roster.models import Person
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@dataclass(frozen=True)
class BoardReview:
    """What a save would do now, before it is pressed. `likely`: row → who its chair may be."""

    batch: ImportBatch
    reading: BoardReading
    plans: tuple[PlannedBoard, ...]
    likely: dict[tuple[str, int], list[Likely]]
    tied: dict[int, str]
    """Names of people whom a human has tied a chair to."""

    @cached_property
    def states(self) -> Counter[str]:
        return Counter(p.state.value for p in self.plans)

    @property
    def ready(self) -> int:
        return sum(p.state in WRITTEN for p in self.plans)

    @property
    def level(self) -> Level | None:
        return next((LEVEL_OF[s.level] for s in self.reading.sheets if s.level), None)

    @property
    def as_of_missing(self) -> bool:
        return any(q.key.startswith("as_of:") for q in self.reading.open_questions)

    @cached_property
    def kinds(self) -> Counter[str]:
        """Kinds of open questions, of cells and of rows against the register → rows that wait for them."""
        counted: Counter[str] = Counter()
        for question in self.reading.open_questions:
            kind = question.key.partition(":")[0]
            if question.holds and kind in QUESTION_KINDS:
                counted[str(QUESTION_KINDS[kind])] += len(set(question.rows))
        for plan in self.of_state(RowState.WAITS):
            if plan.code in PLANNED_KINDS:
                counted[str(PLANNED_KINDS[plan.code])] += 1
        return counted

    def question(self, kind: str) -> Question | None:
        """The first sheet's question of a kind, answered or not."""
        return next((q for q in self.reading.questions if q.key.startswith(f"{kind}:")), None)

    def of_state(self, *states: RowState) -> list[PlannedBoard]:
        return [p for p in self.plans if p.state in states]

    def waiting_like(self, how: str) -> list[PlannedBoard]:
        """Rows that overlap a recorded board in one way and were not answered yet."""
        return [p for p in self.plans if p.waits_like(how)]

    def chairs(self) -> list[PlannedBoard]:
        """Rows whose chair may be somebody of the register, or was said to be."""
        return [p for p in self.plans if self.likely.get(p.reading.place) or p.person_id]

    def to_answer(self) -> list[PlannedBoard]:
        """Rows that wait; of those that one answer serves together only the first."""
        asked: set[str] = set()
        shown = []
        for plan in self.of_state(RowState.WAITS):
            keys = {i.question for i in plan.reading.issues if i.question}
            if not keys or plan.code or keys - asked:
                shown.append(plan)
            asked |= keys
        return shown


def review_boards(actor: Actor, batch: ImportBatch) -> BoardReview:
    """`batch` came through the gate."""
    reading = read_board_batch(batch, actor.today)
    answers = answers_of(batch)
    people = tied_people(actor, answers)
    plans = make_board_plan(batch, reading, answers, people)
    open_chairs = [
        p for p in plans
        if p.place and p.reading.draft.chair and (p.known is None or not (p.known.chair and p.known.chair.person_id))
    ]  # fmt: skip
    near = likely_people(actor, [(p.place, p.reading.draft.chair) for p in open_chairs if p.place])
    likely = {
        p.reading.place: near[p.place.pk, p.reading.draft.chair]
        for p in open_chairs
        if p.place and near.get((p.place.pk, p.reading.draft.chair)) and p.ask_chair not in answers
    }
    persons = visible(Person.objects.all(), actor, Permission.PERSON_VIEW).filter(
        pk__in=list(people.values())
    )
    return BoardReview(batch, reading, tuple(plans), likely, {p.pk: p.full_name for p in persons})


def board_rows(actor: Actor, batch: ImportBatch, *states: RowState) -> list[ImportRow]:
    """Rows of a saved import in these states, in the order of the list."""
    rows = visible(ImportRow.objects.filter(batch=batch, state__in=states), actor, Permission.IMPORT_RUN)
    return list(rows.select_related("term__unit__wilayah").order_by("pk"))


def boards_saved(actor: Actor, batch: ImportBatch) -> list[BoardLine]:
    """The boards that this import wrote, as they are judged today."""
    rows = board_rows(actor, batch, RowState.NEW, RowState.CHANGED)
    units = {row.term.unit_id: row.term.unit for row in rows if row.term and row.term.cancelled_at is None}
    if not units:
        return []
    level = Level(next(iter(units.values())).level)
    return [line for line in units_on(actor, batch.place, level, actor.today) if line.unit_id in units]


def reasons_of_plans(plans: Iterable[PlannedBoard]) -> Reasons:
    """Before a save: why each row will not be taken."""
    return {p.reading.place: reasons_of_plan(p) for p in plans if p.state in NOT_TAKEN}


def reasons_of_plan(plan: PlannedBoard) -> list[str]:
    return row_reasons(plan.reading.issues, [plan.code] if plan.code else [])


def reasons_of_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> Reasons:
    """After a save: why each row was not taken."""
    told: Reasons = {(row.sheet, row.row): _saved(batch, row) for row in rows}
    return told


def _saved(batch: ImportBatch, row: ImportRow) -> list[str]:
    reading = open_draft(batch, row.draft_sealed) if row.draft_sealed else None
    return row_reasons(reading.issues if reading else (), row.codes)


def places_offered(plans: Iterable[PlannedBoard]) -> dict[str, Wilayah]:
    """Places that findings of these rows speak of, by id as text."""
    wanted: set[str] = set()
    for plan in plans:
        for issue in plan.reading.issues:
            wanted |= {*issue.params.get("candidates", ())}
    return {str(w.pk): w for w in Wilayah.objects.filter(pk__in=[int(pk) for pk in wanted])}
