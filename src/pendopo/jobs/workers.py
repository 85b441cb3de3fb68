"""Workers that were killed: their tasks stand as running for ever, until the next worker looks after them."""

import os
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from django.db import Error, connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

LOST_DATABASE = 75
"""What a worker ends with whose database went away; who watches over it starts it again (`config.run.children`)."""
_KIND = 0x574F524B  # first half of the lock's number; the second is made of the worker's name


@contextmanager
def alive(worker: str) -> Iterator[None]:
    """Say to other workers that this one lives: a session lock on a connection of its own.

    With that connection the process ends. The database was started anew under it: what it has begun is rolled
    back, and others take it for dead.
    """
    side = connections.create_connection("default")
    side.inc_thread_sharing()
    ended = threading.Event()
    watching = threading.Thread(target=_end_with, args=[side, ended], daemon=True)
    try:
        with side.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_KIND, _number(worker)])
        watching.start()
        yield
    finally:
        ended.set()
        if watching.ident:
            watching.join()
        side.close()


def _end_with(side: Any, ended: threading.Event) -> None:
    while not ended.is_set():
        told, _writes, _errors = select.select([side.connection.fileno()], [], [], 0.5)
        if told and not ended.is_set() and _lost(side):
            os._exit(LOST_DATABASE)


def _lost(side: Any) -> bool:
    """The server may also have told something else than its end."""
    try:
        with side.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return True
    return False


def free_tasks_of_the_dead() -> int:
    """Tasks of killed workers are ready again; every task of ours may be begun anew. Answers how many."""
    living = _living()
    dead = [
        task.pk
        for task in DBTaskResult.objects.running()
        if not task.worker_ids or _number(task.worker_ids[-1]) not in living
    ]
    return DBTaskResult.objects.filter(pk__in=dead, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None
    )


def _living() -> set[int]:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_KIND],
        )
        return {row[0] for row in cursor.fetchall()}


def _number(worker: str) -> int:
    return crc32(worker.encode()) & 0x7FFFFFFF
