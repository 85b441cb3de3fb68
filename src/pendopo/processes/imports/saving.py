"""Saving an import in one transaction, taking a save up again, and deciding about rows that look like somebody."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connections
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.processes.imports.foreseen import decided
from pendopo.processes.imports.plan import Planned
from pendopo.processes.imports.reading import read_batch
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.imports.writing import Outcome, Step, Writer
from pendopo.processes.models import ImportBatch, ImportRow, ImportState, RowState
from pendopo.shared.clock import local_date
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah

TRIES = 3


@command("import.saved", Permission.IMPORT_RUN)
def save_import(desk: Desk, batch_id: int) -> ImportBatch:
    """Put all ready rows into the register, whole or not at all; the rest stays as rows with their reasons.

    Imports of one place follow each other, so that the second finds the people of the first.
    """
    batch = saving(desk, batch_id)
    Wilayah.objects.select_for_update(no_key=True, of=("self",)).get(pk=batch.place_id)
    with progress_of(batch) as step:
        counts: Counter[str] = Counter()
        for outcomes in Writer(desk, batch, step).write(_plans(desk, batch, step)):
            counts.update(_counts(outcomes))
        step(65)
    batch.state, batch.saved_at = ImportState.SAVED, desk.actor.at
    batch.counts = dict(counts)
    batch.save()
    desk.counts(batch=batch.pk, filename=batch.filename, **batch.counts)
    desk.judged = partial(_tell_judged, batch)
    return batch


def _tell_judged(batch: ImportBatch, share: float) -> None:
    with progress_of(batch) as step:
        step(65 + int(34 * share))


@command("import.failed", Permission.IMPORT_RUN)
def fail_import(desk: Desk, batch_id: int, trouble: str) -> ImportBatch:
    """The save stopped and nothing of it was kept; the sentence says why and the answers are still there."""
    batch = saving(desk, batch_id)
    _fail(batch, trouble)
    desk.counts(batch=batch.pk, trouble=batch.trouble)
    return batch


@command("import.resumed", Permission.IMPORT_RUN)
def resume_import(desk: Desk, batch_id: int) -> ImportBatch:
    """Take up a save whose worker died. One that has died too often is given back to its person."""
    batch = saving(desk, batch_id)
    batch.tries += 1
    if batch.tries > TRIES:
        _fail(batch, _("Penyimpanan berkali-kali terhenti. Tidak ada yang tersimpan; hubungi admin."))
    else:
        batch.save()
        desk.later("import.save", batch_id=batch.pk)
    desk.counts(batch=batch.pk, tries=batch.tries)
    return batch


@command("import.twin_decided", Permission.PERSON_MERGE)
def decide_twin(desk: Desk, row_id: int, same: bool) -> ImportRow:
    """A human decides about a row that looks like somebody: the same person, or one of her own.

    The same: the row's SK is added to that person, nothing else of hers changes. Not the same: saved as new.
    """
    row = one_visible(ImportRow.objects.all(), desk.actor, desk.permission, pk=row_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=row.batch_id)
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state != RowState.TWIN or row.draft_sealed is None or batch.state != ImportState.SAVED:
        raise Conflict(_("Baris ini sudah diputuskan."))
    desk.at(batch.place)
    if same and row.twin_person_id is None:
        raise Conflict(_("Orang yang mirip itu tidak jadi disimpan. Simpan baris ini sebagai orang baru."))
    plan: Planned = open_draft(batch, row.draft_sealed)
    state, person_id = (RowState.KNOWN, row.twin_person_id) if same else (RowState.NEW, None)
    row.delete()
    planned = Planned(plan.reading, state, person_id, None, row.why, plan.as_of, plan.signer)
    [[outcome]] = Writer(desk, batch, lambda _percent: None).write([planned])
    fresh = ImportRow.objects.get(batch=batch, sheet=row.sheet, row=row.row)
    if same and outcome.state is RowState.KNOWN:
        fresh.state = RowState.SAME
        fresh.save()
    _recount(batch)
    desk.counts(batch=batch.pk, row=fresh.pk, same=same)
    if outcome.person:
        desk.about(fresh, after={"same": same}, person_id=outcome.person.pk)
    return fresh


def saving(desk: Desk, batch_id: int) -> ImportBatch:
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    locked = ImportBatch.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    batch = locked.get(pk=row.pk)
    desk.at(batch.place)
    if batch.state != ImportState.SAVING or batch.saving_since is None:
        raise Conflict(_("Impor ini tidak sedang disimpan."))
    return batch


def _plans(desk: Desk, batch: ImportBatch, step: Step) -> list[Planned]:
    step(10)
    reading = read_batch(batch, local_date(batch.saving_since or desk.actor.at))
    step(20)
    return decided(batch, reading)


def _fail(batch: ImportBatch, trouble: str) -> None:
    batch.state, batch.trouble = ImportState.FAILED, trouble[:300]
    batch.save()


def _recount(batch: ImportBatch) -> None:
    states = Counter(ImportRow.objects.filter(batch=batch).values_list("state", flat=True))
    batch.counts = {k: v for k, v in batch.counts.items() if k not in RowState.values} | states
    batch.save(update_fields=["counts"])


@contextmanager
def progress_of(batch: ImportBatch) -> Iterator[Callable[[int], None]]:
    """A step that others see at once: written outside the transaction of the save, in percent."""
    side = connections.create_connection("default")

    def step(percent: int) -> None:
        with side.cursor() as cursor:
            cursor.execute(
                "UPDATE processes_importprogress SET done = %s WHERE batch_id = %s", [percent, batch.pk]
            )

    try:
        yield step
    finally:
        side.close()


def _counts(outcomes: list[Outcome]) -> dict[str, int]:
    states = Counter(str(o.state) for o in outcomes)
    return {
        **states,
        "namings": sum(o.named for o in outcomes),
        "known_named": sum(o.named and o.state is RowState.KNOWN for o in outcomes),
        "unsure": sum("nik_rounded" in o.codes or "nik_length" in o.codes for o in outcomes),
    }
