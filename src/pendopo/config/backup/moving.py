"""Moving to another PostgreSQL: the source is only read, the target is proved table by table before it counts."""

from typing import Any

import psycopg

from pendopo.config.backup import programs
from pendopo.config.backup.fingerprint import Fingerprints, fingerprints
from pendopo.config.backup.loading import load, refuse_unfit
from pendopo.config.database import conninfo, parse_conninfo
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import Trouble


def move(place: Place | None, url: str) -> Fingerprints:
    """Copy every row to the empty database at `url`. Answers what both hold."""
    source, target = conninfo(place), _read(url)
    with _reached(target) as there:
        refuse_unfit(there)
        there.rollback()
        with psycopg.connect(**source) as here:
            here.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            here.read_only = True
            row = here.execute("SELECT pg_export_snapshot()").fetchone()
            assert row is not None
            held = fingerprints(here)
            load(there, programs.dump(source, row[0], here.info.server_version // 10000), held)
    return held


def _read(url: str) -> dict[str, Any]:
    try:
        return parse_conninfo(url)
    except ValueError:
        raise Trouble("Tujuan ditulis postgresql://pengguna:sandi@server:5432/nama.") from None


def _reached(target: dict[str, Any]) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(**target, connect_timeout=10)
    except psycopg.OperationalError as error:
        said = str(error).strip().split("\n")[-1]
        if password := target.get("password"):
            said = said.replace(str(password), "…")
        raise Trouble(f"Server tujuan tidak menjawab: {said}") from None
