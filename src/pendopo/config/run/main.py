"""The order of a start."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg

from pendopo.config.database import conninfo
from pendopo.config.home import home
from pendopo.config.postgres import parenthood
from pendopo.config.postgres.place import Place, place_in
from pendopo.config.postgres.trouble import FULL_DISK, Trouble
from pendopo.config.run import freshness, ports
from pendopo.config.run.children import Child, pages, worker
from pendopo.config.run.freshness import Need
from pendopo.config.run.steps import say, seconds, step
from pendopo.config.run.supervisor import Stop, database, stoppable, watch
from pendopo.config.serving.checks import refuse_unknown_database

_FIRST_PAGE = 60.0  # seconds
_TURN = 0x50454E44  # number of the lock in the database under which migrations run


def run() -> int:
    """Everything: database, preparation, pages and worker."""
    began = time.monotonic()
    folder, (host, port) = home(), address()
    with stoppable(), alone(folder):
        try:
            ports.wait_free(host, port)
            _start(folder, host, port, began)
        except Stop:
            say("\nPendopo berhenti; semua data tersimpan.")
    return 0


def parts(*children: Child) -> int:
    """Only some processes, for installations that start each by themselves."""
    place = own_place(home())
    with stoppable(), contextlib.suppress(Stop), database(place) as kept:
        check_server(place)
        refuse_unknown_database(place, home())
        watch(kept, list(children), lambda: None)
    return 0


def _start(folder: Path, host: str, port: int, began: float) -> None:
    place = own_place(folder)
    say("Pendopo mulai")
    with contextlib.ExitStack() as stack:
        with step("Database"):
            kept = stack.enter_context(database(place))
            check_server(place)
        refuse_unknown_database(place, folder)
        prepare(place, folder)
        watch(kept, [pages(host, port)], lambda: _welcome(host, port, began), later=[worker()])


def address() -> tuple[str, int]:
    port = os.environ.get("PENDOPO_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Trouble(f"PENDOPO_PORT={port}: tulis angka antara 1 dan 65535.")
    return os.environ.get("PENDOPO_BIND", "127.0.0.1"), int(port)


def own_place(folder: Path) -> Place | None:
    return None if os.environ.get("DATABASE_URL") else place_in(folder)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One `pendopo run` per installation."""
    import fcntl

    with (folder / "run.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                "Pendopo sudah berjalan dari folder ini: buka alamat yang tercetak di sana."
            ) from None
        yield


def check_server(place: Place | None) -> None:
    """A sentence where the server named by DATABASE_URL does not answer or is too old."""
    try:
        with psycopg.connect(**conninfo(place), connect_timeout=10) as link:  # type: ignore[arg-type]
            version = link.info.server_version // 10000
    except (psycopg.OperationalError, ValueError) as error:
        where = "DATABASE_URL" if place is None else place.home
        raise Trouble(f"Database di {where} tidak menjawab: {_without_password(error)}") from None
    if version < 15:
        raise Trouble(
            f"Server database memakai PostgreSQL {version}; Pendopo membutuhkan 15 atau lebih baru."
        )


def _without_password(error: Exception) -> str:
    text = str(error).strip().split("\n")[-1]
    password = str(conninfo(None).get("password") or "") if os.environ.get("DATABASE_URL") else ""
    return text.replace(password, "…") if password else text


def prepare(place: Place | None, folder: Path) -> None:
    """Do what is still missing, and remember that it was done. Servers on one database do it one by one."""
    if _needed(place, folder) is Need.NOTHING:
        return
    with _turn(place):
        needed = _needed(place, folder)
        if needed is not Need.NOTHING:
            _prepare(place, folder, needed)


def _needed(place: Place | None, folder: Path) -> Need:
    with psycopg.connect(**conninfo(place)) as link:
        return freshness.need(link, folder)


@contextlib.contextmanager
def _turn(place: Place | None) -> Iterator[None]:
    """The own server serves one installation, which `alone` guards already."""
    if place:
        yield
        return
    with psycopg.connect(**conninfo(None), autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        yield


def _prepare(place: Place | None, folder: Path, needed: Need) -> None:
    demo = needed is Need.EVERYTHING and freshness.wants_demo()
    if needed is Need.EVERYTHING:
        for name in ("demo", "logins.txt"):  # what an earlier database left
            (folder / name).unlink(missing_ok=True)
    if needed is Need.EVERYTHING and place:
        freshness.new_draft(place)
        _prepare_process(demo, freshness.DRAFT)
        freshness.adopt_draft(place)
    else:
        _prepare_process(demo, None)
    with psycopg.connect(**conninfo(place)) as link:  # type: ignore[arg-type]
        freshness.remember(link, folder)


def _prepare_process(demo: bool, name: str | None) -> None:
    command = [sys.executable, "-m", "pendopo.config.run.prepare", *(["demo"] if demo else [])]
    environment = {**os.environ, **({"PENDOPO_DB_NAME": name} if name else {})}
    process = subprocess.Popen(
        command,
        env=environment,
        start_new_session=True,
        preexec_fn=parenthood.die_with_parent(signal.SIGTERM),
    )
    try:
        code = process.wait()
    except Stop:
        process.terminate()
        process.wait(20)
        raise
    if code == errno.ENOSPC:
        raise Trouble(FULL_DISK.format(home=home()))
    if code:
        raise Trouble("Persiapan tidak selesai: lihat pesan di atas, perbaiki, lalu jalankan lagi.")


def _welcome(host: str, port: int, began: float) -> None:
    address = f"http://localhost:{port}"  # passkeys refuse a number
    first_page(host, port)
    say(f"\nPendopo siap dalam {seconds(time.monotonic() - began)}: {address}")
    _logins()
    say("Berhenti: Ctrl-C")


def first_page(host: str, port: int, path: str = "/sehat") -> str:
    """What `path` answers, as soon as it does. Such a path needs neither host name, HTTPS nor login."""
    reached = "127.0.0.1" if host in ("0.0.0.0", "localhost") else host  # noqa: S104
    address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}{path}"
    deadline = time.monotonic() + _FIRST_PAGE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()
        except OSError:
            time.sleep(0.1)
    raise Trouble("Halaman pertama tidak muncul dalam 60 detik: lihat pesan di atas.")


def _logins() -> None:
    """The demo prints who may log in; where there is no demo, it says nothing."""
    shown = home() / "logins.txt"
    if shown.exists():
        say(shown.read_text().rstrip())
