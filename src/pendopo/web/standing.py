"""How a standing looks: colour class, icon and word. Colour never speaks alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from pendopo.legality.standing_words import NOT_JUDGED, STANDING_WORDS
from pendopo.shared.dates import short_date


@dataclass(frozen=True, slots=True)
class Look:
    css: str
    icon: str
    word: str | Promise


_LOOKS = {
    "sah": Look("sah", "check", STANDING_WORDS["sah"]),
    "segera": Look("segera", "bang", STANDING_WORDS["segera"]),
    "habis": Look("habis", "cross", STANDING_WORDS["habis"]),
    "gugur": Look("gugur", "cross", STANDING_WORDS["gugur"]),
    "belum_ber_sk": Look("kosong", "ring", STANDING_WORDS["belum_ber_sk"]),
    "belum_dapat_dinilai": Look("ragu", "question", STANDING_WORDS["belum_dapat_dinilai"]),
}
_UNKNOWN = Look("kosong", "question", NOT_JUDGED)


def look_of(standing: str) -> Look:
    return _LOOKS.get(str(standing), _UNKNOWN)


def words_of(
    standing: str, until: date | None = None, days: int | None = None, on: date | None = None
) -> str:
    """`until` last legal day, `days` left while it ends soon, `on` the day it ended."""
    look = look_of(standing)
    if look.css == "segera" and days is not None:
        return _soon(days)
    if look.css == "sah":
        return gettext("Sah s.d. %s") % short_date(until) if until else gettext("Sah, tanpa batas waktu")
    return f"{look.word} {short_date(on)}" if on else str(look.word)


def _soon(days: int) -> str:
    if days <= 0:
        return gettext("Berakhir hari ini")
    return ngettext("Berakhir %d hari lagi", "Berakhir %d hari lagi", days) % days
