"""The server that Pendopo brings along: starting, attaching, dying, coming back."""

import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from pendopo.config.postgres import binaries, cluster, server
from pendopo.config.postgres.place import ADMIN, Place, place_in
from pendopo.config.postgres.trouble import Trouble, explain


def ask(place: Place, question: str) -> str:
    with psycopg.connect(**place.connection()) as link:
        row = link.execute(question).fetchone()
    assert row is not None
    return str(row[0])


def rights(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def gone(pid: int, patience: float = 10.0) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/status")
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        time.sleep(0.05)
    return False


def test_first_start_is_private_and_durable(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENDOPO_DB_UNSAFE_FAST")
    server.start(place, detached=True)
    assert ask(place, "SHOW fsync") == "on"
    assert ask(place, "SHOW listen_addresses") == ""
    assert ask(place, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"
    host, port = place.address()
    assert rights(Path(host)) == "0o700"
    assert rights(place.home) == "0o700"
    assert stat.S_IMODE((Path(host) / f".s.PGSQL.{port}").stat().st_mode) == 0o700
    for role in ("pendopo", ADMIN):
        assert rights(place.password_file(role)) == "0o600"


def test_never_runs_as_root(place: Place) -> None:
    server.start(place, detached=True)
    pid = server.postmaster(place)
    assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_password_is_asked_and_appears_nowhere(place: Place) -> None:
    server.start(place, detached=True)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**{**place.connection(), "password": "salah"})
    secrets = [place.password_file(role).read_text() for role in ("pendopo", ADMIN)]
    command = Path(f"/proc/{server.postmaster(place)}/cmdline").read_text()
    environment = Path(f"/proc/{server.postmaster(place)}/environ").read_text()
    for text in (place.log.read_text(), command, environment):
        assert not any(secret in text for secret in secrets)


def test_log_holds_no_values(place: Place) -> None:
    server.start(place, detached=True)
    with psycopg.connect(**place.connection()) as link, pytest.raises(psycopg.DataError):
        link.execute("SELECT CAST(%s AS date) /* Siti Aminah */", ["3374010101800001"])
    assert "Siti" not in place.log.read_text()


def test_second_start_attaches(place: Place) -> None:
    assert server.start(place, detached=True) is not None
    assert server.start(place) is None


def test_two_starts_at_once(place: Place) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: server.start(place, detached=True), range(2)))
    assert sum(result is not None for result in results) == 1
    assert server.running(place)


def test_killed_server_keeps_what_was_committed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENDOPO_DB_UNSAFE_FAST")
    server.start(place, detached=True)
    with psycopg.connect(**place.connection()) as link:
        link.execute("CREATE TABLE t AS SELECT 7 AS n")
    pid = server.postmaster(place)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    server.start(place, detached=True)
    assert server.postmaster(place) != pid
    assert ask(place, "SELECT n FROM t") == "7"


def test_a_server_that_never_comes_to_its_end_is_ended(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_ENDING", 0.5)
    server.start(place, detached=True)
    old = server.postmaster(place)
    assert old is not None
    for child in psutil.Process(old).children():
        with suppress(psutil.NoSuchProcess):  # one that had only something to begin with
            child.suspend()
    os.kill(old, signal.SIGINT)
    server.start(place, detached=True)
    assert server.postmaster(place) != old
    assert ask(place, "SELECT 1") == "1"


def test_number_of_a_dead_server_now_belongs_to_another_program(place: Place) -> None:
    server.start(place, detached=True)
    server.stop(place)
    sleeper = subprocess.Popen(["sleep", "60"], **place.account.process())
    try:
        (place.data / "postmaster.pid").write_text(f"{sleeper.pid}\n{place.data}\n")
        server.start(place, detached=True)
        assert server.running(place)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_broken_off_initdb_is_made_anew(place: Place) -> None:
    half = place.account.folder(place.home) / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server.start(place, detached=True)
    assert server.running(place)
    assert not half.exists()


def test_other_major_version_is_refused(place: Place) -> None:
    place.account.folder(place.data)
    (place.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(Trouble, match="dibuat oleh PostgreSQL 13"):
        server.start(place)
    assert [p.name for p in place.data.iterdir()] == ["PG_VERSION"]


def test_foreign_folder_is_refused(place: Place) -> None:
    place.account.folder(place.data)
    with pytest.raises(Trouble, match="bukan data PostgreSQL"):
        server.start(place)


def test_full_disk_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MIN_FREE", 2**60)
    with pytest.raises(Trouble, match="Ruang penyimpanan penuh"):
        server.start(place)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device', "penyimpanan penuh"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "Memori"),
        ("FATAL:  data directory has invalid permissions", "0700"),
        ("LOG:  x\nFATAL:  something nobody foresaw\n", "something nobody foresaw"),
        ("", "tanpa keterangan"),
    ],
)
def test_trouble_is_told_in_a_sentence(said: str, sentence: str) -> None:
    assert sentence in explain(said, Path("/home"))


def test_long_path_gets_a_short_socket_folder(folder: Path) -> None:
    place = place_in(folder / ("x" * 60) / ("y" * 60))
    server.start(place, detached=True)
    try:
        host, _ = place.address()
        assert len(host) < 60
        assert rights(Path(host)) == "0o700"
        server.stop(place)
        server.start(place, detached=True)
        assert place.address()[0] == host
    finally:
        server.stop(place)
        Path(place.address()[0]).rmdir()


def test_loopback_where_there_are_no_sockets(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENDOPO_DB_LOOPBACK", "1")
    server.start(place, detached=True)
    assert place.address()[0] == "127.0.0.1"
    assert ask(place, "SHOW listen_addresses") == "127.0.0.1"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**{**place.connection(), "password": "salah"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")
def test_server_ends_with_a_killed_parent(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from pendopo.config.postgres import server;"
        "from pendopo.config.postgres.place import place_in; p = place_in(Path(sys.argv[1]));"
        "server.start(p); print(server.postmaster(p), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        assert gone(pid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")
def test_unreachable_folder_moves_files_but_no_rights(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    before = {path: path.stat().st_mode for path in (*closed.parents, closed)}
    place = place_in(closed / "var")
    assert place.home.is_relative_to("/var/lib/pendopo")
    server.start(place, detached=True)
    try:
        assert server.running(place)
        assert {path: path.stat().st_mode for path in before} == before
    finally:
        server.stop(place)
        subprocess.run(["rm", "-rf", place.home], check=True)


def test_copied_programs_run(folder: Path) -> None:
    programs = binaries._copy(binaries.source(), folder)
    for name in ("postgres", "initdb"):
        assert "PostgreSQL" in subprocess.check_output([programs / name, "--version"], text=True)
    assert binaries._copy(binaries.source(), folder) == programs
