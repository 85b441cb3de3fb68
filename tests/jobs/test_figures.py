from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pendopo.jobs.figures import MANY, PAUSE, ask_for_fold, fold, take_up_corrections
from pendopo.legality.models import LedgerPending
from pendopo.shared.clock import now

pytestmark = pytest.mark.django_db


def _waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=fold.module_path, status=TaskResultStatus.READY))


def _due() -> int:
    return DBTaskResult.objects.ready().filter(task_path=fold.module_path).count()


def test_what_is_written_within_a_minute_is_folded_once() -> None:
    ask_for_fold(1)
    ask_for_fold(40)
    [task] = _waiting()
    assert timedelta() < task.run_after - now() <= PAUSE
    assert not _due()


def test_a_large_write_does_not_wait_and_takes_along_what_waited() -> None:
    ask_for_fold(1)
    ask_for_fold(MANY)
    assert len(_waiting()) == _due() == 1


def test_a_fold_that_has_begun_may_have_missed_what_was_just_written() -> None:
    ask_for_fold(MANY)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    ask_for_fold(MANY)
    assert _due() == 1


def test_what_a_new_version_left_is_folded_when_a_worker_starts() -> None:
    take_up_corrections()
    assert not _waiting()
    LedgerPending.objects.create(village_path="0" * 25, day=now().date(), measure=11, n=1)
    take_up_corrections()
    assert _due() == 1
