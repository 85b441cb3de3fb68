"""Steps that were written down wrongly: put right, or taken away."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import StartDraft, StepDraft
from pendopo.roster.board_records import step_values, term_values
from pendopo.roster.commands.boards.order import check_place, check_removal
from pendopo.roster.commands.boards.rows import changed_term, own_term, want_reason
from pendopo.roster.commands.rows import refuse_future
from pendopo.roster.enums import TermStepKind
from pendopo.roster.models import BoardTerm, Holder, TermStep
from pendopo.shared.refusals import Conflict


@command("unit.step_corrected", Permission.UNIT_WRITE)
def correct_step(desk: Desk, step_id: int, version: int, draft: StepDraft) -> TermStep:
    """Day, paper or who of a step differ from what happened. Those elected on that day follow it."""
    step, term = _own_step(desk, step_id, version)
    kind = TermStepKind(step.step)
    refuse_future(desk, on=draft.on)
    check_place(term, kind, draft.on)
    before, former = step_values(step), step.on
    step.on, step.paper, step.by_whom = draft.on, draft.paper.strip(), draft.by_whom.strip()
    step.note = draft.note.strip()
    step.planned_on = draft.planned_on if kind == TermStepKind.MUSDA else None
    step.save()
    if kind == TermStepKind.TERPILIH and former != draft.on:
        _follow(term, step, former)
    changed_term(desk, term)
    desk.about(step, before=before, after=step_values(step))
    return step


@command("unit.step_cancelled", Permission.UNIT_WRITE)
def cancel_step(desk: Desk, step_id: int, version: int, reason: str) -> TermStep:
    """A step that never happened. With the election those seated by it leave the seats."""
    want_reason(reason)
    step, term = _own_step(desk, step_id, version)
    check_removal(term, TermStepKind(step.step))
    step.cancelled_at = desk.actor.at
    step.save()
    if step.step == TermStepKind.TERPILIH:
        _seated_on(term, step).update(cancelled_at=desk.actor.at)
    changed_term(desk, term)
    desk.because(reason.strip())
    desk.about(step, before=step_values(step), after={})
    return step


@command("unit.term_corrected", Permission.UNIT_WRITE)
def correct_term(desk: Desk, term_id: int, version: int, draft: StartDraft) -> BoardTerm:
    """The years a board is named by, and the note on it."""
    term = own_term(desk, term_id, version)
    before = term_values(term)
    term.first_year, term.last_year, term.note = draft.first_year, draft.last_year, draft.note.strip()
    changed_term(desk, term)
    desk.about(term, before=before, after=term_values(term))
    return term


def _own_step(desk: Desk, step_id: int, version: int) -> tuple[TermStep, BoardTerm]:
    row = one_visible(TermStep.objects.all(), desk.actor, desk.permission, pk=step_id)
    term = own_term(desk, row.term_id, version)
    step = TermStep.objects.get(pk=row.pk)
    if step.cancelled_at:
        raise Conflict(_("Langkah ini sudah dibatalkan."))
    return step, term


def _seated_on(term: BoardTerm, step: TermStep) -> QuerySet[Holder]:
    return Holder.objects.filter(
        seat__term=term, cancelled_at__isnull=True, starts_on=step.on, until__isnull=True, acting=False
    )


def _follow(term: BoardTerm, step: TermStep, former: date) -> None:
    """Whoever took a seat on the day of the election does so on its true day."""
    seated = Holder.objects.filter(seat__term=term, cancelled_at__isnull=True, starts_on=former)
    seated.exclude(until__lt=step.on).update(starts_on=step.on)
