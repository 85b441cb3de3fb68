"""Taking a saved import of boards back: whole, except what somebody has touched since, which is listed."""

from typing import Any

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.legality.models import BoardNaming, Sk, SkRevocation, SkVerification
from pendopo.processes.imports.board_writing import Before
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.models import BatchKind, ImportBatch, ImportRow, ImportState, RowState
from pendopo.roster.commands.boards.rows import queue_up
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, TermStep
from pendopo.shared.refusals import Conflict, Invalid

_MODELS: dict[str, Any] = {"sk": Sk, "holder": Holder, "term": BoardTerm}


@command("import.boards_undone", Permission.IMPORT_RUN)
def undo_boards(desk: Desk, batch_id: int, reason: str) -> ImportBatch:
    """Cancel the boards this import brought, annul their papers, and give back what it had put right.

    A board stays where it, its paper, its seats or its unit were changed since. Nothing is deleted.
    """
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasan pembatalan impor.")})
    batch = _saved(desk, batch_id)
    reason = reason.strip()[:250]
    rows = list(
        batch.rows.filter(state__in=[RowState.NEW, RowState.CHANGED])
        .select_related("term__unit")
        .order_by("pk")
    )
    for unit_id in sorted({row.term.unit_id for row in rows if row.term}):
        queue_up(unit_id)
    kept = [row for row in rows if not _taken_back(desk, batch, row, reason)]
    batch.state, batch.undone_at = ImportState.UNDONE, desk.actor.at
    batch.counts |= {"kept": len(kept), "cancelled": len(rows) - len(kept)}
    batch.save()
    desk.because(reason)
    desk.counts(batch=batch.pk, **batch.counts)
    return batch


def kept_boards(batch: ImportBatch) -> list[ImportRow]:
    """Rows whose boards stayed because somebody had touched them since."""
    rows = batch.rows.filter(state__in=[RowState.NEW, RowState.CHANGED], why="kept")
    return list(rows.select_related("term__unit__wilayah").order_by("pk"))


def _saved(desk: Desk, batch_id: int) -> ImportBatch:
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=row.pk)
    desk.at(batch.place)
    if batch.kind != BatchKind.BOARDS or batch.state != ImportState.SAVED:
        raise Conflict(_("Hanya impor yang sudah tersimpan yang dapat dibatalkan."))
    return batch


def _taken_back(desk: Desk, batch: ImportBatch, row: ImportRow, reason: str) -> bool:
    before: Before = open_draft(batch, row.draft_sealed) if row.draft_sealed else []
    if row.term is None or _touched(batch, row.term, before):
        row.why = "kept"
        row.save()
        return False
    for kind, pk, values, _version in before:
        _MODELS[kind].objects.filter(pk=pk).update(**values)
    term, at = row.term, desk.actor.at
    namings = BoardNaming.objects.filter(term=term, import_id=batch.pk, annulled_at__isnull=True)
    Sk.objects.filter(board_namings__in=namings, import_id=batch.pk).update(
        annulled_at=at, annul_reason=reason
    )
    namings.update(annulled_at=at)
    Holder.objects.filter(seat__term=term, import_id=batch.pk).update(cancelled_at=at)
    if term.import_id == batch.pk:
        BoardTerm.objects.filter(pk=term.pk).update(cancelled_at=at, cancel_reason=reason)
        _cancel_empty(batch, term.unit, at)
    desk.touches_units([term.unit_id])
    desk.about(term, after={"cancel_reason": reason})
    desk.about(term.unit, after={"cancelled": batch.filename})
    return True


def _cancel_empty(batch: ImportBatch, unit: IpsmUnit, at: object) -> None:
    others = (unit.terms, unit.stops, unit.works)
    if unit.import_id == batch.pk and not any(r.filter(cancelled_at__isnull=True).exists() for r in others):
        IpsmUnit.objects.filter(pk=unit.pk).update(cancelled_at=at)


def _touched(batch: ImportBatch, term: BoardTerm, before: Before) -> bool:
    """Has anybody changed the board, its papers, seats, steps or holders, or worked on, since it was saved?"""
    versions = {(kind, pk): version for kind, pk, _values, version in before}
    papers = Sk.objects.filter(board_namings__term=term, board_namings__annulled_at__isnull=True)
    holders = Holder.objects.filter(seat__term=term, cancelled_at__isnull=True)
    if any(
        sk.version != versions.get(("sk", sk.pk), sk.version if sk.import_id != batch.pk else 1)
        for sk in papers
    ):
        return True
    if any(
        h.version != versions.get(("holder", h.pk), h.version if h.import_id != batch.pk else 1)
        for h in holders
    ):
        return True
    since = {"recorded_at__gt": batch.saved_at}
    later = (
        SkVerification.objects.filter(sk__in=papers, at__gt=batch.saved_at),
        SkRevocation.objects.filter(sk__in=papers, annulled_at__isnull=True, **since),
        term.handover.filter(cancelled_at__isnull=True) if term.import_id == batch.pk else Sk.objects.none(),
        TermStep.objects.filter(term=term, cancelled_at__isnull=True, **since),
        term.unit.works.filter(cancelled_at__isnull=True, **since),
        term.unit.stops.filter(cancelled_at__isnull=True, **since),
    )
    if any(rows.exists() for rows in later):
        return True
    expected = versions.get(("term", term.pk), 1 if term.import_id == batch.pk else term.version)
    return term.version != expected
