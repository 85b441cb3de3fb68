"""Whether the installation was already prepared by exactly this code for exactly this database."""

import hashlib
import sys
from importlib import metadata
from pathlib import Path

import psycopg

PACKAGE = Path(__file__).resolve().parents[2]
_IGNORED = {"__pycache__"}


def of_code(package: Path = PACKAGE) -> str:
    """Digest of every file of the package and of the libraries that stand below it."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("django", "django-tasks-db", "django-htmx", "whitenoise"):
        digest.update(f"{name}={metadata.version(name)}".encode())
    for path in sorted(p for p in package.rglob("*") if p.is_file() and not _IGNORED & set(p.parts)):
        digest.update(f"{path.relative_to(package)}:{path.stat().st_size}:".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def of_database(link: psycopg.Connection) -> str:  # type: ignore[type-arg]
    """The same for one database of one server only: a restored or new one is prepared anew."""
    row = link.execute(
        "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "FROM pg_control_system()"
    ).fetchone()
    return ":".join(map(str, row or ()))
