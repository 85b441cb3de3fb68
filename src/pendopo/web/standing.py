"""How a standing looks: colour class, icon and word. Colour never speaks alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    css: str
    icon: str
    word: str | Promise


_LOOKS = {
    "sah": Look("sah", "check", _("Sah")),
    "segera": Look("segera", "bang", _("Segera berakhir")),
    "habis": Look("habis", "cross", _("Habis")),
    "gugur": Look("gugur", "cross", _("Gugur")),
    "belum_ber_sk": Look("kosong", "ring", _("Belum ber-SK")),
    "belum_dapat_dinilai": Look("ragu", "question", _("Belum dapat dinilai")),
}
_UNKNOWN = Look("kosong", "question", _("Belum dinilai"))


def look_of(standing: str) -> Look:
    return _LOOKS.get(str(standing), _UNKNOWN)
