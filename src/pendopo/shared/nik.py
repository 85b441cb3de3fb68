"""NIK, the 16-digit population number: its structure, and what it implies about its holder.

PPRRKK DDMMYY SSSS: province, regency, district of first registration, birth date (day + 40 for women), serial.
The place is where the number was first given, not where its holder lives; birth date and sex it implies are
offered to people, never imposed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from pendopo.shared.dates import full_year
from pendopo.shared.text import RECENT

Sex = Literal["L", "P"]
LENGTH = 16
YOUNGEST, OLDEST = 17, 100

_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 "
    "71 72 73 74 75 76 81 82 91 92 93 94 95 96".split()
)


class NikState(StrEnum):
    NONE = "none"
    UNSURE = "unsure"  # some digits are known to be lost or doubtful; kept, never compared as exact
    SURE = "sure"


class NikFault(StrEnum):
    LENGTH = "length"
    NOT_DIGITS = "not_digits"
    PLACE = "place"
    BIRTH = "birth"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Implied:
    """Birth date (None where impossible or the century is open) and sex that the digits speak of."""

    birth: date | None = None
    sex: Sex | None = None


def faults(digits: str) -> tuple[NikFault, ...]:
    """What is structurally wrong with a NIK; empty if nothing."""
    if not (digits.isascii() and digits.isdigit()):
        return (NikFault.NOT_DIGITS,)
    if len(digits) != LENGTH:
        return (NikFault.LENGTH,)
    found = []
    if not known_place(digits):
        found.append(NikFault.PLACE)
    if not _possible_day(digits[6:12]):
        found.append(NikFault.BIRTH)
    if digits[12:] == "0000":
        found.append(NikFault.SERIAL)
    return tuple(found)


def known_place(digits: str) -> bool:
    """May the first six digits be province, regency and district? The KK begins with them too."""
    return digits[:2] in _PROVINCES and digits[2:4] != "00" and digits[4:6] != "00"


def kk_possible(digits: str) -> bool:
    """Sixteen digits that begin with a place and end with a serial. What lies between is not asked."""
    whole = len(digits) == LENGTH and digits.isascii() and digits.isdigit()
    return whole and known_place(digits) and digits[12:] != "0000"


def implied(digits: str, today: date) -> Implied:
    """Birth date and sex from the first twelve digits; the century by the age window 17 to 100 on `today`."""
    if (
        len(digits) < 12
        or not (digits.isascii() and digits[:12].isdigit())
        or not _possible_day(digits[6:12])
    ):
        return Implied()
    day, month, short = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex: Sex = "P" if day > 40 else "L"
    year = full_year(short, today.year - YOUNGEST)
    try:
        birth = date(year, month, day % 40)
    except ValueError:  # 29 February of a common year
        return Implied(None, sex)
    return Implied(birth if YOUNGEST <= age_on(birth, today) <= OLDEST else None, sex)


def age_on(birth: date, day: date) -> int:
    """Completed years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def fits_birth(digits: str, birth: date) -> bool:
    """Do day, month and two-digit year of the NIK agree with the birth date? The century is not asked."""
    rest = f"{birth.month:02}{birth.year % 100:02}"
    return digits[8:12] == rest and digits[6:8] in {f"{birth.day:02}", f"{birth.day + 40:02}"}


def one_digit_off(a: str, b: str) -> bool:
    """Two NIK of full length that differ in exactly one digit, or in two neighbours that were swapped."""
    if len(a) != LENGTH or len(b) != LENGTH:
        return False
    at = [i for i in range(LENGTH) if a[i] != b[i]]
    if len(at) == 2 and at[1] == at[0] + 1:
        return a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]
    return len(at) == 1


@lru_cache(maxsize=RECENT)
def _possible_day(digits: str) -> bool:
    """Of the six that stand for a birth date."""
    day, month, short = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        date(2000 if short % 4 == 0 else 2001, month, day - 40 if day > 40 else day)
    except ValueError:
        return False
    return True
