"""All background jobs, told to the kernel at start."""

from pendopo.jobs import figures
from pendopo.kernel.command import register_after_rejudge, register_job


def register() -> None:
    register_job("insights.fold", figures.ask_for_fold)
    register_after_rejudge(figures.ask_for_fold)
