"""A list of a whole province: the regency first, then the village in it."""

from datetime import date

import pytest

from pendopo.intake.provinces import ProvinceIndex, Regency
from pendopo.intake.regency import Candidate, guess_regency
from pendopo.intake.roster import read_roster
from pendopo.intake.villages import MatchKind, VillageIndex
from pendopo.intake.workbook import Sheet, Workbook

MALANG = VillageIndex([("1", "Sukorejo", "desa", "71", "Dau"), ("2", "Tegalweru", "desa", "71", "Dau")])
CITY = VillageIndex([("3", "Sukorejo", "kelurahan", "72", "Klojen")])
KEDIRI = VillageIndex([("4", "Sukorejo", "desa", "73", "Gurah"), ("5", "Adan-Adan", "desa", "73", "Gurah")])
PROVINCE = ProvinceIndex(
    [
        Regency("Malang", "kabupaten", MALANG),
        Regency("Malang", "kota", CITY),
        Regency("Kediri", "kabupaten", KEDIRI),
    ]
)
HEAD = ("No", "Kabupaten/Kota", "Kecamatan", "Desa", "Nama", "Tanggal Lahir")


@pytest.mark.parametrize(
    ("regency", "district", "village", "meant"),
    [
        ("KABUPATEN MALANG", "Dau", "Sukorejo", "1"),
        ("Kota Malang", "Klojen", "Sukorejo", "3"),
        ("Malang", "Dau", "Sukorejo", "1"),  # both share the name: the kecamatan tells
        ("Kab. Kedri", "Gurah", "SUKOREJO", "4"),  # one letter lost, and no other name so near
        ("", "Gurah", "Ds. Adan-adan", "5"),
        ("", "", "Sukorejo", None),
        ("Kab. Blitar", "Dau", "Sukorejo", None),
        ("Kab. Malang", "Dau", "Sukorjo", None),
    ],
)
def test_match(regency: str, district: str, village: str, meant: str | None) -> None:
    match = PROVINCE.match(village, district, regency)
    assert (match.village_id if match.kind is MatchKind.EXACT else None) == meant


def test_a_slip_is_offered_where_it_was_written() -> None:
    assert PROVINCE.match("Sukorjo", "Gurah", "Kab. Kediri").candidates[0] == "4"


def rows(*written: tuple[str, str, str]) -> Workbook:
    cells = [(n, *place, f"Orang {n}", "1/2/1970") for n, place in enumerate(written, 1)]
    return Workbook("se-jatim.xlsx", "xlsx", (Sheet("REKAP", (HEAD, *cells)),))  # type: ignore[arg-type]


def test_the_column_is_filled_down_and_one_answer_stays_in_its_regency() -> None:
    book = rows(
        ("Kab. Malang", "Dau", "Sukorjo"), ("", "Dau", "Sukorejo"), ("Kab. Kediri", "Gurah", "Sukorjo")
    )
    read = read_roster(book, PROVINCE, today=date(2026, 11, 22))
    assert read.rows[1].draft.village_id == "1"
    asked = [q.key for q in read.questions if q.key.startswith("village:")]
    assert len(asked) == 2
    answered = read_roster(book, PROVINCE, today=date(2026, 11, 22), answers={asked[0]: "1"})
    assert [r.draft.village_id for r in answered.rows] == ["1", "1", None]


def test_a_list_of_many_regencies_is_of_none_of_them() -> None:
    candidates = [
        Candidate("a", "35.07", "Malang", "kabupaten"),
        Candidate("b", "35.06", "Kediri", "kabupaten"),
    ]
    one, many = ("Kab. Malang", "Dau", "Sukorejo"), ("Kab. Kediri", "Gurah", "Sukorejo")
    assert guess_regency(rows(one, many), candidates) == ()
