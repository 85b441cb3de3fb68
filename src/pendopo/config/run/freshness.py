"""What the database still needs: nothing, an update, or everything.

A new database is filled beside the real one and takes its name when it is whole, so a start that is
killed in the middle of the demo leaves nothing half-filled behind.
"""

import os
from enum import Enum
from pathlib import Path

import psycopg
from psycopg import sql

from pendopo.config.postgres.place import ADMIN, DATABASE, OWNER, Place
from pendopo.config.run import stamp

DRAFT = "pendopo_baru"


class Need(Enum):
    NOTHING = "nothing"
    UPDATE = "update"
    EVERYTHING = "everything"


def need(link: psycopg.Connection, home: Path) -> Need:  # type: ignore[type-arg]
    written = home / "prepared"
    known = written.read_text() if written.exists() else ""
    if known == _stamp(link) and (home / "static").exists():
        return Need.NOTHING
    return Need.EVERYTHING if nobody_yet(link) else Need.UPDATE


def nobody_yet(link: psycopg.Connection) -> bool:  # type: ignore[type-arg]
    """Without an account nobody can have written anything: what is there may be made anew."""
    table = link.execute("SELECT to_regclass('public.access_user')").fetchone()
    if table is None or table[0] is None:
        return True
    found = link.execute("SELECT EXISTS (SELECT FROM access_user)").fetchone()
    return not (found and found[0])


def remember(link: psycopg.Connection, home: Path) -> None:  # type: ignore[type-arg]
    written = home / "prepared"
    draft = written.with_name(f".prepared.{os.getpid()}")
    draft.write_text(_stamp(link))
    draft.replace(written)


def _stamp(link: psycopg.Connection) -> str:  # type: ignore[type-arg]
    return f"{stamp.of_code()}:{stamp.of_database(link)}:{wants_demo()}"


def wants_demo() -> bool:
    return os.environ.get("PENDOPO_DEMO", "1") == "1"


def new_draft(place: Place) -> None:
    with _admin(place) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DRAFT)))
        create = sql.SQL("CREATE DATABASE {} OWNER {}")
        link.execute(create.format(sql.Identifier(DRAFT), sql.Identifier(OWNER)))


def adopt_draft(place: Place) -> None:
    """The filled draft becomes the database, unless somebody has meanwhile made an account in that."""
    with psycopg.connect(**place.connection()) as link:  # type: ignore[arg-type]
        if not nobody_yet(link):
            return
    with _admin(place) as link:
        drop, rename = "DROP DATABASE {} WITH (FORCE)", "ALTER DATABASE {} RENAME TO {}"
        link.execute(sql.SQL(drop).format(sql.Identifier(DATABASE)))
        link.execute(sql.SQL(rename).format(sql.Identifier(DRAFT), sql.Identifier(DATABASE)))


def _admin(place: Place) -> psycopg.Connection:  # type: ignore[type-arg]
    return psycopg.connect(**place.connection(ADMIN, "postgres"), autocommit=True)  # type: ignore[arg-type]
