"""Putting what was restored in the place of what was there: the database by its name, folders by theirs."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pendopo.config.postgres.place import ADMIN, DATABASE, OWNER, Place

DRAFT, BEFORE = "pendopo_pulih", "pendopo_sebelum"


@contextlib.contextmanager
def draft_database(place: Place) -> Iterator[dict[str, Any]]:
    """A new, empty database beside the real one; gone afterwards, unless it was adopted."""
    with _admin(place) as link:
        _drop(link, DRAFT)
        link.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(DRAFT), sql.Identifier(OWNER)
            )
        )
    try:
        yield place.connection(OWNER, DRAFT)
    finally:
        # A server that a full disk has stopped: the next restore drops it.
        with contextlib.suppress(psycopg.OperationalError), _admin(place) as link:
            _drop(link, DRAFT)


def adopt_database(place: Place) -> None:
    """Draft becomes database, database becomes `BEFORE`; both in one transaction."""
    with _admin(place) as link:
        _drop(link, BEFORE)
        _rename(link, (DATABASE, BEFORE), (DRAFT, DATABASE))


def give_back(place: Place) -> None:
    with _admin(place) as link:
        _rename(link, (DATABASE, DRAFT), (BEFORE, DATABASE))


def forget_before(place: Place) -> None:
    with _admin(place) as link:
        _drop(link, BEFORE)


def _rename(link: psycopg.Connection[Any], *pairs: tuple[str, str]) -> None:
    names = [pair[0] for pair in pairs]
    link.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)", [names])
    with link.transaction():
        for old, new in pairs:
            link.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
            )


def _drop(link: psycopg.Connection[Any], name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _admin(place: Place) -> psycopg.Connection[Any]:
    return psycopg.connect(**place.connection(ADMIN, "postgres"), autocommit=True)  # type: ignore[arg-type]


class Folders:
    """Staged folders that take the place of those in `home`, all of them or none."""

    def __init__(self, home: Path, names: tuple[str, ...]) -> None:
        self.home, self.names = home, names
        self.staged, self._before = home / ".pulih", home / ".sebelum"

    def __enter__(self) -> "Folders":
        self._clear()
        for name in self.names:
            (self.staged / name).mkdir(parents=True, mode=0o700)
        self.staged.chmod(0o700)
        return self

    def __exit__(self, *_error: object) -> None:
        self._clear()

    def write(self, name: str, blocks: Iterator[bytes]) -> None:
        """One staged file, readable by its owner alone, on disk when this returns."""
        path = (self.staged / name).resolve()
        if not path.is_relative_to(self.staged.resolve()):
            raise ValueError(f"{name}: outside")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())

    def adopt(self) -> None:
        self._before.mkdir(mode=0o700)
        done: list[str] = []
        try:
            for name in self.names:
                self._take(name)
                done.append(name)
        except OSError:
            for name in done:
                (self.home / name).rename(self.staged / name)
                self._put_back(name)
            raise

    def _take(self, name: str) -> None:
        if (self.home / name).exists():
            (self.home / name).rename(self._before / name)
        try:
            (self.staged / name).rename(self.home / name)
        except OSError:
            self._put_back(name)
            raise

    def _put_back(self, name: str) -> None:
        if (self._before / name).exists():
            (self._before / name).rename(self.home / name)

    def _clear(self) -> None:
        """What an earlier restore that was killed had put aside comes back first."""
        for name in self.names:
            if not (self.home / name).exists():
                self._put_back(name)
        for folder in (self.staged, self._before):
            shutil.rmtree(folder, ignore_errors=True)
