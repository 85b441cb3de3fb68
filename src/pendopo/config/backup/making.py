"""Making a backup while everybody goes on working: database, files and keys of one moment."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

from pendopo.config.backup import envelope, members, programs, recovery
from pendopo.config.backup.manifest import Manifest, describe
from pendopo.config.database import conninfo
from pendopo.config.home import secret
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import Trouble

KEYS = ("PENDOPO_SECRET_KEY", "PENDOPO_DATA_KEY", "PENDOPO_INDEX_KEY")
MANIFEST, DATABASE, KEY_FOLDER, FILES = "manifest.json", "database.dump", "keys/", "media/"
_DRAFT = ".setengah"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def make(target: Path, place: Place | None, home: Path, at: datetime) -> Manifest:
    """Write the backup of the installation in `home` to `target`, which must not exist, and read it back."""
    key = recovery.load(home)
    if target.exists():
        raise Trouble(f"{target} sudah ada: pilih nama lain. Cadangan lama tidak pernah ditimpa.")
    draft = target.with_name(f".{target.name}.{os.getpid()}{_DRAFT}")
    _sweep(target.parent)
    try:
        with _private(draft) as file:
            sealed = envelope.Sealed(file, key)
            manifest = _fill(sealed, place, home, at)
            sealed.close()
            file.flush()
            os.fsync(file.fileno())
        with draft.open("rb") as file:
            envelope.check(file, sealed.key)
        draft.rename(target)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Trouble(
            f"Ruang di {target.parent} penuh: cadangan tidak jadi dibuat. Data dan cadangan yang sudah ada tidak "
            "disentuh. Kosongkan ruang atau pilih tempat lain, lalu ulangi."
        ) from None
    except psycopg.OperationalError:
        raise Trouble(
            "Database berhenti menjawab di tengah jalan: cadangan tidak jadi dibuat. Cadangan yang sudah ada tidak "
            "disentuh. Periksa database dan ruangnya, lalu ulangi."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _fill(sealed: envelope.Sealed, place: Place | None, home: Path, at: datetime) -> Manifest:
    connection = conninfo(place)
    with psycopg.connect(**connection) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        link.read_only = True
        row = link.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        manifest = describe(link, at.isoformat(timespec="seconds"), demo=(home / "demo").exists())
        if not manifest.tables:
            raise Trouble("Pemasangan ini masih kosong: jalankan `pendopo serve` dulu, baru cadangkan.")
        members.put(sealed, MANIFEST, [manifest.text()])
        for name in KEYS:
            members.put(sealed, KEY_FOLDER + name.lower(), [secret(name).encode()])
        members.put(sealed, f"{KEY_FOLDER}recovery.json", [recovery.path_in(home).read_bytes()])
        members.put(sealed, DATABASE, programs.dump(connection, row[0], manifest.postgres))
    # After the database: every file that it names was there by then, and none is ever changed.
    for path in _files(home / "media"):
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            members.put(sealed, f"{FILES}{path.relative_to(home / 'media')}", _blocks(file))
    members.end(sealed)
    return manifest


def _sweep(folder: Path) -> None:
    """Away with what backups that were killed left behind. Whoever still writes one holds its lock."""
    for left in folder.glob(f".*{_DRAFT}"):
        with contextlib.suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _files(folder: Path) -> Iterator[Path]:
    """Without drafts, whose names begin with a dot."""
    return (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("."))


def _blocks(file: Any) -> Iterator[bytes]:
    while block := file.read(members.BLOCK):
        yield block


@contextlib.contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with contextlib.suppress(OSError):  # a share without locks is swept by nobody
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file
