"""Keeping the monthly balances near the ledger. Figures are exact without it, only slower to read."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from pendopo.insights.fold import fold_due


@task()
def fold() -> int:
    """Fold every regency that has corrections waiting; returns how many."""
    return fold_due()


def ask_for_fold() -> None:
    """One task at most waits: it has not begun, so it will see what has just been committed."""
    if not DBTaskResult.objects.ready().filter(task_path=fold.module_path).exists():
        fold.enqueue()
