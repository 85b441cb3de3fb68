"""Judging everything below a place again after its policy changed. May be killed and begun anew at any point."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from pendopo.jobs.figures import ask_for_fold
from pendopo.legality.upkeep import Step, postings_below, rejudge_below, tell_progress


@task()
def rejudge_place(path: str) -> int:
    """How many postings were judged again."""
    step = Step(0, 0)
    for step in rejudge_below(path):
        tell_progress(path, step)
    tell_progress(path, Step(step.total, step.total))
    ask_for_fold()
    return step.total


def ask_for_rejudge(path: str) -> None:
    """One task at most waits for a place: it has not begun, so it will see the newest policy."""
    waiting = DBTaskResult.objects.ready().filter(task_path=rejudge_place.module_path)
    if any(result.args_kwargs.get("kwargs", {}).get("path") == path for result in waiting):
        return
    tell_progress(path, Step(0, len(postings_below(path))))
    rejudge_place.enqueue(path=path)
