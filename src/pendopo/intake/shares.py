"""A large roster read by several processes at once, each a share of its rows.

What it gives is what `read_roster` gives, in the same order, with its rows pickled beside it for whoever keeps them.
"""

import pickle
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from pendopo.intake.asking import Asking
from pendopo.intake.cells import text
from pendopo.intake.drafts import RosterReading, RowReading, SheetReading
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers, SheetKind
from pendopo.intake.persons import Desk, RowReader
from pendopo.intake.provinces import ProvinceIndex
from pendopo.intake.roster import sex_codes, sheet_reading
from pendopo.intake.rows import Skipped, rows_of, split_rows
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Sheet, Workbook
from pendopo.shared.beside import Beside
from pendopo.shared.nik import Sex
from pendopo.shared.text import key

MANY = 20_000
"""Rows of a file from which on it is worth starting processes."""
SHARES = 2
PACK = 5000
"""Rows that are pickled together: what a pickle remembers of its things takes more room than they do."""


class Share(NamedTuple):
    """Of one sheet: its rows, what was asked while they were read, and those without a person."""

    rows: list[RowReading]
    asking: Asking
    skipped: list[Skipped]
    packs: list[bytes]
    """The rows pickled as tuples."""


def read_in_shares(
    workbook: Workbook,
    villages: VillageIndex | ProvinceIndex,
    *,
    today: date,
    answers: Mapping[str, str],
    headers: Mapping[str, Headers],
) -> RosterReading:
    """`headers` of every sheet by its name. The first share is read here, each of the others beside it."""
    told = (workbook, villages, today, answers, headers)
    with ExitStack() as until:
        beside = [until.enter_context(Beside(send_share, *told, number)) for number in range(1, SHARES)]
        shares = [read_share(*told, 0), *(_unpacked(one.result()) for one in beside)]
    asking = Asking(answers)
    sheets: list[SheetReading] = []
    rows, packs, skipped = [], [], []
    for number, sheet in enumerate(workbook.sheets):
        found = headers[sheet.name]
        if found.kind is not SheetKind.ROSTER:
            sheets.append(SheetReading(sheet.name, found, sheet.hidden))
            continue
        read: list[RowReading] = []
        for share in shares:
            part = share.pop(number)  # as large as the file
            asking.take(part.asking)
            skipped += part.skipped
            packs += part.packs
            read += part.rows
        rows += read
        sheets.append(sheet_reading(workbook, sheet, found, read, asking))
    return RosterReading(tuple(sheets), tuple(rows), tuple(skipped), asking.questions(), packs=tuple(packs))


def read_share(
    workbook: Workbook,
    villages: VillageIndex | ProvinceIndex,
    today: date,
    answers: Mapping[str, str],
    headers: Mapping[str, Headers],
    number: int,
) -> dict[int, Share]:
    """By the number of the sheet. The rows of all sheets in order are cut into shares of one size."""
    rosters = {n: s for n, s in enumerate(workbook.sheets) if headers[s.name].kind is SheetKind.ROSTER}
    total = sum(len(sheet.rows) for sheet in rosters.values())
    first, past = total * number // SHARES, total * (number + 1) // SHARES
    shares: dict[int, Share] = {}
    for n, sheet in rosters.items():
        found, asking = headers[sheet.name], Asking(answers)
        desk = Desk(sheet.name, villages, asking, today, _codes(sheet, found, asking, today))
        read: list[RowReading] = []
        skipped: list[Skipped] = []
        for row in rows_of(sheet, found, first + 1):
            if row.row > past:
                break
            if row.row > first:
                skipped.append(row) if isinstance(row, Skipped) else read.append(RowReader(desk, row).read())
        shares[n] = Share(read, asking, skipped, _packs(read))
        first, past = first - len(sheet.rows), past - len(sheet.rows)
    return shares


def send_share(*told: Any) -> dict[int, Share]:
    """As `read_share`, its rows only pickled."""
    return {n: share._replace(rows=[]) for n, share in read_share(*told).items()}


def _unpacked(shares: dict[int, Share]) -> dict[int, Share]:
    return {n: share._replace(rows=_rows(share.packs)) for n, share in shares.items()}


def _rows(packs: list[bytes]) -> list[RowReading]:
    return list(chain.from_iterable(map(pickle.loads, packs)))  # of our own process


def _packs(rows: list[RowReading]) -> list[bytes]:
    starts = range(0, len(rows), PACK)
    return [pickle.dumps(tuple(rows[at : at + PACK]), pickle.HIGHEST_PROTOCOL) for at in starts]


def _codes(sheet: Sheet, headers: Headers, asking: Asking, today: date) -> dict[str, Sex]:
    """As `sex_codes`; most sheets write L and P, and their rows need not be told apart for it."""
    columns = [c.index for c in headers.columns if c.field is Field.SEX]
    words = {text(row[at]) for at in columns for row in sheet.rows if at < len(row)}
    if not any(key(word) in {"1", "2"} for word in words):
        return {}
    return sex_codes(sheet.name, split_rows(sheet, headers)[0], asking, today)
