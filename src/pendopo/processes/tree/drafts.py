"""What a law says about a place, well formed."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pendopo.shared.refusals import Invalid
from pendopo.wilayah.enums import KINDS_OF, Level

_CODES = {
    Level.PROVINCE: r"\d\d",
    Level.REGENCY: r"\d\d\.\d\d",
    Level.DISTRICT: r"\d\d\.\d\d\.\d\d",
    Level.VILLAGE: r"\d\d\.\d\d\.\d\d\.\d{4}",
}
_EXAMPLES = {
    Level.PROVINCE: "35",
    Level.REGENCY: "35.07",
    Level.DISTRICT: "35.07.24",
    Level.VILLAGE: "35.07.24.2004",
}
EARLIEST = date(1945, 8, 17)


@dataclass(frozen=True, slots=True)
class Law:
    """Since when, and by which law or Perda."""

    since: date
    basis: str

    def check(self, today: date) -> None:
        wrong = {}
        if not EARLIEST <= self.since <= today:
            wrong["since"] = _("Tulis hari mulai berlaku yang sudah tiba; perubahan dicatat setelah berlaku.")
        if len(self.basis.strip()) < 5:
            wrong["basis"] = _("Tulis nomor undang-undang atau Perda yang mengubahnya.")
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class Named:
    """Name, kind and code of a place."""

    name: str
    kind: str
    code: str

    def check(self, level: Level) -> None:
        wrong = {}
        if not 2 <= len(self.name.strip()) <= 100:
            wrong["name"] = _("Tulis nama wilayahnya.")
        if not self.kind:
            wrong["kind"] = _("Pilih jenisnya.")
        elif self.kind not in KINDS_OF.get(level, ()):
            wrong["kind"] = _("Jenis ini tidak ada pada tingkat %(level)s.") % {"level": level.label}
        if not re.fullmatch(_CODES.get(level, r"(?!)"), self.code):
            wrong["code"] = _("Tulis kode seperti %(example)s.") % {"example": _EXAMPLES.get(level, "35")}
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class Split:
    """A new place out of an old one: what goes over to it. `recode`: children take the new code in front."""

    named: Named
    children: tuple[int, ...] = ()
    postings: tuple[int, ...] = ()
    recode: bool = True
