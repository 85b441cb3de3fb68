"""Progress at the terminal: what is being done, and how long it took."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pendopo.config.serving.logs import structured


def say(text: str) -> None:
    if structured():
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        text = text.strip().removeprefix("• ")
        line = {"at": at, "level": "INFO", "logger": "pendopo", "message": text}
        text = json.dumps(line, ensure_ascii=False)
    print(text, flush=True)


def seconds(elapsed: float) -> str:
    return f"{elapsed:.1f} detik".replace(".", ",")


@contextmanager
def step(title: str, *, talks: bool = False) -> Iterator[None]:
    """One line per step. `talks`: the step writes lines of its own, so the time gets a line too."""
    began = time.monotonic()
    if structured():
        yield
        say(f"{title}: {seconds(time.monotonic() - began)}")
        return
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
