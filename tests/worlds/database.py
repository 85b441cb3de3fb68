"""The world of two regencies in a database of its own, built once by each worker and then only borrowed."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache

from psycopg import sql

from tests import database
from tests.worlds.two_kabupaten import World, build


def name() -> str:
    return f"{database.clone_name()}_world"


@cache
def _built() -> World:
    from django.db import transaction

    with database.admin() as link:
        database._recreate(link, name(), database.template_name())
    database.point_django_at(name())
    with transaction.atomic():
        return build()


@contextmanager
def borrowed() -> Iterator[World]:
    """Django works on the world's database as long as this lasts; what a test writes must be rolled back in it."""
    try:
        built = _built()
        database.point_django_at(name())
        yield deepcopy(built)  # a test may change the rows it holds
    finally:
        database.point_django_at(database.clone_name())


def drop() -> None:
    _built.cache_clear()
    with database.admin() as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name())))
