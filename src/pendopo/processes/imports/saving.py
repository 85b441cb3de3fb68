"""Saving an import in one transaction, and taking it back."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.processes.imports.plan import Planned, make_plan
from pendopo.processes.imports.reading import read_batch
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.imports.writing import Outcome, Writer
from pendopo.processes.models import ImportBatch, ImportProgress, ImportRow, ImportState, RowState
from pendopo.shared.refusals import Conflict


@command("import.saved", Permission.IMPORT_RUN)
def save_import(desk: Desk, batch_id: int) -> ImportBatch:
    """Put all ready rows into the register, whole or not at all; the rest stays as rows with their reasons."""
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    batch = ImportBatch.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=row.pk)
    desk.at(batch.place)
    if batch.state != ImportState.SAVING or batch.saving_since is None:
        raise Conflict(_("Impor ini tidak sedang disimpan."))
    step = progress_of(batch)
    reading = read_batch(batch, batch.saving_since.date())
    step(10)
    plans = make_plan(batch, reading)
    step(20)
    outcomes = Writer(desk, batch, step).write(plans)
    batch.state, batch.saved_at = ImportState.SAVED, desk.actor.at
    batch.counts = _counts(outcomes)
    batch.save()
    step(70)
    desk.counts(batch=batch.pk, filename=batch.filename, **batch.counts)
    return batch


@command("import.failed", Permission.IMPORT_RUN)
def fail_import(desk: Desk, batch_id: int, trouble: str) -> ImportBatch:
    """The save stopped and nothing of it was kept; the sentence says why and the answers are still there."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=batch_id)
    desk.at(batch.place)
    batch.state, batch.trouble = ImportState.FAILED, trouble[:300]
    batch.save()
    desk.counts(batch=batch.pk, trouble=batch.trouble)
    return batch


@command("import.twin_decided", Permission.PERSON_MERGE)
def decide_twin(desk: Desk, row_id: int, same: bool) -> ImportRow:
    """A human decides about a row that looks like somebody: the same person, or one of her own.

    The same: the row's SK is added to that person, nothing else of hers changes. Not the same: saved as new.
    """
    row = one_visible(ImportRow.objects.all(), desk.actor, desk.permission, pk=row_id)
    row = ImportRow.objects.select_for_update(of=("self",)).select_related("batch__place").get(pk=row.pk)
    if row.state != RowState.TWIN or row.draft_sealed is None or row.batch.state != ImportState.SAVED:
        raise Conflict(_("Baris ini sudah diputuskan."))
    desk.at(row.batch.place)
    plan: Planned = open_draft(row.batch, row.draft_sealed)
    state, person_id = (RowState.KNOWN, row.twin_person_id) if same else (RowState.NEW, None)
    old_pk = row.pk
    row.delete()
    planned = Planned(plan.reading, state, person_id, None, row.why, plan.as_of, plan.signer)
    outcome = Writer(desk, row.batch, lambda _percent: None).write([planned])[0]
    fresh = ImportRow.objects.get(batch=row.batch, sheet=row.sheet, row=row.row)
    if same and outcome.state is RowState.KNOWN:
        fresh.state = RowState.SAME
        fresh.save()
    desk.counts(batch=row.batch_id, row=old_pk, same=same)
    if outcome.person:
        desk.about(fresh, after={"same": same}, person_id=outcome.person.pk)
    return fresh


def progress_of(batch: ImportBatch) -> Callable[[int], None]:
    """A step that others see at once: written outside the transaction of the save, in percent."""
    side = connections.create_connection("default")

    def step(percent: int) -> None:
        with side.cursor() as cursor:
            cursor.execute(
                f"UPDATE {ImportProgress._meta.db_table} SET done = %s WHERE batch_id = %s", [percent, batch.pk]
            )
        if percent >= 70:
            side.close()

    return step


def _counts(outcomes: list[Outcome]) -> dict[str, Any]:
    states = Counter(str(o.state) for o in outcomes)
    return {
        **states,
        "namings": sum(o.sk is not None for o in outcomes),
        "unsure": sum("nik_rounded" in o.codes or "nik_length" in o.codes for o in outcomes),
    }
