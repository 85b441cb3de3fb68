"""Indonesian dates: read as people write them, without ever guessing, and written out."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pendopo.shared.text import clean

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
          "September", "Oktober", "November", "Desember")  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# Every spelling met on paper, old ("Pebruari", "Nopember") and English ones included.
_SPELLINGS = (
    "januari jan january jnr", "februari feb pebruari peb febuari february pebr febr", "maret mar mrt march mart",
    "april apr apl", "mei may", "juni jun june", "juli jul july", "agustus agu agt ags aug agust august agsts",
    "september sep sept sepetember", "oktober okt oct october oktb", "november nov nop nopember novem",
    "desember des dec december dese",
)  # fmt: skip
_MONTH_OF = {word: i for i, words in enumerate(_SPELLINGS, 1) for word in words.split()}
_DAY_WORD = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+", re.IGNORECASE)
_LEAD = re.compile(r"^(tanggal|tgl\.?|per)\s*:?\s+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*'?(\d{4}|\d{2})(?: 00:00(?::00)?)?")
_WORDY = re.compile(r"(\d{1,2})\s*[-/.,\s]?\s*([A-Za-z]{3,10})\.?\s*[-/.,\s]?\s*'?(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,10})\.?\s*[-/\s]?\s*(\d{4})|(\d{1,2})\s*[-/]\s*(\d{4})")
_YEAR = re.compile(r"(?:th\.?|tahun|thn\.?)?\s*(\d{4})", re.IGNORECASE)


class Outcome(StrEnum):
    DATE = "date"
    EMPTY = "empty"
    YEAR = "year"  # only the year is known
    MONTH = "month"  # only month and year are known
    SHORT_YEAR = "short_year"  # a two-digit year and no window to place it in
    IMPOSSIBLE = "impossible"  # 31/02/1975
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says about a date; `value` only where it says a whole and possible one."""

    outcome: Outcome
    raw: str = ""
    value: date | None = None
    year: int | None = None
    month: int | None = None

    def __bool__(self) -> bool:
        return self.value is not None


def full_year(short: int, pivot: int) -> int:
    """The year ending in these two digits in the hundred years up to and including `pivot`."""
    return pivot - (pivot - short) % 100


def parse_date(text: str, pivot: int | None = None) -> Parsed:
    """Read a date written day first, in words or ISO.

    `pivot` is the last year a two-digit year may mean: for a birth date the youngest birth year allowed,
    for a paper the current year. Without it such a year is `SHORT_YEAR`. Day and month are never swapped:
    "12/31/2023" is impossible, not December.
    """
    raw = clean(text)
    body = raw if raw[:1].isdigit() else _LEAD.sub("", _DAY_WORD.sub("", raw))
    body = body.strip(" .,;")
    if not body or set(body) <= set("-–—.?/ "):
        return Parsed(Outcome.EMPTY, raw)
    if m := _ISO.fullmatch(body):
        return _make(raw, m[3], m[2], m[1], pivot)
    if m := _NUMERIC.fullmatch(body):
        return _make(raw, m[1], m[2], m[3], pivot)
    if m := _WORDY.fullmatch(body):
        month = _MONTH_OF.get(m[2].casefold())
        return _make(raw, m[1], str(month), m[3], pivot) if month else Parsed(Outcome.UNREADABLE, raw)
    return _partial(raw, body)


def _make(raw: str, day: str, month: str, year: str, pivot: int | None) -> Parsed:
    number = int(year)
    if len(year) == 2:
        if pivot is None:
            return Parsed(Outcome.SHORT_YEAR, raw, month=int(month))
        number = full_year(number, pivot)
    if int(day) == 0 and int(month) == 0 and number > 0:  # "00/00/1960" is how offices write "year only"
        return Parsed(Outcome.YEAR, raw, year=number)
    try:
        return Parsed(Outcome.DATE, raw, date(number, int(month), int(day)), number, int(month))
    except ValueError:
        return Parsed(Outcome.IMPOSSIBLE, raw, year=number)


def _partial(raw: str, body: str) -> Parsed:
    if m := _YEAR.fullmatch(body):
        return (
            Parsed(Outcome.YEAR, raw, year=int(m[1]))
            if 1800 <= int(m[1]) <= 2200
            else Parsed(Outcome.UNREADABLE, raw)
        )
    if m := _MONTH_YEAR.fullmatch(body):
        month = _MONTH_OF.get(m[1].casefold()) if m[1] else int(m[3])
        if month and 1 <= month <= 12:
            return Parsed(Outcome.MONTH, raw, year=int(m[2] or m[4]), month=month)
    return Parsed(Outcome.UNREADABLE, raw)


def format_date(day: date, *, weekday: bool = False) -> str:
    """Write "24 Mei 2023", or "Rabu, 24 Mei 2023"."""
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day_name(day)}, {words}" if weekday else words


def short_date(day: date) -> str:
    """Write "24 Agu 2023": the month in three letters, for tags and narrow columns."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def format_month(day: date) -> str:
    """Write "Mei 2023"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def format_instant(at: datetime) -> str:
    """Write "24 Mei 2023 pukul 09.30 WIB", in the zone that the instant carries."""
    return f"{format_date(at.date())} pukul {at:%H.%M} {at.tzname()}"


def day_name(day: date) -> str:
    return DAYS[day.weekday()]


def format_range(start: date | None, end: date | None) -> str:
    """Both ends inclusive, as on paper: "1–24 Mei 2023", "3 Mar – 24 Mei" with months in full."""
    if start is None or end is None:
        return f"sejak {format_date(start)}" if start else f"sampai {format_date(end)}" if end else ""
    if start == end:
        return format_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{format_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {format_date(end)}"
    return f"{format_date(start)} – {format_date(end)}"
