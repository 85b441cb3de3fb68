"""Taking a saved import back: whole, except what somebody has touched since, which is listed."""

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.requests import reopen
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.models import ImportBatch, ImportRow, ImportState, RowState
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Conflict, Invalid


@command("import.undone", Permission.IMPORT_RUN)
def undo_import(desk: Desk, batch_id: int, reason: str) -> ImportBatch:
    """Cancel the postings and annul the namings and papers this import brought. Nothing is deleted.

    A posting stays where its person or it was changed since, or where another paper names it.
    """
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasan pembatalan impor.")})
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=row.pk)
    desk.at(batch.place)
    if batch.state != ImportState.SAVED:
        raise Conflict(_("Hanya impor yang sudah tersimpan yang dapat dibatalkan."))
    postings = list(
        PsmPosting.objects.filter(import_id=batch.pk, cancelled_at__isnull=True).select_related("person")
    )
    kept = _touched(batch, postings)
    gone = [p for p in postings if p.pk not in kept]
    _touch_all(desk, batch, gone)
    reason = reason.strip()[:250]
    PsmPosting.objects.filter(pk__in=[p.pk for p in gone]).update(
        cancelled_at=desk.actor.at, cancel_reason=reason
    )
    SkNaming.objects.filter(import_id=batch.pk, annulled_at__isnull=True).exclude(posting_id__in=kept).update(
        annulled_at=desk.actor.at
    )
    empty = Sk.objects.filter(import_id=batch.pk, annulled_at__isnull=True, version=1).exclude(
        namings__in=SkNaming.objects.filter(annulled_at__isnull=True)
    )
    papers = list(empty.values_list("pk", flat=True))
    annulled = empty.update(annulled_at=desk.actor.at, annul_reason=reason)
    reopen(desk, papers)
    batch.state, batch.undone_at = ImportState.UNDONE, desk.actor.at
    batch.counts |= {"kept": len(kept), "cancelled": len(gone), "annulled": annulled}
    batch.save()
    ImportRow.objects.filter(batch=batch, state=RowState.TWIN).update(state=RowState.REFUSED)
    desk.because(reason)
    desk.counts(batch=batch.pk, **batch.counts)
    for posting in gone:
        desk.about(posting, after={"cancelled": batch.filename}, person_id=posting.person_id)
    return batch


def kept_rows(batch: ImportBatch) -> list[ImportRow]:
    """Rows whose people stayed because somebody had touched them since. For the page of an undone import."""
    rows = ImportRow.objects.filter(
        batch=batch, posting__import_id=batch.pk, posting__cancelled_at__isnull=True
    )
    return list(rows.select_related("person", "posting__village").order_by("sheet", "row"))


def _touched(batch: ImportBatch, postings: list[PsmPosting]) -> set[int]:
    changed = {p.pk for p in postings if p.version > 1 or p.person.version > 1 or p.person.merged_into_id}
    named = SkNaming.objects.filter(posting__in=postings, annulled_at__isnull=True)
    others = named.exclude(import_id=batch.pk).values_list("posting_id", flat=True)
    corrected = named.filter(import_id=batch.pk, sk__version__gt=1).values_list("posting_id", flat=True)
    return changed | set(others) | set(corrected)


def _touch_all(desk: Desk, batch: ImportBatch, gone: list[PsmPosting]) -> None:
    villages = SkNaming.objects.filter(import_id=batch.pk).values("village_id")
    desk.touches(gone)
    desk.touches(PsmPosting.objects.filter(village_id__in=villages).values_list("pk", flat=True))
