"""A list of boards, the places it may speak of, and what was answered → `BoardReading`.

Pure: the same in gives the same out. Question keys, beside those of `asking`:
    as_of:<sheet>  term_end:<sheet>           of the sheet; `…:*` answers for all sheets
    bplace:<above>/<place>                    a place id, for every row that spells it so
    bplace_row:<sheet>:<row>                  a place id, where one spelling means two places
    bissuer:<text>                            an issuer type, or "tidak_tahu"
    bstate:<sheet>                            "not_formed", for rows that say nothing of their board
    bterm: bdate: bnumber: + <sheet>:<row>
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pendopo.intake.asking import Asking
from pendopo.intake.board_drafts import BoardReading, BoardRow, BoardSheet, TermEnd
from pendopo.intake.board_headers import find_board_headers
from pendopo.intake.board_places import Meant, PlaceIndex
from pendopo.intake.board_row import BoardDesk, BoardRowReader
from pendopo.intake.board_rows import place_field, split_board_rows
from pendopo.intake.cells import text
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, SheetKind
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.roster import date_hint, year_hint
from pendopo.intake.rows import RawRow, Skipped, titles_of
from pendopo.intake.workbook import Sheet, Workbook
from pendopo.shared.dates import parse_date


def read_boards(
    workbook: Workbook,
    places: Mapping[Field, PlaceIndex],
    *,
    today: date,
    answers: Mapping[str, str] | None = None,
    headers: Mapping[str, Headers] | None = None,
) -> BoardReading:
    """Read every sheet. `places`: by the column that names the place; `headers`: by sheet, as corrected."""
    asking = Asking(answers or {})
    sheets: list[BoardSheet] = []
    rows: list[BoardRow] = []
    skipped: list[Skipped] = []
    for sheet in workbook.sheets:
        found = (headers or {}).get(sheet.name) or find_board_headers(sheet)
        level = place_field(found) if found else None
        known = places.get(level) if level else None
        if found is None or found.kind is not SheetKind.BOARDS or known is None:
            sheets.append(BoardSheet(sheet.name, found))
            continue
        kept, left = split_board_rows(sheet, found)
        skipped.extend(left)
        asked = _sheet(workbook, sheet, found, kept, asking)
        asked = replace(asked, level=level)
        rows.extend(_rows(asked, kept, known, asking, today))
        sheets.append(asked)
    return BoardReading(tuple(sheets), tuple(_once(rows)), tuple(skipped), asking.questions())


def written_places(sheet: Sheet, headers: Headers) -> list[str]:
    """What the list writes as its places, for finding out of which office it is."""
    own = place_field(headers)
    return [text(raw.get(own)) for raw in split_board_rows(sheet, headers)[0]] if own else []


def _sheet(
    workbook: Workbook, sheet: Sheet, found: Headers, kept: list[RawRow], asking: Asking
) -> BoardSheet:
    """What every sheet is asked: as of when it speaks, and how terms end that are known by their years."""
    asked = BoardSheet(sheet.name, found, len(kept))
    if not kept:
        return asked
    place, titles = (sheet.name, kept[0].row), [workbook.filename, sheet.name, *titles_of(sheet, found)]
    offered = date_hint(*titles)
    hints: dict[str, object] = {
        "offered": offered.isoformat() if offered else None,
        "year": year_hint(*titles),
    }
    question = f"as_of:{sheet.name}"
    given = parse_date(asking.ask(question, Issue(Code.AS_OF, "as_of", Severity.ASK, "", hints), place) or "")
    if given.value:
        asking.accept(question)
        asked = replace(asked, as_of=given.value)
    if any(text(raw.get(Field.TERM)) for raw in kept):
        question = f"term_end:{sheet.name}"
        answer = asking.ask(question, Issue(Code.TERM_END, "term", Severity.NOTE), place)
        if answer in set(TermEnd):
            asking.accept(question)
            asked = replace(asked, term_end=TermEnd(answer))
    return asked


def _rows(
    sheet: BoardSheet, kept: list[RawRow], places: PlaceIndex, asking: Asking, today: date
) -> list[BoardRow]:
    own = sheet.level or Field.REGENCY
    written = [(text(raw.get(own)), _above(raw, own)) for raw in kept]
    meant: Sequence[Meant] = places.resolve(written)
    desk = BoardDesk(sheet, places, asking, today)
    return [BoardRowReader(desk, raw, w, m).read() for raw, w, m in zip(kept, written, meant, strict=True)]


def _above(raw: RawRow, own: Field) -> str:
    return raw.district if own is Field.VILLAGE else raw.regency if own is Field.DISTRICT else ""


def _once(rows: list[BoardRow]) -> list[BoardRow]:
    """A place stands in a list once: of a second row nobody can tell which of the two holds."""
    spoken = Counter(row.draft.place_id for row in rows if row.draft.place_id)
    first: dict[str, BoardRow] = {}
    told = []
    for row in rows:
        place_id = row.draft.place_id or ""
        if spoken[place_id] > 1 and first.setdefault(place_id, row) is not row:
            params = {"row": first[place_id].row, "sheet": first[place_id].sheet}
            issue = Issue(Code.BOARD_PLACE_TWICE, "place", Severity.ERROR, row.draft.place_text, params)
            row = replace(row, issues=(*row.issues, issue))
        told.append(row)
    return told
