"""Reading rules for the SK columns: number, date, "berlaku s/d", or number and date in one cell."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pendopo.intake.cells import IN_PROGRESS, Read, is_nothing, read_day, text
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.keeping import kept
from pendopo.intake.workbook import Cell
from pendopo.shared.dates import Outcome, Parsed, parse_date
from pendopo.shared.text import RECENT, key

_NUMBER_WORD = re.compile(r"^(?:sk\b\s*)?(?:no|nomor|nomer)\b[\s.:]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;]|\b(?:tertanggal|tanggal|tgl|ttgl|tg)\b\.?)\s*:?\s*", re.IGNORECASE)
_OPEN = re.compile(
    r"tanpa batas|seterusnya|tidak terbatas|tak terbatas|selamanya|seumur hidup|tidak ditentukan|s d selesai"
)


class EndKind(StrEnum):
    DATE = "date"
    OPEN = "open"  # "tanpa batas", "seterusnya"
    BLANK = "blank"


@kept
@dataclass(frozen=True, slots=True)
class SkDraft:
    """The paper as the row names it; no SK at all is `None` in its place."""

    number: str = ""
    signed_on: date | None = None
    until: date | None = None
    end_kind: EndKind = EndKind.BLANK


@lru_cache(maxsize=RECENT, typed=True)  # a whole village has one paper
def read_sk(number_cell: Cell, date_cell: Cell, until_cell: Cell, today: date) -> Read[SkDraft | None]:
    """The three columns as one SK; a number cell may hold the date as well."""
    raw = text(number_cell)
    if key(raw) in IN_PROGRESS:
        return Read(None, (Issue(Code.SK_IN_PROGRESS, "sk", Severity.NOTE, raw),))
    number, parsed = "", read_day(date_cell, today.year)
    if not is_nothing(raw):
        number = raw
        if parsed.outcome is Outcome.EMPTY:
            number, parsed = split_sk(raw, today.year)
        number = _NUMBER_WORD.sub("", number).strip(" ,;:")
    if not number and parsed.outcome is Outcome.EMPTY:
        return Read(None)
    until = read_until(until_cell, today)
    issues = [*_date_issues(number, parsed, today), *until.issues]
    if not key(number):
        issues.append(Issue(Code.SK_NUMBER_MISSING, "sk_number", Severity.ASK, raw))
    end, kind = until.value
    if end and parsed.value and end <= parsed.value:
        issues.append(Issue(Code.SK_UNTIL_BEFORE, "sk_until", Severity.ASK, text(until_cell)))
        end, kind = None, EndKind.BLANK
    return Read(SkDraft(number, parsed.value, end, kind), tuple(issues))


def split_sk(raw: str, pivot: int) -> tuple[str, Parsed]:
    """ "No. 27 TAHUN 2019 tanggal 18 Desember 2019" → number and date, cut where the rest reads as a date."""
    cuts = list(_BETWEEN.finditer(raw))
    for cut in cuts:
        tail = parse_date(raw[cut.end() :], pivot)
        if tail.outcome not in {Outcome.UNREADABLE, Outcome.EMPTY, Outcome.YEAR}:
            return raw[: cut.start()], tail
    if cuts and re.search(
        r"[a-z]", cuts[-1][0], re.IGNORECASE
    ):  # the word "tanggal" stands there, the date is odd
        tail = parse_date(raw[cuts[-1].end() :], pivot)
        return raw[: cuts[-1].start()], tail
    whole = parse_date(raw, pivot)
    return ("", whole) if whole.value else (raw, Parsed(Outcome.EMPTY))


def read_until(cell: Cell, today: date) -> Read[tuple[date | None, EndKind]]:
    raw = text(cell)
    if _OPEN.search(key(raw)):
        return Read((None, EndKind.OPEN))
    parsed = read_day(cell, today.year + 30)
    if parsed.value:
        return Read((parsed.value, EndKind.DATE))
    if parsed.outcome is Outcome.EMPTY or is_nothing(raw):
        return Read((None, EndKind.BLANK))
    return Read((None, EndKind.BLANK), (Issue(Code.SK_UNTIL_UNREADABLE, "sk_until", Severity.ASK, raw),))


def _date_issues(number: str, parsed: Parsed, today: date) -> list[Issue]:
    params = {"number": number} | ({"year": parsed.year} if parsed.year else {})
    if parsed.value:
        future = parsed.value > today
        return [Issue(Code.SK_DATE_FUTURE, "sk_date", Severity.NOTE, parsed.raw, params)] if future else []
    codes = {
        Outcome.EMPTY: Code.SK_DATE_MISSING,
        Outcome.IMPOSSIBLE: Code.SK_DATE_IMPOSSIBLE,
        Outcome.YEAR: Code.SK_DATE_YEAR_ONLY,
        Outcome.MONTH: Code.SK_DATE_YEAR_ONLY,
    }
    code = codes.get(parsed.outcome, Code.SK_DATE_UNREADABLE)
    return [Issue(code, "sk_date", Severity.ASK, parsed.raw, params)]
