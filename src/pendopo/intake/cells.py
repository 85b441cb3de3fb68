"""Reading rules, one cell at a time: a value, and what was found about it. Nothing is guessed here.

Every reader takes the raw cell and gives `Read(value, issues)`; the value is None or empty where the cell does
not say it for certain.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.keeping import kept
from pendopo.intake.workbook import Cell
from pendopo.shared.dates import Outcome, Parsed, parse_date
from pendopo.shared.nik import LENGTH, YOUNGEST, NikState, Sex, age_on, faults, implied
from pendopo.shared.phones import parse_phone
from pendopo.shared.text import clean, formula_like, key

T = TypeVar("T")
EXACT_FLOAT = 2**53  # above it a number cell no longer holds every integer
OLDEST_SANE = 110

_DIGITS = frozenset("0123456789")
_NOTHING = frozenset(
    [
        "",
        "belum",
        "belum ada",
        "tidak ada",
        "blm",
        "blm ada",
        "kosong",
        "nihil",
        "tdk ada",
        "na",
        "n a",
        "null",
    ]
)
IN_PROGRESS = frozenset(
    ["proses", "dalam proses", "masih proses", "sedang proses", "sedang diproses", "menunggu", "diproses"]
)
_BETWEEN_DIGITS = re.compile(r"[\s.,'`’\-_/]")
_NO_DIGITS = re.compile(r"[^0-9]")
_SCIENTIFIC = re.compile(r"(\d)[.,]?(\d*)\s*[eE]\s*\+?\s*(\d{1,2})")
_SEXES: dict[str, Sex] = dict.fromkeys(
    ["l", "lk", "lki", "laki", "laki laki", "lelaki", "pria", "laki2", "male", "m", "cowok", "lk lk"], "L"
) | dict.fromkeys(["p", "pr", "prp", "perempuan", "wanita", "w", "female", "f", "perempuann", "pr pr"], "P")  # type: ignore[assignment]
_YES = frozenset(
    ["ya", "y", "sudah", "v", "✓", "✔", "√", "iya", "pernah", "ikut", "ada", "sdh", "1", "true", "yes"]
)
_NO = frozenset(
    ["tidak", "t", "belum", "tdk", "blm", "0", "belum pernah", "tidak pernah", "false", "no", "tidak ikut"]
)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    value: T
    issues: tuple[Issue, ...] = ()


NO_TEXT = Read("")
NOTHING_SAID: Read[bool | None] = Read(None)


@kept
@dataclass(frozen=True, slots=True)
class Nik:
    digits: str = ""
    state: NikState = NikState.NONE


@dataclass(frozen=True, slots=True)
class Birth:
    place: str = ""
    day: date | None = None


def text(cell: Cell) -> str:
    """The cell as one clean line; whole numbers without ".0"."""
    if isinstance(cell, str):
        return clean(cell) if cell else ""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell == cell and abs(cell) < 1e17 and cell.is_integer() else f"{cell:g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_nothing(value: str) -> bool:
    """ "-", "belum ada": the writer says there is none."""
    return not value or (value[0] not in _DIGITS and key(value) in _NOTHING)


def read_text(cell: Cell, field: str) -> Read[str]:
    if cell == "":
        return NO_TEXT
    value = text(cell)
    if not value:
        return NO_TEXT
    if isinstance(cell, str) and formula_like(value):
        return Read(value, (Issue(Code.FORMULA_TEXT, field, Severity.NOTE, value),))
    says = (value[0].isascii() and value[0].isalnum()) or key(value)
    return Read(value if says else "")


def read_nik(cell: Cell) -> Read[Nik]:
    """Sixteen digits as text are taken; a number that Excel may have rounded is kept as unsure."""
    raw = text(cell)
    if is_nothing(raw):
        return Read(Nik(), (Issue(Code.NIK_MISSING, "nik", Severity.UNSURE, raw),))
    if isinstance(cell, (int, float)):
        return _numeric_nik(raw, float(cell))
    if len(raw) == LENGTH and raw.isascii() and raw.isdigit():  # nearly all
        return _whole_nik(raw, raw)
    if m := _SCIENTIFIC.fullmatch(raw.replace(" ", "")):
        return _unsure(m[1] + m[2], Code.NIK_SCIENTIFIC, raw)
    digits = _BETWEEN_DIGITS.sub("", raw)
    if not (digits.isascii() and digits.isdigit()):
        return _unsure(_NO_DIGITS.sub("", raw)[:LENGTH], Code.NIK_NOT_DIGITS, raw)
    return _whole_nik(digits, raw)


def _numeric_nik(raw: str, number: float) -> Read[Nik]:
    if not raw.isdigit():
        return _unsure("", Code.NIK_NOT_DIGITS, raw)
    if len(raw) == LENGTH and (raw.endswith("0") or number >= EXACT_FLOAT):
        return _unsure(raw, Code.NIK_ROUNDED, raw)
    return _whole_nik(raw, raw)


def _whole_nik(digits: str, raw: str) -> Read[Nik]:
    if len(digits) != LENGTH:
        return _unsure(digits[:32], Code.NIK_LENGTH, raw, length=len(digits))
    if found := faults(digits):
        return _unsure(digits, Code.NIK_STRUCTURE, raw, faults=tuple(map(str, found)))
    return Read(Nik(digits, NikState.SURE))


def _unsure(digits: str, code: Code, raw: str, **params: object) -> Read[Nik]:
    state = NikState.UNSURE if digits else NikState.NONE
    return Read(Nik(digits, state), (Issue(code, "nik", Severity.UNSURE, raw, params),))


def birth_hint(nik: Nik, today: date) -> tuple[date | None, Sex | None]:
    """What the NIK offers: only from sixteen digits, of which a rounded last one does not matter here."""
    if len(nik.digits) != LENGTH:
        return None, None
    says = implied(nik.digits, today)
    return says.birth, says.sex


def read_sex(cell: Cell, codes: Mapping[str, Sex] | None = None) -> Read[Sex | None]:
    """`codes`: what "1" and "2" mean on this sheet, if known."""
    raw = text(cell)
    plain = key(raw)
    sex = _SEXES.get(plain) or (codes or {}).get(plain)
    if sex:
        return Read(sex)
    if not plain:
        return Read(None, (Issue(Code.SEX_MISSING, "sex", Severity.UNSURE, raw),))
    code = Code.SEX_CODE if plain in {"1", "2"} else Code.SEX_UNREADABLE
    return Read(None, (Issue(code, "sex", Severity.ASK, raw),))


def read_birth(cell: Cell, today: date) -> Read[Birth]:
    """A date, or "Blitar, 2 Nov 75": the place is what stands before the date."""
    if isinstance(cell, date):
        return _aged(Birth("", cell), cell.isoformat(), today)
    raw = text(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        serial = excel_day(float(cell))
        offer: dict[str, object] = {"offered": serial.isoformat()} if serial else {}
        return Read(Birth(), (Issue(Code.BIRTH_UNREADABLE, "birth", Severity.ASK, raw, offer),))
    place, parsed = split_birth(raw, today.year - YOUNGEST)
    if parsed.value:
        return _aged(Birth(place, parsed.value), raw, today)
    codes = {
        Outcome.EMPTY: (Code.BIRTH_MISSING, Severity.UNSURE),
        Outcome.IMPOSSIBLE: (Code.BIRTH_IMPOSSIBLE, Severity.ASK),
        Outcome.YEAR: (Code.BIRTH_YEAR_ONLY, Severity.ASK),
        Outcome.MONTH: (Code.BIRTH_YEAR_ONLY, Severity.ASK),
    }
    code, severity = codes.get(parsed.outcome, (Code.BIRTH_UNREADABLE, Severity.ASK))
    params: dict[str, object] = {"year": parsed.year} if parsed.year else {}
    return Read(Birth(place), (Issue(code, "birth", severity, raw, params),))


def split_birth(raw: str, pivot: int) -> tuple[str, Parsed]:
    """Place and date of one cell; a cell without a digit is a place alone."""
    whole = parse_date(raw, pivot)
    if whole.value or whole.outcome is Outcome.EMPTY:
        return "", whole
    if not re.search(r"\d", raw):
        return raw.strip(" ,/"), Parsed(Outcome.EMPTY, raw)
    if m := re.match(r"([^\d,/]*?)\s*[,/;.:]?\s*(?:tgl\.?|tanggal)?\s*(\d.*)$", raw, re.IGNORECASE):
        place = m[1].strip(" ,.-/")
        return (
            ("", whole)
            if re.fullmatch(r"(th|thn|tahun)", place, re.IGNORECASE)
            else (place, parse_date(m[2], pivot))
        )
    return "", whole


def _aged(birth: Birth, raw: str, today: date) -> Read[Birth]:
    """Nobody is PSM as a child or at 111: such a date is a slip, and asked about."""
    age = age_on(birth.day, today) if birth.day else 0
    if YOUNGEST <= age <= OLDEST_SANE:
        return Read(birth)
    issue = Issue(Code.BIRTH_AGE, "birth", Severity.ASK, raw, {"age": age})
    return Read(Birth(birth.place), (issue,))


def excel_day(serial: float) -> date | None:
    """The day a number without date format stands for in Excel's 1900 system, for offering only."""
    if not 366 <= serial < 60_000:
        return None
    return date(1899, 12, 30) + timedelta(days=int(serial))


def read_phone(cell: Cell) -> Read[str]:
    if cell == "":
        return NO_TEXT
    raw = text(cell)
    if is_nothing(raw):
        return Read("")
    phone = parse_phone(raw)
    if phone.fault:
        return Read(
            "", (Issue(Code.PHONE_UNREADABLE, "phone", Severity.UNSURE, raw, {"fault": str(phone.fault)}),)
        )
    if phone.more:
        return Read(
            phone.value, (Issue(Code.PHONE_SEVERAL, "phone", Severity.NOTE, raw, {"more": phone.more}),)
        )
    return Read(phone.value)


def read_yes_no(cell: Cell, field: str = "bimtek") -> Read[bool | None]:
    """None where nothing is said; "x" may be a tick or a no, so it is not read."""
    if cell == "":
        return NOTHING_SAID
    raw = "1" if cell is True else "0" if cell is False else text(cell)
    plain = key(raw) or raw
    if plain in _YES:
        return Read(True)
    if plain in _NO:
        return Read(False)
    if not key(raw):
        return Read(None)
    return Read(None, (Issue(Code.BIMTEK_UNREADABLE, field, Severity.UNSURE, raw),))


def read_day(cell: Cell, pivot: int) -> Parsed:
    """A date in a column of dates (`pivot`: last year that two digits may mean); a bare number is not one."""
    if isinstance(cell, date):
        return Parsed(Outcome.DATE, cell.isoformat(), cell, cell.year, cell.month)
    raw = text(cell)
    if not raw:
        return Parsed(Outcome.EMPTY)
    if isinstance(cell, float) and not 1900 <= cell <= 2100:
        return Parsed(Outcome.UNREADABLE, raw)
    return parse_date(raw, pivot)
