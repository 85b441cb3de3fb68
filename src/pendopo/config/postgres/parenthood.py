"""A child that ends when its parent ends, even where the parent is killed."""

import ctypes
import multiprocessing
import os
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(signal_number: int) -> Callable[[], None] | None:
    """A `preexec_fn` that asks the kernel for `signal_number` at the parent's end. Linux only.

    Elsewhere the child is found and used again at the next start.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)  # loaded before the fork: the child may not do so
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:  # it ended in between
            os._exit(1)

    return ask


def end_with_parent(signal_number: int) -> None:
    """The same asked by the child itself, where something else has started it and may be gone by now."""
    parent = multiprocessing.parent_process()
    if parent is not None and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent.pid:
            os._exit(1)
