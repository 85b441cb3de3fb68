"""The whole translation: a workbook, the villages of one regency, what was learnt and answered → `RosterReading`.

Pure: the same in gives the same out, so a preview is read again after each answer and saving reads what was shown.
"""

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date

from pendopo.intake import cells
from pendopo.intake.asking import Asking
from pendopo.intake.drafts import RosterReading, RowReading, SheetReading
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, SheetKind, find_headers
from pendopo.intake.issues import Code, Issue, Severity
from pendopo.intake.persons import Desk, RowReader
from pendopo.intake.provinces import ProvinceIndex
from pendopo.intake.rows import RawRow, Skipped, split_rows, titles_of
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Sheet, Workbook
from pendopo.shared.dates import parse_date
from pendopo.shared.nik import Sex
from pendopo.shared.text import key

_DATE_IN_TITLE = re.compile(
    r"(?:per|keadaan|tanggal|posisi|update)\D{0,20}(\d{1,2}[ /.-]+\w+[ /.-]+\d{4})", re.IGNORECASE
)
_SIGNERS = {
    "kepala desa": "kepala_desa",
    "kades": "kepala_desa",
    "lurah": "kepala_desa",
    "camat": "camat",
    "bupati": "bupati_walikota",
    "walikota": "bupati_walikota",
    "wali kota": "bupati_walikota",
    "dinas sosial": "kepala_dinsos",
    "kadinsos": "kepala_dinsos",
}
_ENOUGH_VOTES, _AGREEMENT = 5, 0.9


def read_roster(
    workbook: Workbook,
    villages: VillageIndex | ProvinceIndex,
    *,
    today: date,
    learnt: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    headers: Mapping[str, Headers] | None = None,
) -> RosterReading:
    """Read every sheet. `learnt`: header title → field; `headers`: by sheet, as a person has corrected them."""
    asking = Asking(answers or {})
    sheets: list[SheetReading] = []
    rows: list[RowReading] = []
    skipped: list[Skipped] = []
    for sheet in workbook.sheets:
        found = (headers or {}).get(sheet.name) or find_headers(sheet, learnt)
        if found.kind is not SheetKind.ROSTER:
            sheets.append(SheetReading(sheet.name, found, sheet.hidden))
            continue
        kept, left = split_rows(sheet, found)
        skipped.extend(left)
        read = read_rows(sheet, kept, villages, asking, today)
        rows.extend(read)
        sheets.append(sheet_reading(workbook, sheet, found, read, asking))
    return RosterReading(tuple(sheets), tuple(rows), tuple(skipped), asking.questions())


def read_rows(
    sheet: Sheet,
    kept: list[RawRow],
    villages: VillageIndex | ProvinceIndex,
    asking: Asking,
    today: date,
    only: Container[int] | None = None,
) -> list[RowReading]:
    """The rows with a person, or those with these numbers alone."""
    desk = Desk(sheet.name, villages, asking, today, sex_codes(sheet.name, kept, asking, today))
    return [RowReader(desk, raw).read() for raw in kept if only is None or raw.row in only]


def sex_codes(name: str, kept: list[RawRow], asking: Asking, today: date) -> dict[str, Sex]:
    """What 1 and 2 mean on this sheet: as answered, else as the NIK of its rows agree on; else not known."""
    votes: Counter[tuple[str, Sex]] = Counter()
    coded: list[int] = []
    for raw in kept:
        code = key(cells.text(raw.get(Field.SEX)))
        if code not in {"1", "2"}:
            continue
        coded.append(raw.row)
        says = cells.birth_hint(cells.read_nik(raw.get(Field.NIK)).value, today)[1]
        if says:
            votes[code, says] += 1
    if not coded:
        return {}
    men_are_1 = votes["1", "L"] + votes["2", "P"]
    men_are_2 = votes["1", "P"] + votes["2", "L"]
    total = men_are_1 + men_are_2
    if total >= _ENOUGH_VOTES and max(men_are_1, men_are_2) >= _AGREEMENT * total:
        return {"1": "L", "2": "P"} if men_are_1 > men_are_2 else {"1": "P", "2": "L"}
    question = f"sexcode:{name}"
    issue = Issue(Code.SEX_CODE, "sex", Severity.ASK, "1")
    answer = [asking.ask(question, issue, (name, row)) or "" for row in coded][0]
    if answer in {"1=L", "1=P"}:
        asking.accept(question)
        return {"1": "L", "2": "P"} if answer == "1=L" else {"1": "P", "2": "L"}
    return {}


def sheet_reading(
    workbook: Workbook, sheet: Sheet, found: Headers, read: list[RowReading], asking: Asking
) -> SheetReading:
    """The two questions every sheet is asked: who signed its SK, and as of when it speaks."""
    reading = SheetReading(sheet.name, found, sheet.hidden, len(read))
    if not read:
        return reading
    place = (sheet.name, read[0].row)
    if any(r.draft.sk for r in read):
        question = f"signer:{sheet.name}"
        params = {"offered": signer_hint(found)}
        signer = asking.ask(question, Issue(Code.SIGNER, "signer", Severity.ASK, "", params), place)
        if signer:
            asking.accept(question)
            reading = replace(reading, signer=signer)
    question = f"as_of:{sheet.name}"
    titles = [workbook.filename, sheet.name, *titles_of(sheet, found)]
    offered = date_hint(*titles)
    hints: dict[str, object] = {
        "offered": offered.isoformat() if offered else None,
        "year": year_hint(*titles),
    }
    given = parse_date(asking.ask(question, Issue(Code.AS_OF, "as_of", Severity.ASK, "", hints), place) or "")
    if given.value:
        asking.accept(question)
        reading = replace(reading, as_of=given.value)
    return reading


def signer_hint(headers: Headers) -> str | None:
    """An office named in a header ("SK Kepala Desa"), to offer as the signer."""
    titles = " ".join(key(c.title) for c in headers.columns if c.field and c.field.startswith("sk"))
    named = {office for word, office in _SIGNERS.items() if f" {word} " in f" {titles} "}
    return named.pop() if len(named) == 1 else None


def date_hint(*texts: str) -> date | None:
    """ "keadaan per 31 Desember 2023" in a title or file name."""
    for words in texts:
        if m := _DATE_IN_TITLE.search(words):
            return parse_date(m[1]).value
    return None


def year_hint(*texts: str) -> int | None:
    """The only year that titles and file name speak of; a help beside the question, no answer to it."""
    years = {int(y) for words in texts for y in re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", words)}
    return years.pop() if len(years) == 1 else None
