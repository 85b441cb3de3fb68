"""`pendopo run` as a person meets it: one story, because every start costs seconds."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pendopo.config.postgres import server
from pendopo.config.postgres.place import place_in
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run import ports, stamp

PACKAGE = Path(stamp.__file__).parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Started:
    """One `pendopo run`; what it says is read up to a line that holds `needle`."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {
            **os.environ, "PENDOPO_HOME": str(folder), "PENDOPO_PORT": str(port), "PENDOPO_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "pendopo.config.settings", "PYTHONPATH": str(folder / "src"),
            "PENDOPO_WORKERS": "1",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pendopo.config.cli", "run"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
        )  # fmt: skip
        self.said = ""

    def until(self, needle: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if needle in line:
                return self.said
        raise AssertionError(self.said)

    def end(self, number: int = 0) -> int:
        """Its exit code, after sending `number` if that is given."""
        assert self.process.stdout is not None
        if number:
            self.process.send_signal(number)
        if number != signal.SIGKILL:  # its children hold the pipe for a moment longer
            self.said += self.process.stdout.read()
        code = self.process.wait(60)
        self.process.stdout.close()
        return code


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def closed(port: int) -> bool:
    try:
        ports.wait_free("127.0.0.1", port, patience=20)
    except Trouble:
        return False
    return True


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[int], Started]]:
    made: list[Started] = []
    # A copy, so that a file saved in the checkout meanwhile does not count as a new version.
    shutil.copytree(PACKAGE, folder / "src" / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))

    def begin(port: int) -> Started:
        made.append(Started(folder, port))
        return made[-1]

    yield begin
    for each in made:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)


def test_run_stop_kill_and_run_again(folder: Path, start: Callable[[int], Started]) -> None:
    port = free_port()
    first = start(port)
    first.until("Pendopo siap")
    assert answers(port)

    other = start(free_port())
    assert other.until("sudah berjalan")
    assert other.end() == 1

    first.end(signal.SIGKILL)
    assert closed(port)

    began = time.monotonic()
    again = start(port)
    said = again.until("Pendopo siap")
    assert "Tabel database" not in said, "a second start repeats nothing"
    assert answers(port)
    assert time.monotonic() - began < 60
    assert again.end(signal.SIGTERM) == 0
    assert "semua data tersimpan" in again.said
    assert closed(port)
    assert not server.running(place_in(folder))


def test_taken_port_is_told() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = int(door.getsockname()[1])
        with pytest.raises(Trouble, match=f"Port {port} sudah dipakai"):
            ports.wait_free("127.0.0.1", port, patience=0)


def test_stamp_follows_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = stamp.of_code(tmp_path)
    assert stamp.of_code(tmp_path) == before
    (tmp_path / "a.py").write_text("2")
    assert stamp.of_code(tmp_path) != before
