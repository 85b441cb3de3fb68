"""pg_dump and pg_restore, as streams.

The wheel's programs know no TLS, so for a server of others those of the machine are asked first.
pg_restore never connects: it only writes the archive out as SQL, which we run in a transaction of ours.
"""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import make_conninfo

from pendopo.config.backup.fingerprint import LEFT_OUT
from pendopo.config.backup.members import BLOCK
from pendopo.config.postgres import binaries, cluster
from pendopo.config.postgres.trouble import Trouble


def dump(connection: dict[str, Any], snapshot: str, server_major: int) -> Iterator[bytes]:
    """pg_dump -Fc of one snapshot, in blocks. Trouble where it does not end well."""
    link = {name: value for name, value in connection.items() if name != "password"}
    own_server = str(link.get("host", "")).startswith("/")
    command = [
        _program("pg_dump", server_major, wheel_first=own_server), "--format=custom", "--compress=3",
        f"--snapshot={snapshot}", *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
        f"--dbname={make_conninfo(**link)}",
    ]  # fmt: skip
    environment = {**cluster.environment(), "PGPASSWORD": str(connection.get("password") or "")}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=environment
        )
        with _ended(process):
            assert process.stdout is not None
            while block := process.stdout.read(BLOCK):
                yield block
            if process.wait():
                raise Trouble(f"pg_dump berhenti: {_last_line(said)}")


@contextmanager
def script(archive: Iterable[bytes]) -> Iterator[Iterator[bytes]]:
    """The lines of SQL in an archive of pg_dump. What stops the archive stops the reader too."""
    command = [
        _program("pg_restore", 0, wheel_first=True), "--file=-", "--no-owner", "--no-privileges",
        "--no-comments", "--no-security-labels", "--no-publications", "--no-subscriptions",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=cluster.environment(),
            bufsize=2**20,
        )  # fmt: skip
        feeder = _Feeder(process, archive)
        with _ended(process):
            feeder.start()
            assert process.stdout is not None
            yield process.stdout
            feeder.join()
            if feeder.failure:
                raise feeder.failure
            if process.wait():
                raise Trouble(f"pg_restore berhenti: {_last_line(said)}")


class _Feeder(threading.Thread):
    """Writes the archive into pg_restore while we read what comes out."""

    def __init__(self, process: "subprocess.Popen[bytes]", archive: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        self._process, self._archive = process, archive
        self.failure: BaseException | None = None

    def run(self) -> None:
        assert self._process.stdin is not None
        try:
            for block in self._archive:
                self._process.stdin.write(block)
        except BrokenPipeError:
            pass  # pg_restore ended first; its exit code says why
        except BaseException as error:
            self.failure = error
        finally:
            with suppress(OSError):
                self._process.stdin.close()


@contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Whatever happens, the program has ended and its pipes are closed afterwards."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _program(name: str, least: int, *, wheel_first: bool) -> str:
    """Path of `name`, of PostgreSQL `least` or newer: an older pg_dump refuses a newer server."""
    for program in _candidates(name, wheel_first):
        if program.exists() and _major(program) >= least:
            return str(program)
    raise Trouble(
        f"Program {name} dari PostgreSQL {least} atau lebih baru tidak ada: pasang postgresql-client-{least}, "
        "atau isi PENDOPO_PG_BIN."
    )


def _candidates(name: str, wheel_first: bool) -> list[Path]:
    found = shutil.which(name)
    of_machine = [Path(found)] if found else []
    try:
        ours = [binaries.source() / name]
    except Trouble:
        ours = []
    if os.environ.get("PENDOPO_PG_BIN") or wheel_first:
        return ours + of_machine
    return of_machine + ours


def _major(program: Path) -> int:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)(?:\.|devel|beta|rc)", answer.stdout)
    return int(found[1]) if found else 0


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "tanpa keterangan"
