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
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Beside(Generic[T]):
    """Begins at once; `with` ends it where nobody waits for the result any more."""

    def __init__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        self._asked: tuple[Any, ...] = (function, args, kwargs)
        self._process: subprocess.Popen[bytes] | None = None
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        with suppress(OSError):
            command = [sys.executable, "-m", __name__]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none)
            with self._process.stdin as told:  # type: ignore[union-attr]  # it is a pipe
                pickle.dump(self._asked, told, pickle.HIGHEST_PROTOCOL)

    def __enter__(self) -> "Beside[T]":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
            self._process.stdout.close()  # type: ignore[union-attr]
            self._process.wait()

    def result(self) -> T:
        """Wait for it. May be asked once."""
        (function, args, kwargs), answer = self._asked, b""
        if self._process:
            answer = self._process.stdout.read()  # type: ignore[union-attr]
            self._process.stdout.close()  # type: ignore[union-attr]
            if self._process.wait():
                answer = b""
        if not answer:
            logging.getLogger(__name__).warning("%s is run in its caller's process", function.__name__)
            return function(*args, **kwargs)  # type: ignore[no-any-return]
        found: T = pickle.loads(answer)  # noqa: S301 (of our own process)
        return found


def processors() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answer() -> None:
    gc.disable()  # it ends before there is anything to collect
    function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 (of our own process)
    pickle.dump(function(*args, **kwargs), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _answer()
