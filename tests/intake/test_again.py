"""Reading again after an answer gives what reading the whole file with that answer gives."""

from dataclasses import replace
from datetime import date

import pytest

from pendopo.intake.again import changed, read_again
from pendopo.intake.drafts import RosterReading
from pendopo.intake.headers import find_headers
from pendopo.intake.roster import read_roster
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Sheet, Workbook

TODAY = date(2026, 11, 22)
VILLAGES = (
    ("1", "Sukoraharjo", "desa", "7", "Kepanjen"),
    ("2", "Kedungpedaringan", "desa", "7", "Kepanjen"),
)
HEAD = ("No", "Nama", "NIK", "Tanggal Lahir", "Desa", "Kecamatan", "No SK", "Tgl SK")
ROWS = (
    (1, "Siti Contoh", "3507066702680020", "27/02/1968", "Sukoraharjo", "Kepanjen", "141/7", "2020"),
    (2, "Budi Contoh", "", "1964", "Sukorahajo", "Kepanjen", "141/7", "2020"),
    (3, "Ani Contoh", "", "31/02/1970", "Sukorahajo", "Kepanjen", "141/8", "2/1/2020"),
    (4, "", "3507061710640054", "17/10/1964", "Kedungpedaringan", "Kepanjen", "", ""),
)
BOOK = Workbook("psm.xlsx", "xlsx", (Sheet("PSM", (HEAD, *ROWS)), Sheet("Lagi", (HEAD, *ROWS[1:]))))  # type: ignore[arg-type]
ANSWERS = (
    {"village:kepanjen:sukorahajo": "1"},
    {"birth:PSM:3": "1 Mei 1964"},
    {"birth:PSM:4": "-", "name:PSM:5": "Rudi Contoh"},
    {"sk_date:PSM:sukorahajo:141 7": "2/1/2020"},
    {"signer:*": "camat", "as_of:*": "31/12/2025"},
    {"signer:PSM": "kepala_desa", "village:kepanjen:sukorahajo": "-"},
    {"birth:PSM:3": "bukan tanggal"},
)


def whole(answers: dict[str, str]) -> RosterReading:
    return read_roster(BOOK, VillageIndex(VILLAGES), today=TODAY, answers=answers)


def plain(reading: RosterReading) -> RosterReading:
    """Questions of one weight have no order of their own."""
    return replace(reading, questions=tuple(sorted(reading.questions, key=lambda q: q.key)))


@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
def test_answers_one_after_the_other(first: dict[str, str], second: dict[str, str]) -> None:
    headers = {sheet.name: find_headers(sheet) for sheet in BOOK.sheets}
    before, answers = whole(first), first | second
    again = read_again(
        before, BOOK, VillageIndex(VILLAGES), today=TODAY, answers=answers, otherwise=changed(first, answers),
        headers=headers,
    )  # fmt: skip
    assert again is not None
    assert plain(again) == plain(whole(answers))
    back = read_again(
        again, BOOK, VillageIndex(VILLAGES), today=TODAY, answers=first, otherwise=changed(answers, first),
        headers=headers,
    )  # fmt: skip
    assert back is not None
    assert plain(back) == plain(before)
