"""When a part that ended is started again, and when the whole gives up."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from pendopo.config.postgres import server
from pendopo.config.postgres.place import Place, place_in
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run import children
from pendopo.config.run.children import LOST_DATABASE, Child, pages
from pendopo.config.run.supervisor import Database
from pendopo.jobs import workers
from tests.config.started import free_port


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_SETTLED", -1.0)


def ended(code: str) -> Child:
    child = Child("bagian", [sys.executable, "-S", "-c", code])
    child.start()
    return child


def mended(child: Child) -> bool:
    assert child.process is not None
    child.process.wait(20)
    return child.mend()


def test_a_part_that_fails_again_and_again_ends_the_whole() -> None:
    child = ended("raise SystemExit(1)")
    assert [mended(child) for _ in range(5)] == [True, True, True, True, False]


def test_a_lost_database_or_a_kill_from_outside_is_mended_for_ever() -> None:
    lost = ended(f"raise SystemExit({LOST_DATABASE})")
    assert all(mended(lost) for _ in range(7))
    lost.stop()
    killed = ended(f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})")
    assert all(mended(killed) for _ in range(7))
    killed.stop()


def test_a_part_that_cannot_begin_without_its_database_waits_for_it() -> None:
    child = ended("raise SystemExit(1)")
    assert child.process is not None
    for _ in range(7):
        child.process.wait(20)
        assert child.mend(lambda: False)
    child.stop()


class Starting(Database):
    """A server that is killed while it starts, so many times."""

    def __init__(self, place: Place, times: int) -> None:
        super().__init__(place)
        self.left = times

    def start(self) -> None:
        self.left -= 1
        if self.left >= 0:
            raise psycopg.OperationalError("the connection was lost")
        self.process = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])


def test_a_database_that_is_killed_while_it_starts_is_started_again(tmp_path: Path) -> None:
    kept = Starting(place_in(tmp_path), times=3)
    for _ in range(4):
        kept.mend()
    assert kept.process is not None
    kept.stop()


def test_a_database_that_stays_broken_ends_the_whole(tmp_path: Path) -> None:
    kept = Starting(place_in(tmp_path), times=99)
    for _ in range(4):
        kept.mend()
    with pytest.raises(Trouble, match="berulang kali"):
        kept.mend()


def test_workers_and_their_keeper_mean_the_same_code() -> None:
    assert workers.LOST_DATABASE == LOST_DATABASE


@pytest.mark.parametrize("seconds", [0.0, 1.2])  # while Python begins, and while our pages load
def test_page_workers_end_with_their_server_also_while_they_still_load(seconds: float) -> None:
    child = pages("127.0.0.1", free_port())
    child.start()
    assert child.process is not None
    server = psutil.Process(child.process.pid)
    _until(lambda: len(server.children()) == 2)
    workers = server.children()
    time.sleep(seconds)
    server.kill()
    child.process.wait(20)
    _gone, alive = psutil.wait_procs(workers, timeout=10)
    for worker in alive:
        worker.kill()
    assert not alive


def _until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_database_that_hears_nothing_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (2, 3)]; print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-S", "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    wait, short = process.wait, iter([0.2, 0.2])
    monkeypatch.setattr(process, "wait", lambda seconds: wait(next(short, seconds)))
    server.stop_process(process)
    assert process.returncode == -signal.SIGKILL
