"""`pendopo run` as a person meets it: one story, because every start costs seconds."""

import signal
import socket
import threading
import time
from collections.abc import Callable
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from pendopo.config.postgres import server
from pendopo.config.postgres.place import place_in
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run import ports, stamp
from tests.config.started import Started, answers, closed, free_port


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
            ports.wait_free("127.0.0.1", port, patience=0, ending=0)


def test_a_program_that_answers_on_the_port_is_not_waited_for() -> None:
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.handle_request, daemon=True).start()
        with pytest.raises(Trouble, match="sudah dipakai"):
            ports.wait_free("127.0.0.1", other.server_port, patience=0, ending=60)


def test_what_is_ending_gets_its_time() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = int(door.getsockname()[1])
        threading.Timer(0.3, door.close).start()
        ports.wait_free("127.0.0.1", port, patience=0, ending=60)


def test_stamp_follows_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = stamp.of_code(tmp_path)
    assert stamp.of_code(tmp_path) == before
    (tmp_path / "a.py").write_text("2")
    assert stamp.of_code(tmp_path) != before
