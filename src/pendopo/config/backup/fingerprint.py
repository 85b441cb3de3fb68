"""What a database holds, in one number per table: the proof that a copy is the same.

The order of rows does not count: the sum of a hash of each row does. Sessions and the cache are left
out, since they are left out of copies too: after a restore everybody logs in anew.
"""

from typing import Any

import psycopg
from psycopg import sql

LEFT_OUT = ("django_session", "access_session", "access_logintry", "django_cache")

# How a row reads as text depends on these.
_SPELLING = {
    "datestyle": "ISO, YMD", "timezone": "UTC", "bytea_output": "hex", "intervalstyle": "postgres",
    "extra_float_digits": "1",
}  # fmt: skip
_SUM = """SELECT count(*), coalesce(sum(
    ('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)::text
    FROM {} t"""

Fingerprints = dict[str, tuple[int, str]]
Link = psycopg.Connection[Any]


def fingerprints(link: Link) -> Fingerprints:
    """Table → (rows, sum of hashes). Inside the caller's transaction, so of one moment."""
    for name, value in _SPELLING.items():
        link.execute("SELECT set_config(%s, %s, true)", [name, value])
    return {table: _of(link, table) for table in tables(link) if table not in LEFT_OUT}


def _of(link: Link, table: str) -> tuple[int, str]:
    row = link.execute(sql.SQL(_SUM).format(sql.Identifier("public", table))).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])


def tables(link: Link) -> list[str]:
    rows = link.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        'ORDER BY relname COLLATE "C"'
    )
    return [row[0] for row in rows]


def differing(wanted: Fingerprints, found: Fingerprints) -> list[str]:
    """Tables that are not the same, with both counts, for a sentence."""
    names = sorted(wanted.keys() | found.keys())
    nothing = (0, "0")
    return [
        f"{name} ({wanted.get(name, nothing)[0]} → {found.get(name, nothing)[0]} baris)"
        for name in names
        if wanted.get(name) != found.get(name)
    ]
