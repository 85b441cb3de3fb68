"""Several processes read what one reads, in the same order."""

import pickle
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from pendopo.intake import shares
from pendopo.intake.headers import find_headers
from pendopo.intake.roster import read_roster
from pendopo.intake.shares import read_in_shares
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Sheet, Workbook
from tests.intake.samples import ROSTERS, TODAY, TRUTH, villages_of, workbook
from tests.intake.test_again import ANSWERS, BOOK, HEAD, VILLAGES

CODED = Workbook(
    "psm.xlsx",
    "xlsx",  # type: ignore[arg-type]
    (
        Sheet("Kosong", ()),
        Sheet("PSM", ((*HEAD, "L/P"), *((n, f"Ani {n}", "", "", "Desa", "", "", "", "1") for n in range(9)))),
    ),
)  # fmt: skip


@pytest.fixture
def here(monkeypatch):
    """The shares are read in this process, one after the other."""

    class Here:
        def __init__(self, function, *args):
            self.result = lambda: function(*args)

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass

    monkeypatch.setattr(shares, "Beside", Here)


def same(book, villages, answers):
    headers = {sheet.name: find_headers(sheet) for sheet in book.sheets}
    told = {"today": TODAY, "answers": answers, "headers": headers}
    alone, shared = read_roster(book, villages, **told), read_in_shares(book, villages, **told)
    assert shared == alone
    assert tuple(chain.from_iterable(map(pickle.loads, shared.packs))) == alone.rows


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ROSTERS)
def test_samples(name):
    same(workbook(name), villages_of(TRUTH[name]["regency"]), {})


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("parts", [1, 2, 3, 9])
def test_any_number_of_shares_with_any_answers(answers, parts, monkeypatch):
    monkeypatch.setattr(shares, "SHARES", parts)
    same(BOOK, VillageIndex(VILLAGES), answers)


@pytest.mark.usefixtures("here")
def test_what_is_asked_about_a_whole_sheet_is_asked_once():
    same(CODED, VillageIndex(VILLAGES), {})
    same(CODED, VillageIndex(VILLAGES), {"sexcode:PSM": "1=P"})
    empty, coded = CODED.sheets
    ticked = replace(
        coded, rows=(coded.rows[0], (*coded.rows[1][:-1], True), *((*r[:-1], 1.0) for r in coded.rows[2:]))
    )
    same(replace(CODED, sheets=(empty, ticked)), VillageIndex(VILLAGES), {})


def test_in_processes_of_their_own():
    same(BOOK, VillageIndex(VILLAGES), ANSWERS[0] | {"as_of:*": date(2025, 12, 31).isoformat()})
