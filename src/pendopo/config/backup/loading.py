"""Running the SQL of an archive in one transaction, which commits only when the rows are proved the same."""

import re
from collections.abc import Iterable, Iterator

import psycopg

from pendopo.config.backup import programs
from pendopo.config.backup.fingerprint import Fingerprints, Link, differing, fingerprints, tables
from pendopo.config.postgres.trouble import FULL_DISK, Trouble

_COPY = re.compile(rb"COPY .* FROM stdin;\n")
_END = b"\\.\n"
_LARGE = 2**20
# Servers before 17 do not know it; commands to psql are none of the server's business.
_SKIPPED = (b"SET transaction_timeout", b"\\")
_NEEDED = ("pg_trgm", "btree_gist")


def load(link: Link, archive: Iterable[bytes], wanted: Fingerprints) -> None:
    """All rows of `archive` into the empty database behind `link`, or none of them."""
    try:
        with link.transaction():
            with programs.script(archive) as lines:
                _run(link, iter(lines))
            link.execute("SELECT set_config('search_path', 'public', true)")
            if differ := differing(wanted, fingerprints(link)):
                raise Trouble(
                    f"Isi tabel tidak sama dengan aslinya, tidak ada yang disimpan: {', '.join(differ)}."
                )
    except psycopg.errors.DiskFull:
        raise Trouble(FULL_DISK.format(home="server database")) from None
    except psycopg.errors.InsufficientPrivilege:
        raise Trouble(
            "Akun database itu belum boleh membuat tabel: jadikan ia pemilik databasenya."
        ) from None
    except psycopg.Error as error:
        code = error.diag.sqlstate or type(error).__name__  # the message may hold names
        raise Trouble(
            f"Server database menolak isi cadangan (galat {code}); tidak ada yang disimpan."
        ) from None
    # Without a connection of its own the planner would not know the tables before the night.
    link.autocommit = True
    link.execute("ANALYZE")


def refuse_unfit(link: Link) -> None:
    """A sentence where the server is too old, not empty, of another encoding or without our extensions."""
    if link.info.server_version < 150000:
        raise Trouble("Server tujuan terlalu lama: Pendopo membutuhkan PostgreSQL 15 atau lebih baru.")
    if found := tables(link):
        raise Trouble(f"Database tujuan tidak kosong ({len(found)} tabel): beri database baru yang kosong.")
    row = link.execute(
        "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    if (encoding := (row.fetchone() or ("",))[0]) != "UTF8":
        raise Trouble(f"Database tujuan memakai {encoding}: buat dengan ENCODING 'UTF8'.")
    there = {r[0] for r in link.execute("SELECT name FROM pg_available_extensions")}
    if missing := [name for name in _NEEDED if name not in there]:
        raise Trouble(f"Server tujuan belum memiliki {', '.join(missing)}: pasang paket postgresql-contrib.")


def _run(link: Link, lines: Iterator[bytes]) -> None:
    waiting: list[bytes] = []
    for line in lines:
        if _COPY.fullmatch(line):
            link.execute(b"".join(waiting))
            waiting.clear()
            _copy(link, line, lines)
        elif not line.startswith(_SKIPPED):
            waiting.append(line)
    link.execute(b"".join(waiting))


def _copy(link: Link, command: bytes, lines: Iterator[bytes]) -> None:
    with link.cursor() as cursor, cursor.copy(command) as copy:
        block = bytearray()
        for line in lines:
            if line == _END:
                copy.write(bytes(block))
                return
            block += line
            if len(block) > _LARGE:
                copy.write(bytes(block))
                block.clear()
    raise Trouble("Data di cadangan berakhir di tengah tabel; tidak ada yang disimpan.")
