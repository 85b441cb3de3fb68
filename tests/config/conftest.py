"""Servers of their own for the tests of starting and stopping; each in a folder the account can reach."""

import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pendopo.config.postgres import server
from pendopo.config.postgres.place import Place, place_in
from tests.config.started import PACKAGE, Started


@pytest.fixture(autouse=True)
def _reaped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every server that a test started has ended and been waited for when the test is over."""
    spawn, started = server._spawn, []

    def remember(*arguments: Any) -> subprocess.Popen[bytes]:
        started.append(spawn(*arguments))
        return started[-1]

    monkeypatch.setattr(server, "_spawn", remember)
    yield
    for process in started:
        server.stop_process(process)


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(os.environ["PENDOPO_HOME"]) / f"own-{uuid.uuid4().hex[:8]}"
    made.mkdir(mode=0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def place(folder: Path) -> Iterator[Place]:
    made = place_in(folder)
    yield made
    server.stop(made)


@pytest.fixture
def other(folder: Path) -> Iterator[Place]:
    """Another machine: an empty home with a server of its own."""
    made = folder.with_name(f"{folder.name}-other")
    made.mkdir(mode=0o755)
    yield place_in(made)
    server.stop(place_in(made))
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Started]]:
    made: list[Started] = []
    # A copy, so that a file saved in the checkout meanwhile does not count as a new version.
    shutil.copytree(PACKAGE, folder / "src" / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))

    def begin(port: int, *words: str) -> Started:
        made.append(Started(folder, port, *words))
        return made[-1]

    yield begin
    for each in made:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)
