"""One-time login codes to cut out and hand over."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from pendopo.documents.records import AccountSlip
from pendopo.documents.typst_pdf import compile_pdf
from pendopo.documents.words import breakable, capped, printable


def account_slips(slips: Iterable[AccountSlip], *, out: Path | None = None) -> bytes:
    """One PDF, eight slips to an A4 page, in the given order."""
    data = {"labels": _labels(), "slips": [_slip(slip) for slip in slips]}
    return compile_pdf("kode_masuk", data, out=out)


def steps(slip: AccountSlip) -> list[str]:
    """What to do with the code, in three plain sentences."""
    return [
        _("Buka %(address)s di HP atau komputer.") % {"address": printable(slip.address)},
        _("Isi nama pengguna dan kode di atas."),
        _("Buat kata sandi Anda sendiri. Setelah itu kode ini tidak berlaku lagi."),
    ]


def _slip(slip: AccountSlip) -> dict[str, object]:
    return {
        "name": capped(slip.name, 64),
        "role": capped(" · ".join(part for part in (slip.role, slip.place) if part), 100),
        "username": breakable(slip.username),
        "code": printable(slip.code),
        "valid_until": printable(slip.valid_until),
        "steps": steps(slip),
    }


def _labels() -> dict[str, str]:
    return {
        "title": _("Kode masuk sekali pakai"),
        "username": _("Nama pengguna"),
        "code": _("Kode"),
        "valid_until": _("Berlaku sampai"),
    }
