"""Bringing an installation back from a backup.

The whole file is read and proved before anything is touched; rows go into a database of another name
(or one transaction), files into a folder of another name; only when all of it is proved does it take
its place. Stopped at any earlier moment, the installation is as before.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import psycopg

from pendopo.config.backup import envelope, exchange, manifest, members
from pendopo.config.backup.envelope import DAMAGED, Opened
from pendopo.config.backup.loading import load, refuse_unfit
from pendopo.config.backup.making import _FULL, DATABASE, KEYS, MANIFEST
from pendopo.config.backup.manifest import Manifest
from pendopo.config.database import conninfo
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import FULL_DISK, Trouble
from pendopo.config.run.freshness import nobody_yet

_FOLDERS = ("keys", "media")


class Backup:
    """An open backup whose every byte has been proved with the phrase."""

    def __init__(self, file: BinaryIO, phrase: str) -> None:
        self._file = file
        self._key = envelope.key_with_phrase(file, phrase)
        file.seek(0)
        envelope.check(file, self._key)
        name, blocks = next(self.members(), ("", iter(())))
        if name != MANIFEST:
            raise Trouble(DAMAGED)
        self.manifest: Manifest = manifest.read(b"".join(blocks))

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        self._file.seek(0)
        return members.take(Opened(self._file, self._key))

    def member(self, wanted: str) -> Iterator[bytes]:
        for name, blocks in self.members():
            if name == wanted:
                yield from blocks
                return
        raise Trouble(DAMAGED)


@contextlib.contextmanager
def opened(path: Path, phrase: str) -> Iterator[Backup]:
    """Trouble where the file is missing, damaged, newer, or the phrase another."""
    try:
        with path.open("rb") as file:
            yield Backup(file, phrase)
    except (FileNotFoundError, IsADirectoryError) as error:
        if error.filename != str(path):
            raise
        raise Trouble(f"Berkas {path} tidak ada.") from None


def filled(place: Place | None) -> bool:
    """Whether somebody already works with this installation."""
    with psycopg.connect(**conninfo(place)) as link:
        return not nobody_yet(link)


def restore(backup: Backup, place: Place | None, home: Path, *, replace: bool) -> None:
    """Make `home` and its database what the backup says. `replace`: even where somebody works with it."""
    if place is None:
        with psycopg.connect(**conninfo(None)) as link:
            refuse_unfit(link)
    elif filled(place) and not replace:
        raise Trouble(
            "Pemasangan ini sudah berisi data. Pulihkan di mesin atau PENDOPO_HOME yang kosong, atau pakai --ganti."
        )
    _same_keys(backup)
    try:
        with exchange.Folders(home, _FOLDERS) as folders:
            for name, blocks in backup.members():
                if name.split("/")[0] in _FOLDERS:
                    folders.write(name, blocks)
            _database(backup, place, folders)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Trouble(FULL_DISK.format(home=home)) from None
    _marks(backup, home)


def _database(backup: Backup, place: Place | None, folders: exchange.Folders) -> None:
    if place is None:
        with psycopg.connect(**conninfo(None)) as link:
            load(link, backup.member(DATABASE), backup.manifest.tables)
        folders.adopt()
        return
    with exchange.draft_database(place) as connection:
        with psycopg.connect(**connection) as link:
            load(link, backup.member(DATABASE), backup.manifest.tables)
        exchange.adopt_database(place)
        try:
            folders.adopt()
        except OSError:
            exchange.give_back(place)
            raise
    exchange.forget_before(place)


def _same_keys(backup: Backup) -> None:
    """Keys given by the environment win over those in files, so they must be the backup's."""
    for name in KEYS:
        given = os.environ.get(name)
        if given and given != b"".join(backup.member(f"keys/{name.lower()}")).decode():
            raise Trouble(
                f"{name} di lingkungan berbeda dari kunci di cadangan: hapus dari lingkungan, lalu ulangi."
            )


def _marks(backup: Backup, home: Path) -> None:
    for name in ("demo", "logins.txt", "prepared"):  # the next start prepares this database anew
        (home / name).unlink(missing_ok=True)
    if backup.manifest.demo:
        (home / "demo").touch()
