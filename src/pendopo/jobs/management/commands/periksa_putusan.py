from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.jobs.figures import ask_for_fold
from pendopo.legality.board_upkeep import check_units
from pendopo.legality.upkeep import Step, check_all
from pendopo.shared.numbers import format_number
from pendopo.wilayah.queries import ROOT_CODE, by_code


class Command(BaseCommand):
    help = "Cocokkan putusan yang tersimpan dengan penilaian ulang dari faktanya, dan betulkan yang berbeda."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wilayah", default=ROOT_CODE, help="kode wilayah; kosong = seluruh Indonesia")
        parser.add_argument("--hanya-periksa", action="store_true", help="laporkan saja, jangan membetulkan")

    def handle(self, *args: Any, **options: Any) -> None:
        place = by_code(options["wilayah"])
        if place is None:
            raise CommandError(f"Wilayah dengan kode {options['wilayah']} tidak ada.")
        mend = not options["hanya_periksa"]
        shown = bool(options["verbosity"]) and self.stdout.isatty()
        postings = self._follow(check_all(place.path, mend=mend), "penugasan", shown)
        if mend and postings.drifted:
            ask_for_fold(len(postings.drifted))
        self.stdout.write(_closing(postings, "penugasan", mend))
        units = self._follow(check_units(place.path, mend=mend), "unit IPSM", shown)
        self.stdout.write(_closing(units, "unit IPSM", mend))

    def _follow(self, steps: Iterator[Step], what: str, shown: bool) -> Step:
        last = Step(0, 0)
        for last in steps:
            if shown:
                self.stdout.write(f"\r{_count(last.done)} dari {_count(last.total)} {what}", ending="")
        if shown:
            self.stdout.write("")
        return last


def _closing(last: Step, what: str, mend: bool) -> str:
    checked = f"{_count(last.total)} {what} diperiksa"
    if not last.drifted:
        return f"{checked}: semua putusan sesuai."
    wrong = _count(len(last.drifted))
    if mend:
        return f"{checked}: {wrong} berbeda dan sudah dibetulkan."
    return f"{checked}: {wrong} berbeda. Jalankan tanpa --hanya-periksa untuk membetulkannya."


def _count(n: int) -> str:
    return format_number(n)
