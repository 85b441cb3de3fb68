"""`pendopo kunci-pemulihan`, `backup`, `restore` and `move`: what a person types, and what she is told."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pendopo.config.backup import making, moving, recovery, restoring
from pendopo.config.home import home
from pendopo.config.postgres.place import Place
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run.main import alone, check_server, own_place
from pendopo.config.run.steps import say, step
from pendopo.config.run.supervisor import database
from pendopo.shared.clock import WIB, now

SUFFIX = ".pendopo"


def recovery_key(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "pendopo kunci-pemulihan", description="Buat frasa pemulihan; dicetak sekali."
    )
    parser.add_argument("--baru", action="store_true", help="ganti kunci yang sudah ada")
    phrase = recovery.make(home(), anew=parser.parse_args(words).baru)
    say("Frasa pemulihan. Tulis di kertas dan simpan di dua tempat; tidak akan dicetak lagi:\n")
    say(f"    {phrase}\n")
    say("Tanpa frasa ini tidak ada cadangan yang dapat dibuka, oleh siapa pun.")
    return 0


def backup(words: list[str]) -> int:
    parser = argparse.ArgumentParser("pendopo backup", description="Buat satu berkas cadangan terenkripsi.")
    parser.add_argument("berkas", type=Path, help="berkas baru, atau folder: nama dibuat dari waktu")
    parser.add_argument(
        "--simpan", type=int, metavar="N", help="di folder itu: hapus cadangan lama, sisakan N"
    )
    options = parser.parse_args(words)
    recovery.load(home())  # before anything is started
    at = now().astimezone(WIB)
    target = _target(options.berkas, at)
    with _installation() as place, step(f"Cadangan {target}"):
        made = making.make(target, place, home(), at)
    say(f"{made.rows} baris dari {len(made.tables)} tabel, dibaca ulang: utuh.")
    if options.simpan and options.berkas.is_dir():
        _thin_out(options.berkas, max(1, options.simpan))
    return 0


def restore(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "pendopo restore", description="Pulihkan pemasangan dari berkas cadangan."
    )
    parser.add_argument("berkas", type=Path)
    parser.add_argument("--ganti", action="store_true", help="ganti data yang sudah ada, sesudah ditanya")
    parser.add_argument("--periksa", action="store_true", help="hanya periksa berkas dan frasanya")
    options = parser.parse_args(words)
    with restoring.opened(options.berkas, _asked("Frasa pemulihan: ")) as found:
        told = found.manifest
        say(
            f"Cadangan utuh: {told.made_at}, Pendopo {told.version}, {told.rows} baris, {len(told.tables)} tabel."
        )
        if options.periksa:
            return 0
        with alone(home()), _installation() as place:
            if options.ganti and place and restoring.filled(place):
                _confirm()
            with step("Pemulihan"):
                restoring.restore(found, place, home(), replace=options.ganti)
    say("Pulih: isi setiap tabel sama dengan aslinya. Jalankan `pendopo serve`; semua orang masuk lagi.")
    return 0


def move(words: list[str]) -> int:
    parser = argparse.ArgumentParser("pendopo move", description="Pindahkan semua baris ke PostgreSQL lain.")
    parser.add_argument(
        "tujuan", help="postgresql://… ; - membacanya dari masukan, agar tidak terlihat di `ps`"
    )
    given = parser.parse_args(words).tujuan
    url = _asked("Alamat tujuan (postgresql://…): ") if given == "-" else given
    with alone(home()), _installation() as place, step("Pemindahan"):
        held = moving.move(place, url)
    for table, (rows, total) in held.items():
        say(f"  {table:<32} {rows:>9} baris  {total}")
    say(f"\n{len(held)} tabel sama di kedua server. Asalnya tidak diubah. Sesi masuk tidak ikut.")
    say(
        "Mulai sekarang jalankan Pendopo dengan DATABASE_URL yang tadi; PENDOPO_HOME tetap (kunci, pindaian)."
    )
    return 0


@contextmanager
def _installation() -> Iterator[Place | None]:
    """The database of this installation, running."""
    place = own_place(home())
    with database(place):
        check_server(place)
        yield place


def _target(given: Path, at: datetime) -> Path:
    return given / f"pendopo-{at:%Y%m%d-%H%M%S}{SUFFIX}" if given.is_dir() else given


def _thin_out(folder: Path, kept: int) -> None:
    """Only after a good new one, and only files named as ours are."""
    for old in sorted(folder.glob(f"pendopo-*{SUFFIX}"))[:-kept]:
        old.unlink()
        say(f"Cadangan lama dihapus: {old.name}")


def _asked(what: str) -> str:
    """Typed unseen at a terminal, else the next line of the input."""
    return getpass.getpass(what) if sys.stdin.isatty() else _line()


def _line() -> str:
    return sys.stdin.readline().strip()


def _confirm() -> None:
    say("Semua data yang sekarang ada di pemasangan ini akan hilang, diganti isi cadangan.")
    print("Ketik GANTI untuk melanjutkan: ", end="", flush=True)
    if _line() != "GANTI":
        raise Trouble("Tidak jadi. Tidak ada yang diubah.")
