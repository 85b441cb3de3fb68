"""The `pendopo` command.

`run` starts everything, for a look and a small office; `serve` the same under the rules of a server, `worker`
the worker alone; `db start|stop|status` the own PostgreSQL; `backup`, `restore`, `move`, `kunci-pemulihan`
what brings data to safety; every other word is a Django command, dashes allowed.
"""

import os
import sys
from collections.abc import Callable

from pendopo.config.home import home
from pendopo.config.postgres import server
from pendopo.config.postgres.place import place_in
from pendopo.config.postgres.trouble import FULL_DISK, Trouble

USAGE = """pendopo run                    jalankan semuanya (database, halaman, pekerja)
pendopo serve [--tanpa-worker] server sungguhan: periksa setelan, lalu halaman dan pekerja
pendopo worker                 hanya pekerja
pendopo db start|stop|status   PostgreSQL bawaan
pendopo kunci-pemulihan        buat frasa pemulihan, sekali, sebelum cadangan pertama
pendopo backup BERKAS          satu berkas cadangan terenkripsi
pendopo restore BERKAS         pulihkan dari cadangan
pendopo move DATABASE_URL      pindahkan semua baris ke PostgreSQL lain
pendopo <perintah> …           perintah lain; daftar: pendopo help"""


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    try:
        return _do(words)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (28, 122):  # no space left, quota exceeded
            raise
        print(f"\n{FULL_DISK.format(home=home())}", file=sys.stderr)
        return 1


def _do(words: list[str]) -> int:
    if not words:
        print(USAGE)
        return 2
    own: dict[str, Callable[[list[str]], int]] = {
        "run": _run, "serve": _serve, "worker": _worker, "db": _db, "backup": _safety, "restore": _safety,
        "move": _safety, "kunci-pemulihan": _safety,
    }  # fmt: skip
    if words[0] == "_worker":
        return _work()
    if words[0] not in own:
        return _django(words)
    return own[words[0]](words if own[words[0]] is _safety else words[1:])


def _run(words: list[str]) -> int:
    from pendopo.config.run.main import run

    return run()


def _serve(words: list[str]) -> int:
    from pendopo.config.serving.serve import serve

    return serve(words)


def _worker(words: list[str]) -> int:
    from pendopo.config.run.children import worker
    from pendopo.config.run.main import parts

    os.environ.setdefault("PENDOPO_LOG", "json")
    return parts(worker())


def _safety(words: list[str]) -> int:
    from pendopo.config.backup import words as spoken

    said = {"kunci-pemulihan": spoken.recovery_key, "backup": spoken.backup, "restore": spoken.restore}
    return {**said, "move": spoken.move}[words[0]](words[1:])


def _work() -> int:
    """The worker process itself: the room `jobs` may bring one that also runs what is due."""
    import django
    from django.core.management import get_commands

    from pendopo.config.serving.logs import hide_values

    hide_values()
    django.setup()
    from pendopo.config.serving.health import heartbeat  # reads models

    plain = ["db_worker", "--queue-name", "*", "--interval", "0.3", "--no-startup-delay"]
    with heartbeat():
        return _execute(["worker"] if "worker" in get_commands() else plain)


def _db(words: list[str]) -> int:
    place = place_in(home())
    match words:
        case ["start"]:
            new = server.start(place, detached=True)
            print("PostgreSQL berjalan" if new else "PostgreSQL sudah berjalan", "di", place.home)
        case ["stop"]:
            print("PostgreSQL berhenti" if server.stop(place) else "PostgreSQL tidak berjalan")
        case ["status"]:
            print("berjalan" if server.running(place) else "tidak berjalan")
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


def _django(words: list[str]) -> int:
    """A Django command, with the own server running for as long as it takes."""
    own = None if os.environ.get("DATABASE_URL") else server.start(place_in(home()))
    try:
        return _execute([words[0] if words[0].startswith("-") else words[0].replace("-", "_"), *words[1:]])
    finally:
        if own:
            server.stop_process(own)


def _execute(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pendopo", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
