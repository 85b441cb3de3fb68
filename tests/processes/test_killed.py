"""A worker that is killed in the middle of a save: nothing half-written, and then it ends once."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pendopo.jobs.imports import save_batch
from pendopo.jobs.workers import _KIND, LOST_DATABASE
from pendopo.processes.imports.commands import answer, queue_save
from pendopo.processes.imports.queries import percent_done
from pendopo.processes.imports.running import orphaned, under_way
from pendopo.processes.models import ImportBatch, ImportRow, ImportState
from tests.processes.imports import VILLAGE_HEAD, actor, begin, confirm, counts

TUBAN = "rekap psm tuban.xlsx"
WORKER = """
import os, django
django.setup()
from django.db import connections
connections.settings["default"].update(NAME=os.environ["THE_DATABASE"])
from django.conf import settings
settings.MEDIA_ROOT = os.environ["THE_MEDIA"]
from django.core.management import call_command
from pendopo.processes.imports import writing
writing.PORTION = 25
call_command("worker", batch=os.environ["ONE_BATCH"] == "yes")
"""
ALIVE = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database()
    WHERE locktype = 'advisory' AND classid::bigint = %s AND granted
"""


@pytest.fixture
def batch(transactional_db):
    """Queued, and no other task in the way."""
    who = actor("35.23")
    found = answer(who, confirm(who, begin(who, TUBAN)).pk, VILLAGE_HEAD)
    queue_save(who, found.pk)
    return found


def test_killed_in_the_middle_then_saved_once(batch, settings):
    before = counts()
    first = _worker(settings)
    _wait(lambda: percent_done(batch) >= 45 and under_way(batch.pk))
    os.kill(first.pid, signal.SIGKILL)
    first.wait(20)
    _wait(lambda: not under_way(batch.pk))
    assert counts() == before
    assert ImportRow.objects.count() == 0
    assert _tasks(TaskResultStatus.RUNNING) == 1
    batch.refresh_from_db()
    assert batch.state == ImportState.SAVING

    second = _worker(settings)
    assert second.wait(120) == 0
    batch.refresh_from_db()
    assert batch.state == ImportState.SAVED
    assert _tasks(TaskResultStatus.RUNNING) == _tasks(TaskResultStatus.READY) == 0
    saved = counts()
    assert saved.postings == batch.counts["new"] > 300
    assert ImportBatch.objects.count() == 1

    assert save_batch.call(batch.pk) == "not ours"  # a third one leaves
    assert counts() == saved


def test_a_second_worker_leaves_the_first_alone(batch, settings):
    first = _worker(settings)
    _wait(lambda: under_way(batch.pk))
    assert not orphaned(batch)
    assert save_batch.call(batch.pk) == "not ours"
    assert first.wait(120) == 0
    batch.refresh_from_db()
    assert batch.state == ImportState.SAVED


def test_a_worker_ends_with_its_connection(transactional_db, settings):
    worker = _worker(settings, one_batch="no")
    _wait(lambda: _keeps_alive())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [_keeps_alive()])
    assert worker.wait(20) == LOST_DATABASE


def _keeps_alive():
    with connection.cursor() as cursor:
        cursor.execute(ALIVE, [_KIND])
        return (cursor.fetchone() or [None])[0]


def _worker(settings, one_batch="yes"):
    environment = os.environ | {
        "ONE_BATCH": one_batch,
        "THE_DATABASE": connection.settings_dict["NAME"],
        "THE_MEDIA": str(settings.MEDIA_ROOT),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def _wait(until, seconds=180):
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def _tasks(status):
    return DBTaskResult.objects.filter(status=status, task_path=save_batch.module_path).count()
