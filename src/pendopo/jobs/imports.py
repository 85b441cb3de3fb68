"""Saving a list in the background. A worker may die at any point: nothing was written, and the save begins anew."""

import logging

from django.utils.translation import gettext as _
from django_tasks import task

from pendopo.kernel.trouble import crossed
from pendopo.processes.imports.board_saving import save_boards
from pendopo.processes.imports.running import alone, saver_of, take_up
from pendopo.processes.imports.saving import fail_import, save_import
from pendopo.processes.models import BatchKind, ImportBatch, ImportState
from pendopo.shared.collector import nothing_collected
from pendopo.shared.refusals import Conflict, Refusal

log = logging.getLogger("pendopo.jobs")


@task()
def save_batch(batch_id: int) -> str:
    """What became of the batch. A second worker finds the first at work, or its work done, and leaves."""
    with alone(batch_id) as mine:
        batch = ImportBatch.objects.filter(pk=batch_id).first()
        if not mine or batch is None or batch.state != ImportState.SAVING:
            return "not ours"
        with nothing_collected():
            return _save(batch)


def enqueue(batch_id: int) -> None:
    save_batch.enqueue(batch_id=batch_id)


def take_up_orphans() -> None:
    """At the start of a worker: saves whose worker was killed begin anew."""
    for batch in ImportBatch.objects.filter(state=ImportState.SAVING):
        take_up(saver_of(batch, "job"), batch)


def _save(batch: ImportBatch) -> str:
    actor = saver_of(batch, "job")
    save = save_boards if batch.kind == BatchKind.BOARDS else save_import
    try:
        try:
            save(actor, batch.pk)
        except Conflict as refusal:
            if not crossed(refusal):
                raise
            save(actor, batch.pk)  # somebody recorded the same person or paper meanwhile: now we find it
    except Refusal as refusal:
        fail_import(actor, batch.pk, refusal.sentence)
        return "refused"
    except Exception as error:  # its message may hold personal data, so only its kind is kept
        log.error("import %s: %s at %s", batch.pk, type(error).__name__, _where(error))
        fail_import(
            actor,
            batch.pk,
            _("Penyimpanan terhenti karena gangguan. Tidak ada yang tersimpan; tekan Simpan lagi."),
        )
        return "failed"
    return "saved"


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
