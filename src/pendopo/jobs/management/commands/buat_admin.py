from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.access.enums import Role
from pendopo.accounts.commands import create_account
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.accounts.queries import installing_actor
from pendopo.shared.clock import now
from pendopo.shared.refusals import Refusal
from pendopo.wilayah.queries import ROOT_CODE, by_code


class Command(BaseCommand):
    help = "Buat akun admin, misalnya yang pertama di pemasangan ini, dan cetak kode masuknya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("nama", help="nama lengkap, dalam tanda kutip")
        parser.add_argument(
            "--wilayah", default=ROOT_CODE, help="kode wilayah kantornya, misalnya 35 atau 35.07"
        )
        parser.add_argument("--pengguna", default="", help="nama pengguna; kosong = dibuat dari namanya")
        parser.add_argument("--hp", default="", help="nomor HP, dapat dipakai untuk masuk")

    def handle(self, *args: Any, **options: Any) -> None:
        place = by_code(options["wilayah"])
        if place is None:
            raise CommandError(f"Wilayah dengan kode {options['wilayah']} tidak ada.")
        try:
            draft = AccountDraft(
                name=options["nama"],
                grant=GrantDraft(Role.DINSOS_ADMIN, place.pk),
                username=options["pengguna"],
                phone=options["hp"],
            )
            issued = create_account(installing_actor("manage", now()), draft)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"Akun admin {place} dibuat.")
        self.stdout.write(f"  Nama pengguna : {issued.user.username}")
        self.stdout.write(f"  Kode masuk    : {issued.code} (sekali pakai, 7 hari)")
        self.stdout.write("Buka halaman masuk, isi keduanya, lalu buat kata sandi sendiri.")
