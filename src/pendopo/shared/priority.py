"""Processes that let others go first: whoever reads a page does not wait for large work, yet work goes on.

Where the kernel shares its time among sessions (Linux, most desktops and many servers), the priority of a process
counts only within its session, and a session has one of its own (sched(7)).
"""

import os
from contextlib import suppress
from pathlib import Path

HUMBLE = 7
"""Steps of niceness: about a fifth of the time that one who waits for a page gets."""


def humble(pid: int) -> None:
    """Let others go before this process, and before its session where it leads one; one that is humbler stays so.

    Nothing happens on Windows.
    """
    if not hasattr(os, "setpriority"):
        return
    os.setpriority(os.PRIO_PROCESS, pid, max(HUMBLE, os.getpriority(os.PRIO_PROCESS, pid)))
    if os.getsid(pid) == pid:
        with suppress(OSError):  # such a kernel alone has the file
            Path(f"/proc/{pid}/autogroup").write_text(str(HUMBLE))
