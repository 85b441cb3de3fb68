"""Progress at the terminal: what is being done, and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str) -> None:
    print(text, flush=True)


def seconds(elapsed: float) -> str:
    return f"{elapsed:.1f} detik".replace(".", ",")


@contextmanager
def step(title: str, *, talks: bool = False) -> Iterator[None]:
    """One line per step. `talks`: the step writes lines of its own, so the time gets a line too."""
    began = time.monotonic()
    if talks:
        say(f"• {title} …")
    else:
        sys.stdout.write(f"• {title} … ")
        sys.stdout.flush()
    try:
        yield
    except BaseException:
        say("" if not talks else f"  {title}: tidak selesai")
        raise
    say(f"{'  selesai dalam ' if talks else ''}{seconds(time.monotonic() - began)}")
