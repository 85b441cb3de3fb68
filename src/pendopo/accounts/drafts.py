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


@dataclass(frozen=True, slots=True)
class FactorPolicyDraft:
    """`roles` that must have a second factor; none: nobody must. `grace_days`: time to set one up."""

    roles: frozenset[Role]
    grace_days: int = 0
    basis: str = ""

    def __post_init__(self) -> None:
        wrong = {}
        if not 0 <= self.grace_days <= 90:
            wrong["grace_days"] = _("Tenggang 0 sampai 90 hari.")
        if len(self.basis) > 250:
            wrong["basis"] = _("Dasar paling panjang 250 huruf.")
        if wrong:
            raise Invalid(fields=wrong)


def passkey_name(text: str) -> str:
    """The name of a passkey, in one line."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= 60:
        raise Invalid(fields={"name": _("Beri nama 1–60 huruf, misalnya “HP Rahma” atau “Laptop kantor”.")})
    return name
