"""One raw row → one `RowReading`: the cells read, answers applied, NIK, birth date and sex held together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pendopo.intake import cells
from pendopo.intake.asking import LEAVE, Asking
from pendopo.intake.cells import Birth, Nik
from pendopo.intake.drafts import RowDraft, RowReading
from pendopo.intake.fields import Field
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.provinces import ProvinceIndex
from pendopo.intake.rows import RawRow
from pendopo.intake.sk_cells import EndKind, SkDraft, read_sk, read_until
from pendopo.intake.villages import MatchKind, VillageIndex, village_key
from pendopo.intake.workbook import Cell
from pendopo.shared.dates import parse_date
from pendopo.shared.names import Name, split_name
from pendopo.shared.nik import LENGTH, YOUNGEST, Sex, fits_birth
from pendopo.shared.text import key


@dataclass(frozen=True)
class Desk:
    """What every row of a sheet is read with."""

    sheet: str
    villages: VillageIndex | ProvinceIndex
    asking: Asking
    today: date
    sex_codes: Mapping[str, Sex]


_BLANK: dict[Field, Cell] = dict.fromkeys(Field, "")


class RowReader:
    """Reads one row; findings gather in `issues`, a question with a usable answer leaves none."""

    def __init__(self, desk: Desk, raw: RawRow) -> None:
        self.desk, self.raw = desk, raw
        self.cells = _BLANK | raw.cells
        self.place = (desk.sheet, raw.row)
        self.issues: list[Issue] = []

    def read(self) -> RowReading:
        name = self._name()
        nik = self._nik()
        hint_birth, hint_sex = cells.birth_hint(nik, self.desk.today)
        birth = self._birth(hint_birth)
        sex = self._sex(hint_sex)
        self._compare(nik, birth, sex, hint_birth, hint_sex)
        village_text = cells.text(self.cells[Field.VILLAGE])
        draft = RowDraft(
            name=name,
            nik=nik,
            sex=sex,
            birth_place=birth.place,
            birth_date=birth.day,
            village_id=self._village(village_text),
            district_text=self.raw.district,
            village_text=village_text,
            sk=self._sk(village_text),
            **self._rest(),
        )
        return RowReading(self.desk.sheet, self.raw.row, draft, tuple(self.issues), hint_birth, hint_sex)

    def _own(self, kind: str) -> str:
        return f"{kind}:{self.desk.sheet}:{self.raw.row}"

    def _ask(self, question: str, issue: Issue) -> str | None:
        """The answer, if any; the caller settles or keeps the issue."""
        return self.desk.asking.ask(question, issue, self.place)

    def _keep(self, issue: Issue, question: str = "") -> None:
        self.issues.append(replace(issue, question=question))

    def _text(self, field: Field) -> str:
        cell = self.cells[field]
        if cell == "":
            return ""
        read = cells.read_text(cell, field)
        self.issues.extend(read.issues)
        return read.value

    def _name(self) -> Name:
        raw = self._text(Field.NAME)
        if any(c.isalpha() for c in raw):
            return split_name(raw)
        issue, question = Issue(Code.NAME_MISSING, "name", Severity.ERROR, raw), self._own("name")
        answer = self._ask(question, issue) or ""
        if any(c.isalpha() for c in answer):
            self.desk.asking.accept(question)
            return split_name(answer)
        self._keep(issue, question)
        return Name()

    def _nik(self) -> Nik:
        """An unsure NIK may be completed right here, but holds nothing up."""
        read, question = cells.read_nik(self.cells[Field.NIK]), self._own("nik")
        for issue in read.issues:
            answer = cells.read_nik(self._ask(question, issue) or "")
            if not answer.issues:
                self.desk.asking.accept(question)
                return answer.value
            self._keep(issue, question)
        return read.value

    def _birth(self, hint: date | None) -> Birth:
        cell = self.cells[Field.BIRTH]
        if not cells.text(cell):
            cell = self.cells[Field.BIRTH_DATE]
        read, question = cells.read_birth(cell, self.desk.today), self._own("birth")
        place = cells.text(self.cells[Field.BIRTH_PLACE]) or read.value.place
        day = read.value.day
        for issue in read.issues:
            if hint:
                issue = replace(issue, params={**issue.params, "offered": hint.isoformat()})
            answer = self._ask(question, issue)
            given = parse_date(answer or "", self.desk.today.year - YOUNGEST).value
            if given and not cells.read_birth(given, self.desk.today).issues:
                self.desk.asking.accept(question)
                day = given
            elif answer == LEAVE:
                self.desk.asking.accept(question)
                self._keep(replace(issue, severity=Severity.UNSURE))
            else:
                self._keep(issue, question)
        return Birth(place, day)

    def _sex(self, hint: Sex | None) -> Sex | None:
        read = cells.read_sex(self.cells[Field.SEX], self.desk.sex_codes)
        for issue in read.issues:
            if issue.code is Code.SEX_CODE:  # asked once for the sheet, see `roster`
                self._keep(issue, f"sexcode:{self.desk.sheet}")
                continue
            question = self._own("sex")
            if hint:
                issue = replace(issue, params={"offered": hint})
            answer = self._ask(question, issue) or ""
            if cells.read_sex(answer).value:
                self.desk.asking.accept(question)
                return cells.read_sex(answer).value
            self._keep(issue, question)
        return read.value

    def _compare(
        self, nik: Nik, birth: Birth, sex: Sex | None, hint_birth: date | None, hint_sex: Sex | None
    ) -> None:
        """Contradictions are said, with what the NIK offers; nothing is put in its place."""
        if len(nik.digits) != LENGTH:
            return
        if birth.day and hint_birth and not fits_birth(nik.digits, birth.day):
            offered = {"offered": hint_birth.isoformat()}
            self._keep(Issue(Code.NIK_BIRTH_DIFFERS, "nik", Severity.NOTE, birth.day.isoformat(), offered))
        if sex and hint_sex and sex != hint_sex:
            self._keep(Issue(Code.NIK_SEX_DIFFERS, "nik", Severity.NOTE, sex, {"offered": hint_sex}))

    def _village(self, written: str) -> str | None:
        villages, district = self.desk.villages, self.raw.district
        match = villages.match(written, district, self.raw.regency)
        if match.kind is MatchKind.EXACT and match.village_id:
            if not match.district_exact:
                meant = {"district": villages.districts[match.district_id or ""]}
                self._keep(Issue(Code.DISTRICT_SPELLING, "district", Severity.NOTE, district, meant))
            return match.village_id
        codes = {MatchKind.OFFERED: Code.VILLAGE_SPELLING, MatchKind.AMBIGUOUS: Code.VILLAGE_AMBIGUOUS}
        code = codes.get(match.kind, Code.VILLAGE_UNKNOWN) if key(written) else Code.VILLAGE_MISSING
        params: dict[str, object] = {
            "offered": match.offered,
            "candidates": match.candidates,
            "district": district,
        }
        issue = Issue(code, "village", Severity.ASK, written, params)
        question = (
            f"village:{villages.scope(district, self.raw.regency)}:{village_key(written)}"
            if key(written)
            else self._own("village_missing")
        )
        answer = self._ask(question, issue)
        if answer in villages:
            self.desk.asking.accept(question)
            return answer
        if answer == LEAVE:
            self.desk.asking.accept(question)
            issue = replace(issue, severity=Severity.ERROR)
        self._keep(issue, question)
        return None

    def _sk(self, village_text: str) -> SkDraft | None:
        number = self.cells[Field.SK_NUMBER]
        if not cells.text(number):
            number = self.cells[Field.SK]
        until = self.cells[Field.SK_UNTIL]
        read = read_sk(number, self.cells[Field.SK_DATE], until, self.desk.today)
        sk = read.value
        for issue in read.issues:
            if sk is None or issue.severity is not Severity.ASK:
                self._keep(issue)
                continue
            answered = self._sk_answer(sk, issue, village_text)
            sk = answered or sk
        return sk

    def _sk_answer(self, sk: SkDraft, issue: Issue, village_text: str) -> SkDraft | None:
        """The SK with its asked part filled in, or None while that is open."""
        kinds = {"sk_number": "sk_number", "sk_until": "until"}
        village = village_key(village_text)
        if isinstance(self.desk.villages, ProvinceIndex):
            village = f"{self.desk.villages.scope(self.raw.district, self.raw.regency)}/{village}"
        question = self._own(kinds[issue.field]) if issue.field in kinds else (
            f"sk_date:{self.desk.sheet}:{village}:{key(sk.number)}"
        )  # fmt: skip
        answer = self._ask(question, issue)
        filled: SkDraft | None = None
        if answer == LEAVE:
            self.desk.asking.accept(question)
            self._keep(replace(issue, severity=Severity.UNSURE))
            return None
        if answer and issue.field == "sk_number":
            filled = replace(sk, number=answer)
        elif answer and issue.field == "sk_until":
            end, kind = read_until(answer, self.desk.today).value
            later = end is None or sk.signed_on is None or end > sk.signed_on
            filled = replace(sk, until=end, end_kind=kind) if kind is not EndKind.BLANK and later else None
        elif answer and (day := parse_date(answer, self.desk.today.year).value):
            filled = replace(sk, signed_on=day)
        if filled is None:
            self._keep(issue, question)
            return None
        self.desk.asking.accept(question)
        return filled

    def _rest(self) -> dict[str, Any]:
        phone = cells.read_phone(self.cells[Field.PHONE])
        bimtek = cells.read_yes_no(self.cells[Field.BIMTEK])
        self.issues.extend((*phone.issues, *bimtek.issues))
        return {
            "address": self._text(Field.ADDRESS),
            "phone": phone.value,
            "bimtek": bimtek.value,
            "bimtek_on": self._day(Field.BIMTEK_DATE, Code.BIMTEK_UNREADABLE),
            "bimtek_number": self._text(Field.BIMTEK_NUMBER),
            "bimtek_organiser": self._text(Field.BIMTEK_ORGANISER),
            "education": self._text(Field.EDUCATION),
            "kta": self._text(Field.KTA),
            "starts_on": self._day(Field.STARTS_ON, Code.STARTS_UNREADABLE),
            "note": self._text(Field.NOTE),
        }

    def _day(self, field: Field, code: Code) -> date | None:
        """A date beside the main ones: what cannot be read is said and left empty, a year alone too."""
        cell = self.cells[field]
        if cell == "":
            return None
        parsed = cells.read_day(cell, self.desk.today.year)
        if parsed.value is None and not cells.is_nothing(cells.text(cell)):
            params = {"year": parsed.year} if parsed.year else {}
            self._keep(Issue(code, field, Severity.UNSURE, parsed.raw, params))
        return parsed.value
