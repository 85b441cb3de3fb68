"""All background jobs, told to the kernel at start."""

from pendopo.jobs import exports, figures, imports, rejudge
from pendopo.kernel.command import register_after_rejudge, register_job


def register() -> None:
    register_job("import.save", imports.enqueue)
    register_job("export.make", exports.enqueue)
    register_job("legality.rejudge_below", rejudge.ask_for_rejudge)
    register_job("legality.rejudge_units_below", rejudge.ask_for_units)
    register_after_rejudge(figures.ask_for_fold)
