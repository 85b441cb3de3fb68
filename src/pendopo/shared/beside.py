"""A pure function in a process of its own, while this one does something else: Python computes on one processor each.

In: a function of a module and arguments, all of which can be pickled. Out: what it gives. A process that cannot be
started, or is killed, loses nothing: the function is then run here. What it raises is raised when it is run here.
"""

import gc
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Generic, ParamSpec, TypeVar

from pendopo.shared.priority import humble

P = ParamSpec("P")
T = TypeVar("T")


class Beside(Generic[T]):
    """Begins at once; `with` ends it where nobody waits for the result any more."""

    def __init__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self._work = partial(function, *args, **kwargs)
        self._process: subprocess.Popen[bytes] | None = None
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        with suppress(OSError):
            command = [sys.executable, "-m", __name__]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none)
            told, self._process.stdin = self._process.stdin, None  # so that `communicate` leaves it alone
            with told:  # type: ignore[union-attr]  # it is a pipe
                pickle.dump(self._work, told, pickle.HIGHEST_PROTOCOL)  # type: ignore[arg-type]  # it is a pipe

    def __enter__(self) -> "Beside[T]":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
            self._process.communicate()

    def result(self) -> T:
        """Wait for it. May be asked once."""
        answer = self._process.communicate()[0] if self._process else b""
        if self._process is None or self._process.returncode or not answer:
            logging.getLogger(__name__).warning("%s is run in its caller's process", self._work.func.__name__)
            return self._work()
        found: T = pickle.loads(answer)  # noqa: S301 (of our own process)
        return found


def processors() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answer() -> None:
    gc.disable()  # it ends before there is anything to collect
    humble(os.getpid())
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 (of our own process)
    pickle.dump(work(), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _answer()
