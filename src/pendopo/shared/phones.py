"""Phone numbers of Indonesia in international form, or why not."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pendopo.shared.text import clean

_BETWEEN = re.compile(r"\s*(?:[/;,&|]|\bdan\b|\batau\b)\s*", re.IGNORECASE)
_FILLING = re.compile(r"[\s().\-–_]")
_LEAD = re.compile(r"^(hp|wa|telp|tlp|no)\b[\s.:/]*", re.IGNORECASE)


class PhoneFault(StrEnum):
    NOT_DIGITS = "not_digits"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """`value` in the form +62…; else `fault`. `more`: further numbers of the same cell."""

    value: str = ""
    fault: PhoneFault | None = None
    more: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value)


def parse_phone(text: str) -> Phone:
    """Takes "0812-…", "62812…", "+62 812…" and "812…" (Excel ate the zero); several in one cell: the first counts."""
    whole = clean(text)
    if whole.isdigit():  # nearly all
        return _one(whole)
    parts = [p for p in _BETWEEN.split(whole) if p and set(p) - set("-. ")]
    read = [_one(p) for p in parts]
    good = [p.value for p in read if p.value]
    if good:
        return Phone(good[0], more=tuple(good[1:]))
    return read[0] if read else Phone()


def _one(text: str) -> Phone:
    body = text if text.isdigit() else _FILLING.sub("", _LEAD.sub("", text))
    plus = body.startswith("+")
    digits = body[1:] if plus else body
    if not (digits.isascii() and digits.isdigit()):
        return Phone(fault=PhoneFault.NOT_DIGITS)
    if digits.startswith("0062"):
        digits, plus = digits[2:], True
    if digits.startswith("62") and (plus or len(digits) > 9):
        national = digits[2:].lstrip("0")
    elif plus:
        return Phone(fault=PhoneFault.FOREIGN)
    else:
        national = digits.lstrip("0")
    if len(national) < 8:
        return Phone(fault=PhoneFault.TOO_SHORT)
    if len(national) > 12:
        return Phone(fault=PhoneFault.TOO_LONG)
    return Phone("+62" + national)


def format_phone(value: str) -> str:
    """As people read it: "+6281234567890" is "0812-3456-7890"."""
    if not value.startswith("+62"):
        return value
    local = "0" + value[3:]
    return "-".join(filter(None, (local[:4], local[4:8], local[8:])))
