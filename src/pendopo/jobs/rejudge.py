"""Judging everything below a place again after its policy changed. May be killed and begun anew at any point."""

from typing import Any

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from pendopo.jobs.figures import ask_for_fold
from pendopo.legality.upkeep import (
    Step,
    postings_below,
    rejudge_below,
    rejudge_units_below,
    tell_progress,
)


@task()
def rejudge_place(path: str) -> int:
    """How many postings were judged again."""
    step = Step(0, 0)
    for step in rejudge_below(path):
        tell_progress(path, step)
    tell_progress(path, Step(step.total, step.total))
    ask_for_fold(step.total)
    return step.total


def ask_for_rejudge(path: str) -> None:
    """One task at most waits for a place: it has not begun, so it will see the newest policy."""
    if _waits(rejudge_place, path=path):
        return
    tell_progress(path, Step(0, len(postings_below(path))))
    rejudge_place.enqueue(path=path)


@task()
def rejudge_units_of_place(path: str, level: int) -> int:
    """How many IPSM units were judged again."""
    return rejudge_units_below(path, level)


def ask_for_units(path: str, level: int) -> None:
    if not _waits(rejudge_units_of_place, path=path, level=level):
        rejudge_units_of_place.enqueue(path=path, level=level)


def _waits(task: Any, **arguments: Any) -> bool:
    waiting = DBTaskResult.objects.ready().filter(task_path=task.module_path)
    return any(result.args_kwargs.get("kwargs", {}) == arguments for result in waiting)
