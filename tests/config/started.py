"""`pendopo run` and `serve` as processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run import ports, stamp

PACKAGE = Path(stamp.__file__).parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Started:
    """One `pendopo run` or `serve`; what it says is read up to a line that holds `needle`."""

    def __init__(self, folder: Path, port: int, *words: str) -> None:
        environment = {
            **os.environ, "PENDOPO_HOME": str(folder), "PENDOPO_PORT": str(port), "PENDOPO_DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "pendopo.config.settings", "PYTHONPATH": str(folder / "src"),
            "PENDOPO_WORKERS": "1",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pendopo.config.cli", *(words or ("run",))],
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
