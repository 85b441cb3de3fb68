"""Is somebody at work on a save? One session lock of the database per batch says it; it ends with its worker."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.processes.imports.saving import resume_import
from pendopo.processes.models import ImportBatch, ImportState
from pendopo.shared.clock import now
from pendopo.shared.refusals import Conflict

_KIND = 0x50454E44  # first half of the lock's number; the second is the batch


@contextmanager
def alone(batch_id: int) -> Iterator[bool]:
    """True for the one worker that may save this batch now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_KIND, batch_id])
        mine: bool = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_KIND, batch_id])


def under_way(batch_id: int) -> bool:
    """Does a worker hold the batch's lock? Asked without taking it, so that nobody is turned away by the question."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [_KIND, batch_id],
        )
        return bool(cursor.fetchone()[0])


def saver_of(batch: ImportBatch, door: str) -> Actor:
    """Who pressed save, at the place of the import, through another door."""
    return Actor(
        user_id=batch.user_id,
        name=batch.saved_by or batch.uploaded_by,
        role=Role(batch.role),
        place_id=batch.place_id,
        path=batch.place_path,
        door=door,
        at=now(),
    )


def orphaned(batch: ImportBatch) -> bool:
    """Nobody is at work on the save, and nobody is about to be: its worker was killed."""
    if batch.state != ImportState.SAVING or under_way(batch.pk):
        return False
    tasks = DBTaskResult.objects.filter(args_kwargs__contains={"kwargs": {"batch_id": batch.pk}})
    just_taken = tasks.running().filter(started_at__gte=now() - timedelta(seconds=5))
    return not tasks.filter(status=TaskResultStatus.READY).exists() and not just_taken.exists()


def take_up(actor: Actor, batch: ImportBatch) -> None:
    """Enqueue the save of a killed worker again, where nobody else has done so in the meantime."""
    if orphaned(batch):
        with suppress(Conflict):
            resume_import(actor, batch.pk)
