"""When Python looks for cycles of forgotten things."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 50)


def collect_seldom() -> None:
    """For processes that serve: what is loaded by now stays, and is never walked through again.

    A hundred thousand rows live until the end of their import: walking through them again and again finds nothing
    and takes a third of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """While very many things are made that nearly all stay or go without cycles: it would be a twentieth of the time.

    It holds for the whole process. Where two do this at once, the first to end lets it begin again for both.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
