"""Where the server listens: a socket only its account can reach, the loopback where there are none."""

import os
import socket
import tempfile
from pathlib import Path

from pendopo.config.postgres.place import PORT, Place

_LONGEST = 103  # bytes of a socket path: 107 on Linux, 103 on macOS


def choose(place: Place) -> tuple[str, int]:
    """Host and port for the next start; kept from the last one where it still serves."""
    host, _ = place.address()
    if not hasattr(socket, "AF_UNIX") or os.environ.get("PENDOPO_DB_LOOPBACK") == "1":
        return "127.0.0.1", _free_port()
    folder = Path(host) if host.startswith("/") else place.home / "run"
    if _serves(folder, place):
        return str(folder), PORT
    return _short_folder(place), PORT


def remember(place: Place, host: str, port: int) -> None:
    written = place.home / "address"
    written.write_text(f"{host}\n{port}\n")
    place.account.own(written)


def _serves(folder: Path, place: Place) -> bool:
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > _LONGEST:
        return False
    own = folder == place.home / "run"
    if own:
        place.account.folder(folder)
    if not folder.is_dir() or folder.is_symlink():
        return False
    info = folder.stat()
    owner = place.account.uid if place.account.uid is not None else os.geteuid()
    return info.st_uid == owner and info.st_mode & 0o077 == 0 and _takes_sockets(folder)


def _takes_sockets(folder: Path) -> bool:
    """Some shared folders of virtual machines hold files but no sockets."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.bind(str(probe))
        probe.unlink()
    except OSError:
        return False
    return True


def _short_folder(place: Place) -> str:
    """A folder of a fresh random name, so that nobody else can have prepared it."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-", dir="/tmp"))
    place.account.own(folder)
    return str(folder)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
