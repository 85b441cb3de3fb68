"""The processes that `pendopo run` starts, watches and stops in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pendopo.config.postgres.parenthood import die_with_parent

_SETTLED = 10.0  # seconds; a child that ends earlier is not simply started again at once
LOST_DATABASE = 75
"""Exit code of a child that ends because the database went away: with a new one it begins anew."""
_NOT_ITS_FAULT = (LOST_DATABASE, -signal.SIGKILL)


@dataclass(slots=True)
class Child:
    """One process, started again where it ends by itself."""

    name: str
    command: list[str]
    patience: float = 15.0  # seconds between asking to stop and forcing it
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    ends: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches us alone, and we stop the others in order.
        self.process = subprocess.Popen(
            self.command, start_new_session=True, preexec_fn=die_with_parent(signal.SIGTERM), env=os.environ
        )

    def mend(self, database_answers: Callable[[], bool] = lambda: True) -> bool:
        """Start again if it has ended. False where it ends again and again by its own fault.

        Killed from outside (memory, a hand) or left by its database, it is started as often as that happens.
        `database_answers` is asked only where it has ended.
        """
        code = None if self.process is None else self.process.poll()
        if code is None:
            return True
        now = time.monotonic()
        if code not in _NOT_ITS_FAULT and database_answers():
            self.ends = [t for t in self.ends if now - t < 60] + [now]
        if len(self.ends) >= 5:
            return False
        time.sleep(0 if now - self.started > _SETTLED else 1)
        self.start()
        return True

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        for request in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            self.process.send_signal(request)
            try:
                self.process.wait(self.patience)
                return
            except subprocess.TimeoutExpired:
                continue


def pages(host: str, port: int) -> Child:
    workers = os.environ.get("PENDOPO_WORKERS", "2")
    options = {
        "--interface": "wsgi", "--host": host, "--port": str(port), "--workers": workers,
        "--blocking-threads": "2", "--log-level": "warning", "--workers-kill-timeout": "10",
        "--blocking-threads-idle-timeout": "600",  # a thread takes its connection to the database along
    }  # fmt: skip
    flat = [word for pair in options.items() for word in pair]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return Child(
        "halaman", [sys.executable, "-m", "granian", *flat, *flags, "pendopo.config.wsgi:application"]
    )


def worker() -> Child:
    return Child("pekerja", [sys.executable, "-m", "pendopo.config.cli", "_worker"], patience=30.0)
