"""One raw row of a board list → one `BoardRow`: the cells read, answers applied, nothing guessed."""

from dataclasses import dataclass, replace
from datetime import date

from pendopo.intake import cells
from pendopo.intake.asking import LEAVE, Asking
from pendopo.intake.board_cells import EARLIEST, day_before_anniversary, read_signing, read_term, state_of
from pendopo.intake.board_drafts import BoardDraft, BoardRow, BoardSheet, BoardState, Term, TermEnd
from pendopo.intake.board_fields import UNKNOWN, issuer_of
from pendopo.intake.board_places import How, Meant, PlaceIndex
from pendopo.intake.fields import Field
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.rows import RawRow
from pendopo.intake.sk_cells import split_sk
from pendopo.rules.issuer import IssuerType
from pendopo.shared.dates import Outcome, parse_date
from pendopo.shared.text import key

_PLACE_CODES = {How.OFFERED: Code.BOARD_PLACE_SPELLING, How.AMBIGUOUS: Code.BOARD_PLACE_AMBIGUOUS}
_TOLD = {How.BY_ORDER: Code.BOARD_PLACE_BY_ORDER, How.BY_REST: Code.BOARD_PLACE_BY_REST}


@dataclass(frozen=True)
class BoardDesk:
    """What every row of a sheet is read with."""

    sheet: BoardSheet
    places: PlaceIndex
    asking: Asking
    today: date


class BoardRowReader:
    """Reads one row; findings gather in `issues`, a question with a usable answer leaves none."""

    def __init__(self, desk: BoardDesk, raw: RawRow, written: tuple[str, str], meant: Meant) -> None:
        self.desk, self.raw, self.written, self.meant = desk, raw, written, meant
        self.at = (desk.sheet.name, raw.row)
        self.issues: list[Issue] = []

    def read(self) -> BoardRow:
        number, signing = self._number_and_date()
        chair, note = self._text(Field.CHAIR), self._text(Field.NOTE)
        chair = "" if cells.is_nothing(chair) else chair
        state = state_of(note, paper=bool(key(number) or signing), chair=bool(chair))
        draft = BoardDraft(state, self.written[0], self._place(), note=note)
        if state is BoardState.UNSAID:
            draft = replace(draft, state=self._unsaid())
        elif state is BoardState.SK:
            draft = self._board(draft, chair, number, signing)
        elif chair:
            draft = replace(draft, chair=chair, phone=self._phone())
        return BoardRow(self.desk.sheet.name, self.raw.row, draft, tuple(self.issues))

    def _board(self, draft: BoardDraft, chair: str, number: str, signing: cells.Cell) -> BoardDraft:
        number = self._number(number)
        if not number:  # left empty: a board without a paper
            return replace(draft, state=BoardState.FORMING, chair=chair, phone=self._phone())
        signed_on, signed_year = self._signed(number, signing)
        if not chair:
            self._keep(Issue(Code.CHAIR_MISSING, "chair", Severity.UNSURE))
        issuer_text = self._text(Field.ISSUER)
        return replace(
            draft, chair=chair, phone=self._phone(), number=number, signed_on=signed_on, signed_year=signed_year,
            issuer=self._issuer(issuer_text), issuer_text=issuer_text, term=self._term(signed_on),
        )  # fmt: skip

    def _own(self, kind: str) -> str:
        return f"{kind}:{self.desk.sheet.name}:{self.raw.row}"

    def _ask(self, question: str, issue: Issue) -> str:
        return self.desk.asking.ask(question, issue, self.at) or ""

    def _keep(self, issue: Issue, question: str = "") -> None:
        self.issues.append(replace(issue, question=question))

    def _text(self, field: Field) -> str:
        read = cells.read_text(self.raw.get(field), field)
        self.issues.extend(read.issues)
        return read.value

    def _phone(self) -> str:
        read = cells.read_phone(self.raw.get(Field.PHONE))
        self.issues.extend(read.issues)
        return read.value

    def _place(self) -> str | None:
        text, within = self.written
        meant = self.meant
        if meant.place and (code := _TOLD.get(meant.how)):
            self._keep(Issue(code, "place", Severity.NOTE, text, {"place": meant.place.id}))
        if meant.place:
            return meant.place.id
        code = _PLACE_CODES.get(
            meant.how, Code.BOARD_PLACE_UNKNOWN if key(text) else Code.BOARD_PLACE_MISSING
        )
        ids = tuple(p.id for p in meant.candidates)
        params: dict[str, object] = {"candidates": ids}
        if meant.how is How.OFFERED:
            params["offered"] = ids[0]
        issue = Issue(code, "place", Severity.ASK, text, params)
        spelt = key(text) and meant.how is not How.AMBIGUOUS
        question = f"bplace:{key(within)}/{key(text)}" if spelt else self._own("bplace_row")
        answer = self._ask(question, issue)
        if answer in self.desk.places:
            self.desk.asking.accept(question)
            return answer
        if answer == LEAVE:
            self.desk.asking.accept(question)
            issue = replace(issue, severity=Severity.ERROR)
        self._keep(issue, question)
        return None

    def _unsaid(self) -> BoardState:
        issue, question = (
            Issue(Code.BOARD_STATE_UNSAID, "state", Severity.ASK),
            f"bstate:{self.desk.sheet.name}",
        )
        if self._ask(question, issue) == BoardState.NOT_FORMED:
            self.desk.asking.accept(question)
            return BoardState.NOT_FORMED
        self._keep(issue, question)
        return BoardState.UNSAID

    def _number_and_date(self) -> tuple[str, cells.Cell]:
        """The SK's number as written, and what says its date: its own cell, else the end of the number's."""
        raw, signing = self._text(Field.SK_NUMBER), self.raw.get(Field.SK_DATE)
        number = "" if cells.is_nothing(raw) else raw
        if cells.is_nothing(cells.text(signing)):
            signing = ""
            number, parsed = split_sk(number, self.desk.today.year) if number else ("", None)
            if parsed and parsed.value:
                signing = parsed.value
            elif parsed and parsed.outcome is not Outcome.EMPTY:
                number = raw
        return number.strip(" ,;:"), signing

    def _number(self, number: str) -> str:
        if key(number):
            return number
        issue, question = Issue(Code.SK_NUMBER_MISSING, "sk_number", Severity.ASK), self._own("bnumber")
        answer = self._ask(question, issue)
        if answer:
            self.desk.asking.accept(question)
            return "" if answer == LEAVE else answer
        self._keep(issue, question)
        return "?"

    def _signed(self, number: str, cell: cells.Cell) -> tuple[date | None, int | None]:
        parsed, found = read_signing(cell, number, self.desk.today)
        if not found:
            return parsed.value, None
        question = self._own("bdate")
        answer = self._ask(question, found[0])
        given = parse_date(answer, self.desk.today.year).value
        if given and given.year >= EARLIEST and given <= self.desk.today:
            self.desk.asking.accept(question)
            return given, None
        year = parsed.year if parsed.outcome in (Outcome.YEAR, Outcome.MONTH) else None
        if answer == LEAVE:
            self.desk.asking.accept(question)
            self._keep(replace(found[0], severity=Severity.UNSURE))
        else:
            self._keep(found[0], question)
        return None, year

    def _issuer(self, written: str) -> str:
        known = issuer_of(written)
        if known:
            return known
        question = f"bissuer:{key(written)}"
        issue = Issue(Code.ISSUER_UNREAD, "issuer", Severity.ASK, written)
        answer = self._ask(question, issue)
        if answer in set(IssuerType) or answer == UNKNOWN:
            self.desk.asking.accept(question)
            return "" if answer == UNKNOWN else answer
        self._keep(issue, question)
        return ""

    def _term(self, signed_on: date | None) -> Term:
        cell = self.raw.get(Field.TERM)
        read = read_term("" if cells.is_nothing(cells.text(cell)) else cell, signed_on)
        term = read.value
        for issue in read.issues:
            if issue.severity is not Severity.ASK:
                self._keep(issue)
                continue
            question = self._own("bterm")
            answer = self._ask(question, issue)
            again = read_term(answer, signed_on)
            if answer == LEAVE or (key(answer) and not any(i.severity is Severity.ASK for i in again.issues)):
                self.desk.asking.accept(question)
                term = Term(True) if answer == LEAVE else again.value
            else:
                self._keep(issue, question)
        return self._ended(term, signed_on)

    def _ended(self, term: Term, signed_on: date | None) -> Term:
        """The end by its own column, else by what was answered for terms of years."""
        until = cells.read_day(self.raw.get(Field.SK_UNTIL), self.desk.today.year + 30).value
        if until and not (signed_on and until <= signed_on):
            return replace(term, said=True, ends_on=until, last_year=term.last_year or until.year)
        how = self.desk.sheet.term_end
        if not term.years_only or term.last_year is None:
            return term
        if how is TermEnd.LAST_DAY:
            return replace(term, ends_on=date(term.last_year, 12, 31))
        if how is TermEnd.ANNIVERSARY and signed_on:
            return replace(term, ends_on=day_before_anniversary(signed_on, term.last_year))
        return term
