"""Keeping the monthly balances near the ledger. Figures are exact without it, only slower to read.

A fold keeps the database busy for about a second a province, so one a minute serves all that was written
meanwhile; only where many people came at once it does not wait.
"""

from datetime import timedelta

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pendopo.insights.fold import due, fold_due
from pendopo.shared.clock import now

PAUSE = timedelta(minutes=1)
MANY = 500
"""Postings whose corrections a page would feel."""


@task()
def fold() -> int:
    """Fold every regency that has corrections waiting; returns how many."""
    return fold_due()


def ask_for_fold(postings: int) -> None:
    """So many were judged again. One task at most waits: it has not begun, so it will see what was just committed."""
    at = now() + (PAUSE if postings < MANY else timedelta())
    waiting = DBTaskResult.objects.filter(task_path=fold.module_path, status=TaskResultStatus.READY)
    if postings >= MANY:
        waiting.filter(run_after__gt=at).update(run_after=at)
    if not waiting.exists():
        fold.using(run_after=at).enqueue()


def take_up_corrections() -> None:
    """At the start of a worker: a new version may have left many."""
    if due():
        ask_for_fold(MANY)
