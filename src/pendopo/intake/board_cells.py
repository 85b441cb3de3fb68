"""Reading rules for the cells that only board lists have: term, state of forming, the SK's date."""

import re
from datetime import date, timedelta

from pendopo.intake.board_drafts import BoardState, Term
from pendopo.intake.cells import Read, read_day, text
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.workbook import Cell
from pendopo.shared.dates import Outcome, Parsed, parse_date
from pendopo.shared.text import key

EARLIEST = 1975
"""PSM is said to have been founded in 1975: an older year of a board is a slip."""
LONG = 10
"""Years of a term from which it is pointed out; it is kept as written."""

_YEARS = re.compile(
    r"(?:th|thn|tahun|periode)?\D{0,3}((?:19|20)\d\d)\D{1,12}((?:19|20)?\d\d)\D{0,3}", re.IGNORECASE
)
_LENGTH = re.compile(r"(\d{1,2})\s*(?:th|thn|tahun)\.?", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:\bs\s?/\s?d\b\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b|–|—|\s-\s)\s*", re.IGNORECASE
)
_ABSENT = re.compile(
    r"(ipsm )?(belum|blm|tidak|tdk) (ada|terbentuk|dibentuk|punya|memiliki)( (ipsm|pengurus|kepengurusan))?( ipsm)?"
    r"|belum|blm|nihil|kosong|vakum"
)
_FORMING = re.compile(
    r"((dalam|masih|sedang) )?(proses|tahap|persiapan)( (pembentukan|persiapan|pemilihan|musda|penyusunan))?( .*)?"
    r"|(akan|sedang|rencana) (di ?bentuk|pembentukan|musda)( .*)?|pembentukan( .*)?"
)


def state_of(note: str, *, paper: bool, chair: bool) -> BoardState:
    """What the row says of its board: by its paper, else by what is noted."""
    words = key(note)
    if paper:
        return BoardState.SK
    if _FORMING.fullmatch(words):
        return BoardState.FORMING
    if _ABSENT.fullmatch(words) and not chair:
        return BoardState.NOT_FORMED
    return BoardState.SK if chair else BoardState.UNSAID


def read_term(cell: Cell, signed_on: date | None) -> Read[Term]:
    """ "2019-2024", "2023 s/d 2028", "5 tahun", or two whole dates."""
    raw = text(cell)
    if not key(raw):
        return Read(Term())
    if whole := _whole_dates(raw):
        return _checked(whole, raw, signed_on)
    if m := _YEARS.fullmatch(raw):
        first, last = int(m[1]), int(m[2])
        last = last if last > 99 else first - first % 100 + last
        return _checked(Term(True, first, last), raw, signed_on)
    if (m := _LENGTH.fullmatch(raw)) and signed_on:
        return _checked(Term(True, signed_on.year, signed_on.year + int(m[1])), raw, signed_on)
    return _unreadable(raw)


def _whole_dates(raw: str) -> Term | None:
    parts = _BETWEEN.split(raw)
    days = [parse_date(part).value for part in parts]
    if len(days) != 2 or not days[0] or not days[1]:
        return None
    return Term(True, days[0].year, days[1].year, days[0], days[1])


def _checked(term: Term, raw: str, signed_on: date | None) -> Read[Term]:
    """A term that cannot be is asked; one that is merely odd is kept as written and pointed out."""
    first, last = term.first_year or 0, term.last_year or 0
    backwards = bool(term.starts_on and term.ends_on and term.ends_on <= term.starts_on)
    if last <= first or first < EARLIEST or backwards:
        return _unreadable(raw)
    issues = []
    if last - first > LONG:
        issues.append(Issue(Code.TERM_LONG, "term", Severity.NOTE, raw, {"years": last - first}))
    if signed_on and not first - 1 <= signed_on.year <= last:
        issues.append(Issue(Code.TERM_OFF_SK, "term", Severity.NOTE, raw))
    return Read(term, tuple(issues))


def _unreadable(raw: str) -> Read[Term]:
    return Read(Term(True), (Issue(Code.TERM_UNREADABLE, "term", Severity.ASK, raw),))


def day_before_anniversary(signed_on: date, last_year: int) -> date:
    """A term from 21 May 2019 to 2024 ends on 20 May 2024."""
    try:
        day = signed_on.replace(year=last_year)
    except ValueError:  # 29 February
        day = date(last_year, 3, 1)
    return day - timedelta(days=1)


def read_signing(cell: Cell, number: str, today: date) -> tuple[Parsed, tuple[Issue, ...]]:
    """The day of an SK, day first; a day that cannot be right is asked."""
    parsed = read_day(cell, today.year)
    params: dict[str, object] = {"number": number} | ({"year": parsed.year} if parsed.year else {})
    codes = {
        Outcome.DATE: None,
        Outcome.EMPTY: Code.SK_DATE_MISSING,
        Outcome.IMPOSSIBLE: Code.SK_DATE_IMPOSSIBLE,
        Outcome.YEAR: Code.SK_DATE_YEAR_ONLY,
        Outcome.MONTH: Code.SK_DATE_YEAR_ONLY,
    }
    code = codes.get(parsed.outcome, Code.SK_DATE_UNREADABLE)
    if parsed.value and parsed.value.year < EARLIEST:
        code = Code.SK_DATE_EARLY
    elif parsed.value and parsed.value > today:
        code = Code.SK_DATE_FUTURE
    return parsed, (Issue(code, "sk_date", Severity.ASK, parsed.raw, params),) if code else ()
