"""Whoever reads a page goes before the worker, also where time is shared among sessions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.shared.priority import HUMBLE, humble

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="priorities as Linux has them")


@linux
@pytest.mark.parametrize("own_session", [True, False])
def test_a_process_gives_way_with_its_session_only_where_that_is_its_own(own_session: bool) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=own_session
    )
    group = Path(f"/proc/{child.pid}/autogroup")
    before = group.read_text() if group.exists() else ""
    try:
        humble(child.pid)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == HUMBLE
        if before and own_session:
            assert group.read_text().strip().endswith(f" nice {HUMBLE}")
        elif before:
            assert group.read_text() == before
    finally:
        child.communicate(b"\n")


@linux
def test_a_humbler_process_stays_as_it_is() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        os.setpriority(os.PRIO_PROCESS, child.pid, HUMBLE + 3)
        humble(child.pid)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == HUMBLE + 3
    finally:
        child.communicate(b"\n")
