"""Which migrations a database has seen, and whether this program knows them all.

Read without Django, so that it can be asked before anything else of the program runs.
"""

from collections.abc import Iterable
from pathlib import Path

import psycopg

from pendopo.config.postgres.trouble import Trouble

PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("auth", "contenttypes", "sessions", "django_tasks_database")


def known() -> set[str]:
    """`roster.0001_initial` of every migration in this program's own rooms."""
    files = PACKAGE.glob("*/migrations/0*.py")
    return {f"{path.parents[1].name}.{path.stem}" for path in files}


def applied(link: psycopg.Connection) -> set[str]:  # type: ignore[type-arg]
    """The same, of the database; nothing where it is empty. A room we do not know counts, a library does not."""
    table = link.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if table is None or table[0] is None:
        return set()
    rows = link.execute(
        "SELECT app || '.' || name FROM django_migrations WHERE app <> ALL(%s)", [list(_LIBRARIES)]
    )
    return {row[0] for row in rows}


def newer(seen: Iterable[str]) -> str | None:
    """A migration this program does not know, if there is one: a newer program has been at work."""
    return max(set(seen) - known(), default=None)


def refuse_newer(link: psycopg.Connection) -> None:  # type: ignore[type-arg]
    if unknown := newer(applied(link)):
        raise Trouble(
            f"Database ini sudah dipakai Pendopo yang lebih baru (langkah {unknown}). Program ini berhenti "
            "sebelum menyentuhnya: pasang versi yang baru itu, lalu jalankan lagi."
        )
