"""Bringing database and files up to date. Runs in a process of its own: `python -m pendopo.config.run.prepare`.

The process that watches over the others stays small that way, and knows no Django.
"""

import errno
import os
import shutil
import sys
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from pendopo.config.home import home, write_private
from pendopo.config.postgres.place import place_in
from pendopo.config.run.steps import step
from pendopo.config.serving.logs import hide_values


def main(with_demo: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    django.setup()
    commands = get_commands()
    with step("Tabel database"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    if "load_wilayah" in commands:
        with step("Wilayah Indonesia (91.599 wilayah)"):
            call_command("load_wilayah", verbosity=0)
    with step("Gaya, huruf dan skrip halaman"):
        _pages()
    if with_demo and "demo" in commands:
        with step("Data contoh (sekali saja, paling lama beberapa menit)", talks=True):
            call_command("demo", tanpa_akun=True)  # `run` prints them when the pages are there
    if "demo" in commands:
        _write_logins()


def _write_logins() -> None:
    """Kept for the following starts, which print them without asking the database. None where there is no demo."""
    text = StringIO()
    call_command("demo", logins=True, stdout=text)
    path = settings.HOME / "logins.txt"
    path.unlink(missing_ok=True)
    if text.getvalue().strip():
        write_private(path, text.getvalue())


def _pages() -> None:
    from pendopo.web.build import build

    build(settings.BUILD_ROOT)
    call_command("collectstatic", verbosity=0, interactive=False)


def _disk_is_full() -> bool:
    """Asked after a failure: the database then only says that it is recovering."""
    return min(shutil.disk_usage(place).free for place in (home(), place_in(home()).home)) < 20 * 2**20


if __name__ == "__main__":
    hide_values()
    try:
        main(with_demo="demo" in sys.argv[1:])
    except Exception:
        if not _disk_is_full():
            raise
        sys.exit(errno.ENOSPC)
