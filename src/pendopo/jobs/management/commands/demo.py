from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pendopo.processes.seeding.accounts import PASSWORD, logins
from pendopo.processes.seeding.demo import NotEmpty, build
from pendopo.shared.clock import WIB, now
from pendopo.shared.dates import parse_date


class Command(BaseCommand):
    help = "Bangun data contoh (Jawa Timur dan Jawa Tengah, orang rekaan) di database yang masih kosong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="hanya cetak akun contoh")
        parser.add_argument("--tanpa-akun", action="store_true", help="jangan cetak akun contoh")
        parser.add_argument(
            "--per", metavar="TANGGAL", help="hari yang dianggap hari ini; bila kosong: hari ini"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["logins"]:
            self._build(options["per"])
        if not options["tanpa_akun"]:
            self._print_logins()

    def _build(self, per: str | None) -> None:
        try:
            build(_instant(per), self.stdout.write)
        except NotEmpty:
            raise CommandError(
                "Database ini sudah berisi akun atau orang. Data contoh hanya dibangun di database kosong."
            ) from None
        mark().touch()

    def _print_logins(self) -> None:
        if not mark().exists():
            return
        found = logins()
        if not found:
            return
        self.stdout.write(f"\nAkun contoh, semua dengan kata sandi {PASSWORD}")
        for login, place in found:
            self.stdout.write(f"  {login.username:<24} {login.role.label} · {place}. {login.told}")


def mark() -> Path:
    """Every page says that its people are made up while this file is there."""
    return Path(settings.HOME) / "demo"


def _instant(per: str | None) -> datetime:
    if not per:
        return now()
    day = parse_date(per).value
    if day is None:
        raise CommandError("Tanggal tidak terbaca. Contoh: --per 21-11-2026")
    return datetime.combine(day, time(9), WIB)
