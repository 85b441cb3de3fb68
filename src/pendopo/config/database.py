"""The one database: `DATABASE_URL`, else the server that Pendopo brings along."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pendopo.config.postgres.place import DATABASE, OWNER, Place, place_in

_COMMON: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,  # a restarted server costs nobody a failed page
    "OPTIONS": {},
}


def database(home: Path) -> dict[str, Any]:
    """Django's description of the database. Starts nothing."""
    if url := os.environ.get("DATABASE_URL"):
        return {**_COMMON, **parse(url)}
    link = place_in(home).connection(OWNER, os.environ.get("PENDOPO_DB_NAME", DATABASE))
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    return {**_COMMON, **{ours: link[theirs] for ours, theirs in names.items()}}


def conninfo(place: Place | None) -> dict[str, Any]:
    """Keyword arguments for psycopg: the own server at `place`, else the one of `DATABASE_URL`."""
    if place:
        return place.connection()
    return parse_conninfo(os.environ["DATABASE_URL"])


def parse_conninfo(url: str) -> dict[str, Any]:
    """The same for any address; ValueError where it is none."""
    given = parse(url)
    options = given.pop("OPTIONS")
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    return {**options, **{theirs: given[ours] for ours, theirs in names.items() if given[ours]}}


def parse(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…`; a socket folder as `?host=/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL: only postgresql:// is understood")
    options = dict(parse_qsl(parts.query))
    return {
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": options.pop("port", None) or parts.port or "",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "OPTIONS": options,
    }
