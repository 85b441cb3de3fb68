"""What is wrong with an installation before it starts. Each finding is a sentence that says what to do."""

import os
import shutil
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg

from pendopo.config import schema
from pendopo.config.database import conninfo
from pendopo.config.home import key
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import FULL_DISK, MIN_FREE, Trouble
from pendopo.config.run.freshness import nobody_yet, wants_demo

WRONG_KEYS = "kunci data tidak cocok dengan database"  # how /siap says it
_BUILT = date(2026, 11, 1)  # no clock of a running server is earlier than the program
_SEALING = ("PENDOPO_DATA_KEY", "PENDOPO_INDEX_KEY")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def refuse_unsafe(home: Path) -> None:
    """Before anything starts: settings of a server, keys, disk and clock. Trouble with all findings at once."""
    found = [*_mode(home), *_hosts(), *_idle(), *_keys(home), *_machine(home)]
    if found:
        raise Trouble("Pendopo tidak dijalankan:\n" + "\n".join(f"  • {sentence}" for sentence in found))


def refuse_unknown_database(place: Place | None, home: Path) -> None:
    """Before anything is written to the database: newer than this program, or its keys are not here."""
    with psycopg.connect(**conninfo(place)) as link:
        schema.refuse_newer(link)
        filled = not nobody_yet(link)
        row = link.execute(
            "SELECT abs(extract(epoch FROM clock_timestamp() - %s))", [datetime.now(UTC)]
        ).fetchone()
    missing = [name for name in _SEALING if not _given(name, home)]
    if filled and missing:
        raise Trouble(
            f"Database ini berisi NIK yang disegel, tetapi {' dan '.join(missing)} tidak ada di {home}/keys. "
            "Kembalikan folder kunci itu, atau pulihkan dengan `pendopo restore`; kunci baru tidak akan membukanya."
        )
    if row and row[0] > 300:
        raise Trouble(
            "Jam mesin ini dan jam server database berselisih lebih dari 5 menit: setel dengan NTP."
        )


def _mode(home: Path) -> list[str]:
    found = []
    if os.environ.get("PENDOPO_DEBUG") == "1":
        found.append("PENDOPO_DEBUG=1 memperlihatkan isi data di halaman galat: hapus dari setelan.")
    if (home / "demo").exists() and not wants_demo():
        found.append(
            f"{home} berisi data contoh beserta kuncinya, yang kata sandinya diketahui semua orang: pakai "
            "PENDOPO_HOME baru, atau PENDOPO_DEMO=1 bila memang hanya contoh."
        )
    return found


def _hosts() -> list[str]:
    given = os.environ.get("PENDOPO_HOSTS", "")
    if "*" in given.split(","):
        return ["PENDOPO_HOSTS=* menerima nama apa pun: tulis nama server ini."]
    outside = os.environ.get("PENDOPO_BIND", "127.0.0.1") not in _LOOPBACK
    if not given and (outside or os.environ.get("PENDOPO_HTTPS") == "1"):
        return ["PENDOPO_HOSTS kosong: tulis nama server ini, misalnya pendopo.dinsos.go.id."]
    return []


def _idle() -> list[str]:
    given = os.environ.get("PENDOPO_IDLE_MINUTES", "15")
    if given.isdecimal() and int(given) <= 240:
        return []
    return ["PENDOPO_IDLE_MINUTES bukan angka menit 0 sampai 240: tulis misalnya 15, atau hapus."]


def _keys(home: Path) -> list[str]:
    found = []
    secret = os.environ.get("PENDOPO_SECRET_KEY")
    if secret is not None and (len(secret) < 32 or len(set(secret)) < 8):
        found.append(
            "PENDOPO_SECRET_KEY terlalu pendek atau mudah ditebak: sedikitnya 32 huruf acak, atau hapus."
        )
    for name in _SEALING:
        try:
            if _given(name, home):
                key(name)
        except ValueError:
            found.append(
                f"{name} bukan 32 bita dalam base64: kembalikan kunci yang benar, jangan buat yang baru."
            )
    folder = home / "keys"
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        found.append(f"Folder kunci terbuka bagi akun lain: `chmod 700 {folder}`.")
    return found


def _given(name: str, home: Path) -> bool:
    return bool(os.environ.get(name)) or (home / "keys" / name.lower()).exists()


def _machine(home: Path) -> list[str]:
    found = []
    if shutil.disk_usage(home).free < MIN_FREE:
        found.append(FULL_DISK.format(home=home))
    if datetime.now(UTC).date() < _BUILT:
        found.append(
            f"Jam mesin menunjuk {datetime.now(UTC):%d-%m-%Y}: setel dengan NTP, lalu jalankan lagi."
        )
    return found
