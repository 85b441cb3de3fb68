"""Well-formed input of accounts."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.shared.phones import parse_phone
from pendopo.shared.refusals import Invalid

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")


@dataclass(frozen=True, slots=True)
class GrantDraft:
    role: Role
    wilayah_id: int


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """`username` empty: made from the name. `person_id` only for a PSM's own account."""

    name: str
    grant: GrantDraft
    username: str = ""
    phone: str = ""
    person_id: int | None = None

    def __post_init__(self) -> None:
        wrong = name_faults(self.name) | phone_faults(self.phone)
        if self.username and not USERNAME.fullmatch(self.username.lower()):
            wrong["username"] = _(
                "Nama pengguna 3–60 huruf kecil, angka, titik atau garis, diawali huruf. Contoh: rahma.malang"
            )
        if self.grant.role == Role.PSM and not self.person_id:
            wrong["person"] = _("Akun PSM dibuat dari halaman PSM-nya, supaya jelas orangnya.")
        if wrong:
            raise Invalid(fields=wrong)


def name_faults(name: str) -> dict[str, str]:
    if not name.strip():
        return {"name": _("Tulis namanya.")}
    return {"name": _("Nama paling panjang 150 huruf.")} if len(name) > 150 else {}


def phone_faults(phone: str) -> dict[str, str]:
    if not phone.strip() or parse_phone(phone):
        return {}
    return {"phone": _("Nomor HP belum terbaca. Contoh: 0812-3456-7890")}
