"""When a part that ended is started again, and when the whole gives up."""

import signal
import sys

import pytest

from pendopo.config.run import children
from pendopo.config.run.children import LOST_DATABASE, Child
from pendopo.jobs import workers


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


def test_workers_and_their_keeper_mean_the_same_code() -> None:
    assert workers.LOST_DATABASE == LOST_DATABASE
