"""Keeps database, pages and worker alive until somebody says stop, then stops them in reverse order."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

import psycopg

from pendopo.config.database import conninfo
from pendopo.config.postgres import server
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run.children import Child
from pendopo.config.run.steps import say

_LATELY, _ENOUGH = 120.0, 5
"""So many starts of the database within so many seconds are tried before all of it ends."""


class Stop(Exception):
    """Ctrl-C or SIGTERM."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn both signals into `Stop` once; during the orderly end they are ignored."""

    def ask(number: int, frame: FrameType | None) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        raise Stop

    before = {name: signal.signal(name, ask) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextlib.contextmanager
def database(place: Place | None) -> Iterator["Database"]:
    """The own server while the block runs; nothing where DATABASE_URL names another."""
    kept = Database(place)
    kept.start()
    try:
        yield kept
    finally:
        kept.stop()


class Database:
    def __init__(self, place: Place | None) -> None:
        self.place = place
        self.process: subprocess.Popen[bytes] | None = None
        self.tries: list[float] = []

    def start(self) -> None:
        if self.place:
            self.process = server.start(self.place)

    def mend(self) -> None:
        """Start it again where it was killed, ours or the one that we had found running."""
        if self.place is None:
            return
        gone = self.process.poll() is not None if self.process else not server.alive(self.place)
        if gone:
            say("PostgreSQL berhenti sendiri dan dijalankan lagi; data yang sudah tersimpan tetap ada.")
            self._again()

    def _again(self) -> None:
        """Killed once more while it starts, it is started at the next turn; only what stays broken ends the whole."""
        now = time.monotonic()
        self.tries = [t for t in self.tries if now - t < _LATELY] + [now]
        try:
            self.start()
        except (psycopg.OperationalError, Trouble) as trouble:
            if len(self.tries) >= _ENOUGH:
                raise Trouble(f"PostgreSQL berhenti berulang kali: {trouble}") from trouble

    def answers(self) -> bool:
        try:
            with psycopg.connect(**conninfo(self.place), connect_timeout=5):  # type: ignore[arg-type]  # as psycopg reads them
                return True
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        if self.process:
            server.stop_process(self.process)


def watch(
    kept: Database, children: list[Child], ready: Callable[[], Any], later: Sequence[Child] = ()
) -> None:
    """Start the children and stay until a signal comes or one of them cannot be kept alive.

    Those of `later` start when the others are ready, so that they do not take the processors from the first page.
    """
    children = [*children, *later]
    try:
        for child in children[: len(children) - len(later)]:
            child.start()
        ready()
        for child in later:
            child.start()
        while True:
            time.sleep(0.5)
            kept.mend()
            for child in children:
                if not child.mend(kept.answers):
                    raise Trouble(f"Bagian {child.name} berhenti berulang kali: lihat pesan di atas.")
    finally:
        for child in reversed(children):
            child.stop()
