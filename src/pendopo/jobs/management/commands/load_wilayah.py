from typing import Any

from django.core.management.base import BaseCommand

from pendopo.shared.numbers import format_number
from pendopo.wilayah.commands import load_wilayah


class Command(BaseCommand):
    help = "Muat wilayah Indonesia dan pengelompokannya. Boleh diulang: yang sudah ada tidak berubah."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_wilayah()
        if options["verbosity"]:
            self.stdout.write(
                f"{format_number(added)} wilayah ditambahkan." if added else "Semua wilayah sudah ada."
            )
