"""Reading once more after an answer: only the rows that the answer is for, the others stay as they were read.

The same as `read_roster` gives with these answers, at the cost of a few rows. None where it cannot be: what 1 and
2 mean on a sheet concerns all of its rows.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pendopo.intake.asking import OF_SHEETS, Asking
from pendopo.intake.drafts import RosterReading, RowReading
from pendopo.intake.headers import Headers, SheetKind
from pendopo.intake.issues import Question
from pendopo.intake.provinces import ProvinceIndex
from pendopo.intake.roster import read_rows, sheet_reading
from pendopo.intake.rows import split_rows
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Workbook

Place = tuple[str, int]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Questions that are answered otherwise, or no longer."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def read_again(
    before: RosterReading,
    workbook: Workbook,
    villages: VillageIndex | ProvinceIndex,
    *,
    today: date,
    answers: Mapping[str, str],
    otherwise: set[str],
    headers: Mapping[str, Headers],
) -> RosterReading | None:
    """`otherwise`: the questions whose answers differ from those that `before` was read with."""
    if any(q.key.startswith("sexcode:") for q in before.questions):
        return None
    places = {place for q in before.questions if q.key in otherwise and not _of_sheet(q) for place in q.rows}
    asking = Asking(answers)
    fresh: dict[Place, RowReading] = {}
    for sheet in workbook.sheets:
        wanted = {row for name, row in places if name == sheet.name}
        if wanted:
            kept, _left = split_rows(sheet, headers[sheet.name])
            fresh |= {r.place: r for r in read_rows(sheet, kept, villages, asking, today, only=wanted)}
    rows = tuple(fresh.get(r.place, r) for r in before.rows) if fresh else before.rows
    of_sheet: dict[str, list[RowReading]] = {}
    for row in rows:
        of_sheet.setdefault(row.sheet, []).append(row)
    sheets = tuple(
        sheet_reading(workbook, sheet, headers[sheet.name], of_sheet.get(sheet.name, []), asking)
        if headers[sheet.name].kind is SheetKind.ROSTER
        else known
        for sheet, known in zip(workbook.sheets, before.sheets, strict=True)
    )
    at = {row.place: number for number, row in enumerate(rows)}
    questions = _together(before.questions, asking.questions(), places, at)
    return RosterReading(sheets, rows, before.skipped, questions)


def _of_sheet(question: Question) -> bool:
    return question.key.partition(":")[0] in OF_SHEETS


def _together(
    old: tuple[Question, ...], new: tuple[Question, ...], read: set[Place], at: Mapping[Place, int]
) -> tuple[Question, ...]:
    """Questions of the rows that stayed and of those that were read again, those that hold most rows first."""
    found = {q.key: q for q in new}
    for question in old:
        rest = tuple(place for place in question.rows if place not in read)
        if _of_sheet(question) or not rest:
            continue
        other = found.get(question.key)
        rows = sorted({*rest, *(other.rows if other else ())}, key=at.__getitem__)
        first = other if other and rows[0] not in rest else question
        found[question.key] = replace(first, rows=tuple(rows))
    return tuple(sorted(found.values(), key=lambda q: (not q.holds, -len(q.rows))))
