"""Answering, saving and taking back an import of boards. Beginning, columns and leaving are those of any import."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.intake.asking import OF_SHEETS
from pendopo.intake.board_drafts import BoardReading
from pendopo.kernel.command import Desk, command
from pendopo.processes.imports.board_people import tied_people
from pendopo.processes.imports.board_plan import WRITTEN, PlannedBoard, make_board_plan
from pendopo.processes.imports.board_reading import read_board_batch
from pendopo.processes.imports.board_writing import BoardOutcome, BoardWriter
from pendopo.processes.imports.commands import open_batch
from pendopo.processes.imports.reading import answers_of
from pendopo.processes.imports.saving import progress_of, saving
from pendopo.processes.imports.shelf import open_json, seal_json
from pendopo.processes.models import (
    BatchKind,
    ImportBatch,
    ImportProgress,
    ImportState,
    RowState,
    VillageAlias,
)
from pendopo.shared.clock import local_date
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah

_PLANNED = ("bchair:", "bdiff:", "bover:")
"""Kinds of questions that the plan puts, not the reading."""


@command("import.boards_answered", Permission.IMPORT_RUN)
def answer_boards(desk: Desk, batch_id: int, answers: Mapping[str, str]) -> ImportBatch:
    """Answers to questions of a board list; an empty text takes one back. Spellings of places are learnt."""
    batch = _open(desk, batch_id)
    given: dict[str, str] = open_json(batch, batch.answers_sealed)
    reading = read_board_batch(batch, desk.actor.today)
    asked = {f"{kind}:*" for kind in OF_SHEETS} | given.keys() | {q.key for q in reading.questions}
    asked |= {f"{kind}{row.sheet}:{row.row}" for row in reading.rows for kind in _PLANNED}
    answers = {question: text.strip()[:200] for question, text in answers.items() if question in asked}
    given = {question: text for question, text in (given | answers).items() if text}
    batch.answers_sealed = seal_json(batch, given)
    _next(batch)
    _learn_places(batch, answers)
    desk.counts(batch=batch.pk, answers=len(answers))
    return batch


@command("import.boards_queued", Permission.IMPORT_RUN)
def queue_boards(desk: Desk, batch_id: int) -> ImportBatch:
    """Save in the background, as the statement of whoever presses."""
    batch = _open(desk, batch_id)
    if not batch.confirmed:
        raise Conflict(_("Periksa kolomnya dahulu."))
    reading, plans = _planned(desk, batch)
    if any(q.key.startswith("as_of:") for q in reading.open_questions):
        raise Conflict(_("Jawab dahulu daftar ini menurut keadaan per tanggal berapa."))
    ready = sum(plan.state in WRITTEN for plan in plans)
    if not ready:
        raise Conflict(
            _("Tidak ada yang baru untuk disimpan. Jawab pertanyaannya, atau tinggalkan impor ini.")
        )
    batch.state, batch.total, batch.tries = ImportState.SAVING, len(plans), 0
    batch.saving_since, batch.trouble = desk.actor.at, ""
    batch.user_id, batch.role, batch.saved_by = desk.actor.user_id, str(desk.actor.role), desk.actor.name
    _next(batch)
    ImportProgress.objects.update_or_create(batch_id=batch.pk, defaults={"done": 0})
    desk.counts(batch=batch.pk, rows=len(plans), ready=ready)
    desk.later("import.save", batch_id=batch.pk)
    return batch


@command("import.boards_saved", Permission.IMPORT_RUN)
def save_boards(desk: Desk, batch_id: int) -> ImportBatch:
    """Put all boards that are ready into the register, whole or not at all; the rest stays as rows with reasons.

    Imports of one office follow each other, so that the second finds the boards of the first.
    """
    batch = saving(desk, batch_id)
    Wilayah.objects.select_for_update(no_key=True, of=("self",)).get(pk=batch.place_id)
    with progress_of(batch) as step:
        step(10)
        _reading, plans = _planned(desk, batch)
        outcomes = BoardWriter(desk, batch, step).write(plans)
        step(85)
    batch.state, batch.saved_at = ImportState.SAVED, desk.actor.at
    batch.counts = _counts(outcomes)
    batch.save()
    desk.counts(batch=batch.pk, filename=batch.filename, **batch.counts)
    return batch


def _planned(desk: Desk, batch: ImportBatch) -> tuple[BoardReading, list[PlannedBoard]]:
    day = local_date(batch.saving_since) if batch.state == ImportState.SAVING and batch.saving_since else None
    reading = read_board_batch(batch, day or desk.actor.today)
    answers = answers_of(batch)
    return reading, make_board_plan(batch, reading, answers, tied_people(desk.actor, answers))


def _open(desk: Desk, batch_id: int) -> ImportBatch:
    batch = open_batch(desk, batch_id)
    if batch.kind != BatchKind.BOARDS:
        raise Conflict(_("Berkas ini bukan daftar pengurus IPSM."))
    return batch


def _next(batch: ImportBatch) -> None:
    batch.version = F("version") + 1  # type: ignore[assignment]
    batch.save()
    batch.refresh_from_db(fields=["version"])


def _learn_places(batch: ImportBatch, answers: Mapping[str, str]) -> None:
    below = Wilayah.objects.filter(path__gte=batch.place.path, path__lt=batch.place.path_until)
    for question, text in answers.items():
        if not question.startswith("bplace:") or not (text.isascii() and text.isdigit()):
            continue
        place = below.filter(pk=int(text[:12])).first()
        if place and len(question) <= 160:
            VillageAlias.objects.update_or_create(
                regency_id=batch.place_id, question=question, defaults={"village": place}
            )


def _counts(outcomes: list[BoardOutcome]) -> dict[str, int]:
    states = Counter(str(o.plan.state.value) for o in outcomes)
    new = [o.plan for o in outcomes if o.plan.state is RowState.NEW]
    papers = sum(bool(plan.reading.draft.number) for plan in new)
    chairs = [plan for plan in new if plan.reading.draft.chair]
    loose = sum(plan.person_id is None for plan in chairs)
    return {**states, "papers": papers, "forming": len(new) - papers, "loose": loose}
