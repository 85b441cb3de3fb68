"""The installation under trial: a copy of the code, its own folder, one `pendopo run`."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from tests.bench.browser import Browser, Lost

ROOT = Path(__file__).resolve().parents[3]
KINDS = ("page worker", "page server", "background worker", "database backend", "database", "everything")
_WORKERS = 0x574F524B  # the lock by which a background worker says that it lives
_GIVES_UP = 90.0  # seconds until a house that does not come back is called broken


class House:
    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        if not (folder / "src").exists():
            shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        self.home.mkdir(exist_ok=True)
        folder.chmod(0o755)
        self.port = _free_port()
        self.process: psutil.Popen | None = None
        self.log = (folder / "run.log").open("ab")
        self.started_by_hand = 0
        self.cookie = ""

    @property
    def environment(self) -> dict[str, str]:
        path = os.pathsep.join([str(self.folder / "src"), str(ROOT)])
        more = {
            "PENDOPO_HOME": str(self.home), "PENDOPO_PORT": str(self.port), "PENDOPO_DEMO": "0", "PYTHONPATH": path,
            "DJANGO_SETTINGS_MODULE": "pendopo.config.settings", "PENDOPO_IDLE_MINUTES": "0",
        }  # fmt: skip
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PENDOPO_DEBUG")
        }
        return kept | more

    def start(self) -> None:
        self.process = psutil.Popen(
            [sys.executable, "-m", "pendopo.config.cli", "run"],
            env=self.environment, stdout=self.log, stderr=self.log, cwd=self.folder,
        )  # fmt: skip

    def ask(self, *words: str) -> dict[str, Any]:
        """Run one of our own modules inside the installation; its last line is JSON."""
        ran = subprocess.run(
            [sys.executable, "-m", *words], env=self.environment, stdout=subprocess.PIPE, check=True, cwd=ROOT
        )
        found: dict[str, Any] = json.loads(ran.stdout.decode().strip().rpartition("\n")[2])
        return found

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return int(self.process.wait(90))

    def parts(self) -> dict[str, list[psutil.Process]]:
        """What runs of each kind. Of a process that is just ending, nothing."""
        found: dict[str, list[psutil.Process]] = {kind: [] for kind in KINDS}
        if self.process is None or not self.process.is_running() or self.process.status() == "zombie":
            return found
        found["everything"] = [self.process]
        with suppress(psutil.Error):
            for child in self.process.children():
                self._sort(child, found)
        return found

    def _sort(self, child: psutil.Process, found: dict[str, list[psutil.Process]]) -> None:
        with suppress(psutil.Error):
            words = child.cmdline()
            if "granian" in words:
                found["page server"].append(child)
                found["page worker"] += [c for c in child.children() if "granian" in c.cmdline()]
            elif "_worker" in words:
                found["background worker"].append(child)
            elif words and words[0].endswith("postgres"):
                found["database"].append(child)
                backends = [
                    c for c in child.children() if "postgres: pendopo pendopo" in " ".join(c.cmdline())
                ]
                found["database backend"] += backends

    def whole(self) -> bool:
        """Every part runs, a page of people opens, and a background worker has told the database that it lives."""
        parts = self.parts()
        if len(parts["page worker"]) < 2 or not all(parts[kind] for kind in KINDS):
            return False
        try:
            browser = Browser(self.port, self.cookie, patience=5)
            good = browser.get("/psm/?q=siti").status == 200
            browser.close()
        except Lost:
            return False
        return good and self._worker_lives()

    def _worker_lives(self) -> bool:
        import psycopg

        from pendopo.config.postgres.place import place_in

        question = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = %s AND granted"
        )
        try:
            with psycopg.connect(**place_in(self.home).connection(), connect_timeout=3) as link:  # type: ignore[arg-type]
                row = link.execute(question, [_WORKERS]).fetchone()
        except psycopg.Error:
            return False
        return bool(row and row[0])

    def strays(self) -> int:
        """Page workers of this house whose server was killed and that serve on."""
        mine = [
            p for p in psutil.process_iter(["cmdline", "ppid"]) if str(self.port) in (p.info["cmdline"] or [])
        ]
        servers = {p.pid for p in self.parts()["page server"]}
        return sum(p.pid not in servers and p.info["ppid"] not in servers for p in mine)

    def come_back(self) -> float:
        """Seconds until the house is whole again; starts it where it has ended, as a person would."""
        since = time.monotonic()
        while time.monotonic() - since < _GIVES_UP:
            if self.process is None or self.process.poll() is not None:
                self.started_by_hand += 1
                self.start()
            if self.whole():
                return time.monotonic() - since
            time.sleep(0.1)
        raise SystemExit(
            f"The house did not come back within {_GIVES_UP:.0f} seconds: see {self.folder}/run.log"
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
