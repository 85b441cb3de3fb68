"""The PostgreSQL of one test run: one throw-away server, one migrated template, a clone for each worker.

A test inside a transaction is rolled back. A test with transactions of its own gets a new clone
afterwards: events refuse TRUNCATE, so nothing could be flushed.

Who runs a few tests often exports PENDOPO_TEST_HOME (a folder): server and template then stay for the
next run, and the template is made anew only when a migration or a region changes.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

import pendopo
from pendopo.config.postgres import server
from pendopo.config.postgres.place import ADMIN, OWNER, Place, place_in

_PACKAGE = Path(pendopo.__file__).parent


def place() -> Place:
    return place_in(Path(os.environ["PENDOPO_HOME"]))


def clone_name() -> str:
    return f"pendopo_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@cache
def template_name() -> str:
    digest = hashlib.sha256()
    made_from = (
        *_PACKAGE.glob("*/migrations/*.py"),
        *_PACKAGE.glob("wilayah/**/*.*"),
        *_PACKAGE.glob("codelists/data/*.csv"),
    )
    for path in sorted(p for p in made_from if p.is_file() and p.suffix != ".pyc"):
        digest.update(bytes(path))
        digest.update(path.read_bytes())
    return f"pendopo_template_{digest.hexdigest()[:12]}"


@contextmanager
def admin() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(**place().connection(ADMIN, "postgres"), autocommit=True) as link:  # type: ignore[arg-type]
        yield link


def point_django_at(name: str) -> None:
    """Every connection of this process, also those of the live server's threads, goes to `name` from now on."""
    from django.db import connections

    link = place().connection(OWNER, name)
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    connections.close_all()
    connections.settings["default"].update({ours: link[theirs] for ours, theirs in names.items()})


def ensure_template() -> None:
    """Migrate and load the regions once in a run; other workers wait, then use it."""
    with (Path(os.environ["PENDOPO_HOME"]) / "template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with admin() as link:
            if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template_name()]).fetchone():
                return
            draft = f"{template_name()}_draft"
            _recreate(link, draft)
        _fill(draft)
        with admin() as link:
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            link.execute(rename.format(sql.Identifier(draft), sql.Identifier(template_name())))


def _fill(name: str) -> None:
    from django.core.management import call_command, get_commands
    from django.db import connections

    point_django_at(name)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if "load_wilayah" in get_commands():
        call_command("load_wilayah", verbosity=0)
    connections.close_all()


def fresh_clone() -> None:
    """Throw this worker's database away and copy the template anew (about 0.2 s)."""
    point_django_at(clone_name())
    with admin() as link:
        _recreate(link, clone_name(), template_name())


def drop_clone() -> None:
    with admin() as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(clone_name())))


def _recreate(link: psycopg.Connection[Any], name: str, template: str = "template0") -> None:
    database = sql.Identifier(name)
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
    copy = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
    link.execute(copy.format(database, sql.Identifier(OWNER), sql.Identifier(template)))


def start(*, stays: bool) -> Any:
    return server.start(place(), detached=stays)
