import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import InterfaceError, OperationalError
from django.db.backends.signals import connection_created
from django.utils.crypto import get_random_string

from pendopo.jobs.figures import take_up_corrections
from pendopo.jobs.imports import take_up_orphans
from pendopo.jobs.workers import LOST_DATABASE, alive, free_tasks_of_the_dead
from pendopo.shared.collector import collect_seldom
from pendopo.shared.priority import humble


class Command(BaseCommand):
    help = "Background worker: looks after what killed workers left, then takes tasks as they come."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--batch", action="store_true", help="End when no task is left.")

    def handle(self, *, batch: bool, verbosity: int, **options: Any) -> None:
        humble(os.getpid())
        connection_created.connect(_humble_server)
        collect_seldom()
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
            take_up_corrections()
            call_command(
                "db_worker", queue_name="*", interval=0.3, startup_delay=False, reload=False, batch=batch,
                worker_id=name, verbosity=verbosity,
            )  # fmt: skip


def _humble_server(connection: Any, **_told: Any) -> None:
    """The same for the process of the database that serves us, where it is our own and on this machine."""
    pid = connection.connection.info.backend_pid
    with suppress(OSError):
        if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres:"):
            humble(pid)
