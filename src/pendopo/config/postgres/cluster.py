"""The data folder: made once, whole or not at all; its configuration, written anew at every start."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from pendopo.config.home import write_private
from pendopo.config.postgres.binaries import major
from pendopo.config.postgres.place import ADMIN, OWNER, Place
from pendopo.config.postgres.trouble import FULL_DISK, MIN_FREE, Trouble, explain

_HBA = """# Written by Pendopo at every start.
local   all  all                scram-sha-256
host    all  all  127.0.0.1/32  scram-sha-256
"""


def ensure(place: Place, programs: Path) -> None:
    """Make the data folder if absent; refuse one of another major version or a full disk."""
    place.account.folder(place.home)
    free = shutil.disk_usage(place.home).free
    if free < MIN_FREE:
        raise Trouble(FULL_DISK.format(home=place.home))
    for role in (ADMIN, OWNER):
        _password(place, role)
    if place.data.exists():
        _same_major(place, programs)
    else:
        _initdb(place, programs)


def _password(place: Place, role: str) -> None:
    path = place.password_file(role)
    if not path.exists():
        write_private(path, secrets.token_urlsafe(24))
        place.account.own(path)


def _same_major(place: Place, programs: Path) -> None:
    written = place.data / "PG_VERSION"
    if not written.exists():
        raise Trouble(
            f"{place.data} ada tetapi bukan data PostgreSQL: pindahkan folder itu, lalu jalankan lagi."
        )
    version = written.read_text().strip()
    if version != str(major(programs)):
        raise Trouble(
            f"Data di {place.data} dibuat oleh PostgreSQL {version}, sedangkan yang terpasang PostgreSQL "
            f"{major(programs)}. Data tidak disentuh: pasang kembali versi lama lalu pindahkan dengan pg_dump."
        )


def _initdb(place: Place, programs: Path) -> None:
    """Into a folder of another name, renamed when whole: a start killed here leaves nothing half-made."""
    for left in place.home.glob("data.new*"):
        shutil.rmtree(left)
    draft = place.account.folder(place.home / "data.new")
    # The builtin provider sorts alike on every machine; older servers have only the C locale for that.
    new = major(programs) >= 17
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if new else []
    command: list[str | Path] = [
        programs / "initdb", "-D", draft, "-U", ADMIN, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C",
        f"--pwfile={place.password_file(ADMIN)}", *locale,
    ]  # fmt: skip
    if os.environ.get("PENDOPO_DB_UNSAFE_FAST") == "1":
        command.append("--no-sync")
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=place.home, env=environment(), **place.account.process()
    )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise Trouble(explain(done.stderr + done.stdout, place.home))
    draft.rename(place.data)


def environment() -> dict[str, str]:
    """Nothing of ours goes to the server: neither secrets nor PG* variables nor a foreign locale."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def configure(place: Place, host: str, port: int) -> None:
    """Write what differs from PostgreSQL's own defaults."""
    socket_lines = (
        {"unix_socket_directories": f"'{host}'", "unix_socket_permissions": "0700", "listen_addresses": "''"}
        if host.startswith("/")
        else {"unix_socket_directories": "''", "listen_addresses": "'127.0.0.1'"}
    )
    lines = {**socket_lines, "port": str(port), **_memory(), **_safety(), **_logging()}
    text = "# Written by Pendopo at every start.\n" + "".join(f"{k} = {v}\n" for k, v in lines.items())
    for name, content in (("postgresql.conf", text), ("pg_hba.conf", _HBA)):
        path = place.data / name
        path.write_text(content)
        place.account.own(path)


def _memory() -> dict[str, str]:
    cores = os.cpu_count() or 2
    return {
        "shared_buffers": f"{_shared_buffers()}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": "1GB",
        "jit": "off",  # compiling costs more than our short queries take
        "random_page_cost": "1.1",
        "max_connections": "60",
        "max_worker_processes": str(max(4, cores)),
        "max_parallel_workers": str(cores),
        "max_parallel_workers_per_gather": str(min(2, cores)),
        "dynamic_shared_memory_type": "posix" if _roomy_shm() else "mmap",
    }


def _shared_buffers() -> int:
    """256 MB, an eighth of a small machine's memory if that is less."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (AttributeError, ValueError, OSError):
        return 128
    return max(32, min(256, total // 8))


def _roomy_shm() -> bool:
    """Containers often have 64 MB in /dev/shm; parallel queries then die with "No space left"."""
    try:
        return shutil.disk_usage("/dev/shm").free >= 512 * 2**20  # noqa: S108
    except OSError:
        return False


def _safety() -> dict[str, str]:
    safe = {"password_encryption": "scram-sha-256", "max_wal_size": "1GB", "min_wal_size": "80MB"}
    if os.environ.get("PENDOPO_DB_UNSAFE_FAST") == "1":  # throw-away servers of tests
        return {**safe, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return {**safe, "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def _logging() -> dict[str, str]:
    """Errors, never statements: they hold names and NIK."""
    return {
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
        "log_checkpoints": "off",
    }
