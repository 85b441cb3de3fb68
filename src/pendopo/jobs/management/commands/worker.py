import gc
import os
import sys
from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import InterfaceError, OperationalError
from django.utils.crypto import get_random_string

from pendopo.jobs.imports import take_up_orphans
from pendopo.jobs.workers import LOST_DATABASE, alive, free_tasks_of_the_dead

SELDOM = (50_000, 20, 50)
"""When the collector looks for cycles. A hundred thousand rows live until the end of their import: walking through
them again and again finds nothing and takes a third of the time."""


class Command(BaseCommand):
    help = "Background worker: looks after what killed workers left, then takes tasks as they come."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--batch", action="store_true", help="End when no task is left.")

    def handle(self, *, batch: bool, verbosity: int, **options: Any) -> None:
        if hasattr(os, "nice"):
            os.nice(5)  # whoever reads a page goes first, yet work goes on beside many of them
        gc.freeze()
        gc.set_threshold(*SELDOM)
        sys.setswitchinterval(0.001)  # the thread that hands rows to the database soon gets its turn
        try:
            self._work(batch, verbosity)
        except (OperationalError, InterfaceError) as error:
            self.stderr.write(f"Database terputus ({type(error).__name__}); pekerja mulai lagi.")
            sys.exit(LOST_DATABASE)

    def _work(self, batch: bool, verbosity: int) -> None:
        name = get_random_string(32)
        with alive(name):
            free_tasks_of_the_dead()
            take_up_orphans()
            call_command(
                "db_worker", queue_name="*", interval=0.3, startup_delay=False, reload=False, batch=batch,
                worker_id=name, verbosity=verbosity,
            )  # fmt: skip
