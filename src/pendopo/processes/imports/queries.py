"""All reads of imports. Batches and rows leave through `access.visible`; what the file holds is read from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.intake.drafts import RosterReading
from pendopo.intake.issues import Code, Question
from pendopo.processes.imports.foreseen import foreseen
from pendopo.processes.imports.plan import Planned
from pendopo.processes.imports.preview import Line, Lines
from pendopo.processes.imports.reading import read_batch
from pendopo.processes.models import ImportBatch, ImportProgress, ImportRow, ImportState, RowState
from pendopo.roster.models import Person
from pendopo.shared.collector import nothing_collected
from pendopo.wilayah.models import Wilayah

_SHEET_QUESTIONS = ("signer", "as_of", "sexcode")


def imports_of(actor: Actor, place: Wilayah) -> QuerySet[ImportBatch]:
    """Imports of the place and below, the newest first; those that were left are not shown."""
    batches = ImportBatch.objects.exclude(state=ImportState.DROPPED).filter(
        place_path__gte=place.path, place_path__lt=place.path_until
    )
    return (
        visible(batches, actor, Permission.IMPORT_RUN).select_related("place").order_by("-uploaded_at", "-pk")
    )


def imports_with_twins(actor: Actor, place: Wilayah) -> QuerySet[ImportBatch]:
    """Saved imports of the place of which rows still wait for "the same person?", each with `waiting`, how many."""
    saved = imports_of(actor, place).filter(state=ImportState.SAVED)
    return saved.annotate(waiting=Count("rows", filter=Q(rows__state=RowState.TWIN))).filter(waiting__gt=0)


def one_import(actor: Actor, batch_id: int) -> ImportBatch:
    batches = ImportBatch.objects.select_related("place")
    return one_visible(batches, actor, Permission.IMPORT_RUN, pk=batch_id)


def whole_reach(actor: Actor) -> Wilayah:
    """The place of whoever asks: what a list speaks of that names no single regency."""
    return Wilayah.objects.get(pk=actor.place_id)


def same_file(actor: Actor, sha256: str) -> ImportBatch | None:
    """An earlier import of the very same file that still stands."""
    gone = (ImportState.DROPPED, ImportState.UNDONE)
    known = ImportBatch.objects.filter(sha256=sha256).exclude(state__in=gone).order_by("-pk")
    return visible(known, actor, Permission.IMPORT_RUN).first()


def percent_done(batch: ImportBatch) -> int:
    """How far a save has come, 0 to 100."""
    progress = ImportProgress.objects.filter(batch_id=batch.pk).first()
    return 100 if batch.state == ImportState.SAVED else progress.done if progress else 0


@dataclass(frozen=True)
class Review:
    """What a save would do now, before it is pressed."""

    batch: ImportBatch
    reading: RosterReading
    plans: tuple[Planned, ...]

    @cached_property
    def states(self) -> Counter[str]:
        return Counter(p.state.value for p in self.plans)

    @property
    def ready(self) -> int:
        return self.states[RowState.NEW.value] + self.states[RowState.KNOWN.value]

    @cached_property
    def unsure(self) -> Counter[Code]:
        """Findings on the NIK of ready rows."""
        return Counter(
            i.code for p in self.plans if p.state in (RowState.NEW, RowState.KNOWN) for i in p.reading.issues
            if i.field == "nik"
        )  # fmt: skip

    @cached_property
    def kinds(self) -> Counter[str]:
        """Kinds of open questions of rows → rows that wait for them."""
        counted: Counter[str] = Counter()
        waiting = {p.reading.place for p in self.of_state(RowState.WAITS)}
        for question in self.reading.open_questions:
            kind = question.key.partition(":")[0]
            if (
                question.holds
                and kind not in _SHEET_QUESTIONS
                and (rows := waiting.intersection(question.rows))
            ):
                counted[kind] += len(rows)
        return counted

    def of_sheets(self, kind: str) -> list[Question]:
        """The questions that each sheet is asked, answered or not."""
        return sorted(
            (q for q in self.reading.questions if q.key.startswith(f"{kind}:")), key=lambda q: q.rows[0]
        )

    @property
    def sheets_answered(self) -> bool:
        return not any(q.key.startswith(("signer:", "as_of:")) for q in self.reading.open_questions)

    @property
    def sexcodes(self) -> bool:
        return any(q.answer is None for q in self.of_sheets("sexcode"))

    def of_state(self, *states: RowState) -> list[Planned]:
        return [p for p in self.plans if p.state in states]

    def to_answer(self) -> list[Planned]:
        """Rows that wait; of those that one answer serves together only the first."""
        asked: set[str] = set()
        shown = []
        for plan in self.of_state(RowState.WAITS):
            keys = {i.question for i in plan.reading.issues if i.question}
            if not keys or plan.code or keys - asked:
                shown.append(plan)
            asked |= keys
        return shown


@nothing_collected()
def review(actor: Actor, batch: ImportBatch) -> Review:
    """`batch` came through the gate. Only a batch whose place is a regency or lower can be read."""
    reading = read_batch(batch, actor.today)
    return Review(batch, reading, tuple(foreseen(batch, reading)))


def lines(shown: Review, plans: Sequence[Planned]) -> list[Line]:
    """These rows as the page shows them."""
    wanted = {p.reading.draft.village_id for p in plans}
    for plan in plans:
        for issue in plan.reading.issues:
            if issue.field == "village":
                wanted |= {issue.params.get("offered"), *issue.params.get("candidates", ())}
    found = Wilayah.objects.select_related("parent").in_bulk([int(pk) for pk in wanted if pk])
    people = Person.objects.in_bulk([p.person_id for p in plans if p.state is RowState.TWIN and p.person_id])
    made = Lines(shown.reading.questions, {str(pk): w for pk, w in found.items()}, shown.batch.place.code)
    names = {p.reading.place: str(p.reading.draft.name) for p in shown.plans} if people or plans else {}
    return [made.line(plan, _twin_words(plan, names, people)) for plan in plans]


def _twin_words(plan: Planned, names: dict[tuple[str, int], str], people: dict[int, Person]) -> str:
    if plan.state is not RowState.TWIN:
        return ""
    if plan.twin_of:
        return f"{names[plan.twin_of]} ({plan.twin_of[0]} · {plan.twin_of[1]})"
    return people[plan.person_id].full_name if plan.person_id in people else ""


def rows_of(actor: Actor, batch: ImportBatch, *states: RowState) -> QuerySet[ImportRow]:
    """Rows of a saved import in these states, in the order of the sheets."""
    rows = ImportRow.objects.filter(batch=batch, state__in=states)
    people = ("person", "posting__village", "twin_person")
    return visible(rows, actor, Permission.IMPORT_RUN).select_related(*people).order_by("pk")
