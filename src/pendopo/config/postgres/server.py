"""Starting, attaching to and stopping the server.

Two starts at once do no harm: the second waits for the first behind a lock and attaches to its server.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from pendopo.config.postgres import cluster, listen
from pendopo.config.postgres.binaries import programs_for
from pendopo.config.postgres.parenthood import die_with_parent
from pendopo.config.postgres.place import ADMIN, DATABASE, OWNER, Place
from pendopo.config.postgres.trouble import Trouble, explain, tail

_PATIENCE = 60.0  # seconds for crash recovery; a start takes 0.2


_ENDING = 20.0  # seconds; an orderly end takes one or two


def running(place: Place) -> bool:
    """Whether the server answers, with our password."""
    return _refusal(place) is None


def _refusal(place: Place) -> str | None:
    """What it says instead of answering."""
    try:
        with psycopg.connect(**place.connection(ADMIN, "postgres"), connect_timeout=5):  # type: ignore[arg-type]
            return None
    except psycopg.OperationalError as error:
        return str(error)


def start(place: Place, *, detached: bool = False) -> subprocess.Popen[bytes] | None:
    """Start the server and wait until it answers. None where it already ran: then it is not ours to stop.

    Detached, it outlives us; else it ends with us, even where we are killed.
    """
    place.account.folder(place.home)
    with lock(place):
        if running(place) or _comes_back(place):
            return None
        process = _launch(place, detached)
        _ensure_database(place)
        return process


def _comes_back(place: Place) -> bool:
    """Wait for a server that was left alone: it mends itself and answers, or it ends.

    Told to end while it recovers from a crash, it may wait for ever; nothing is lost by ending it at once.
    """
    began = time.monotonic()
    while alive(place) and time.monotonic() - began < _PATIENCE:
        refusal = _refusal(place)
        if refusal is None:
            return True
        late = time.monotonic() - began > _ENDING
        if late and "shutting down" in refusal and (pid := postmaster(place)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.2)
    return False


@contextlib.contextmanager
def lock(place: Place) -> Iterator[None]:
    import fcntl

    with (place.home / "start.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _launch(place: Place, detached: bool) -> subprocess.Popen[bytes]:
    programs = programs_for(place.account, place.home.parent)
    cluster.ensure(place, programs)
    forget_dead(place)
    host, port = listen.choose(place)
    cluster.configure(place, host, port)
    listen.remember(place, host, port)
    deadline = time.monotonic() + _PATIENCE
    while True:
        before = place.log.stat().st_size if place.log.exists() else 0
        process = _spawn(place, programs, detached)
        if _answers(place, process, deadline):
            return process
        said = tail(place.log, max(1, place.log.stat().st_size - before))
        # Workers of a killed server may still be on their way out; they go within a second or two.
        if "still in use" not in said or time.monotonic() > deadline:
            raise Trouble(explain(said, place.home, place.log))
        time.sleep(0.3)


def _spawn(place: Place, programs: Path, detached: bool) -> subprocess.Popen[bytes]:
    if place.log.exists() and place.log.stat().st_size > 10_000_000:
        shutil.move(place.log, place.log.with_suffix(".old.log"))
    descriptor = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    place.account.own(place.log)
    try:
        return subprocess.Popen(
            [programs / "postgres", "-D", place.data],
            stdin=subprocess.DEVNULL, stdout=descriptor, stderr=descriptor, cwd=place.home,
            env=cluster.environment(), start_new_session=True,
            preexec_fn=None if detached else die_with_parent(signal.SIGINT),
            **place.account.process(),
        )  # fmt: skip
    finally:
        os.close(descriptor)


def _answers(place: Place, process: subprocess.Popen[bytes], deadline: float) -> bool:
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        if running(place):
            return True
        time.sleep(0.05)
    stop_process(process)
    raise Trouble(f"PostgreSQL belum siap sesudah {_PATIENCE:.0f} detik: lihat {place.log}.")


def _ensure_database(place: Place) -> None:
    """The role and database of Pendopo; it owns its tables but is no superuser."""
    words = place.password_file(OWNER).read_text().strip()
    with psycopg.connect(**place.connection(ADMIN, "postgres"), autocommit=True) as link:  # type: ignore[arg-type]
        if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
            link.execute(role.format(sql.Identifier(OWNER), sql.Literal(words)))
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            database = sql.SQL("CREATE DATABASE {} OWNER {}")
            link.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def forget_dead(place: Place) -> None:
    """Remove the lock files of a server that was killed.

    PostgreSQL does so itself, unless its number now belongs to another program of the same account, as
    after a restart of the machine; then it would refuse to start for ever.
    """
    pid = postmaster(place)
    if pid is None or not _is_server(pid, place):
        host, port = place.address()
        for path in (place.data / "postmaster.pid", Path(host) / f".s.PGSQL.{port}.lock"):
            path.unlink(missing_ok=True)


def alive(place: Place) -> bool:
    """Whether the process that the server wrote down still runs; cheaper than asking it."""
    pid = postmaster(place)
    if pid is None or not _is_server(pid, place):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def postmaster(place: Place) -> int | None:
    """Process number that the server wrote down, alive or not."""
    try:
        return int((place.data / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return None


def _is_server(pid: int, place: Place) -> bool:
    described = Path(f"/proc/{pid}/cmdline")
    if not Path("/proc/self/cmdline").exists():
        return True  # not Linux: leave the decision to PostgreSQL
    try:
        return os.fsencode(place.data) in described.read_bytes()
    except OSError:
        return False


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)  # recovers at the next start
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()  # one that hears nothing any more
            process.wait(10)


def stop(place: Place) -> bool:
    """Stop a detached server. False where none ran."""
    pid = postmaster(place)
    if pid is None or not _is_server(pid, place):
        return False
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + 30
    while postmaster(place) == pid and time.monotonic() < deadline:
        time.sleep(0.05)
    return True
