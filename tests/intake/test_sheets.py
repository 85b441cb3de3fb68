"""Headers, row kinds, kecamatan, questions and pairs on small made-up sheets."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.intake.container import Kind
from pendopo.intake.fields import ALIASES, Field
from pendopo.intake.headers import Column, Headers, SheetKind, find_headers, header_key
from pendopo.intake.issues import Code
from pendopo.intake.roster import read_roster
from pendopo.intake.rows import Reason, _Table, district_in
from pendopo.intake.same import Why, likely_same, seen_of
from pendopo.intake.villages import VillageIndex
from pendopo.intake.workbook import Sheet, Workbook

TODAY = date(2026, 11, 22)
VILLAGES = VillageIndex([
    ("1", "Kalisongo", "desa", "D", "Dau"),
    ("2", "Landungsari", "desa", "D", "Dau"),
    ("3", "Ketawang", "desa", "G", "Gondanglegi"),
])  # fmt: skip
TITLES = ("No", "Nama", "NIK", "Tgl Lahir", "L/P", "Desa")
ANI = ("1", "Ani Lestari", "3507225804640021", "18/04/1964", "P", "Kalisongo")
BUDI = ("2", "Budi Utomo", "3507221704580042", "17/04/1958", "L", "Landungsari")


def book(*rows, name="KEC. DAU", filename="x.xlsx"):
    return Workbook(filename, Kind.XLSX, (Sheet(name, tuple(tuple(r) for r in rows)),))


def read(*rows, answers=None, name="KEC. DAU", **more):
    return read_roster(book(*rows, name=name), VILLAGES, today=TODAY, answers=answers, **more)


def test_aliases_point_to_one_field_each():
    assert ALIASES["nik"] is Field.NIK
    assert ALIASES["noskdantanggal"] is Field.SK
    assert ALIASES["norekening"] is Field.IGNORED


def test_two_levels_without_merges():
    sheet = Sheet("S", (
        ("No", "Nama", "Lahir", "", "SK", "", "", "Alamat", ""),
        ("", "", "Tempat", "Tanggal", "Nomor", "Tgl", "s/d", "Desa", "Kecamatan"),
        (1, 2, 3, 4, 5, 6, 7, 8, 9),
    ))  # fmt: skip
    found = find_headers(sheet)
    assert (found.first, found.last) == (1, 2)
    assert [c.field for c in found.columns] == [
        Field.ORDINAL, Field.NAME, Field.BIRTH_PLACE, Field.BIRTH_DATE, Field.SK_NUMBER, Field.SK_DATE,
        Field.SK_UNTIL, Field.VILLAGE, Field.DISTRICT]  # fmt: skip


def test_learnt_corrected_and_not_understood():
    sheet = Sheet("S", (("Nama", "NIK", "Desa", "Gawean"), ANI))
    found = find_headers(sheet)
    assert [c.title for c in found.not_understood] == ["Gawean"]
    assert find_headers(sheet, {header_key("Gawean"): "note"}).columns[3].field is Field.NOTE
    again = found.corrected(3, Field.VILLAGE)
    assert (again.columns[3].field, again.columns[2].field) == (Field.VILLAGE, None)


@pytest.mark.parametrize("row", [("NAMA PSM", "N.I.K", "Kelurahan/Desa"), ("nama_lengkap", "nomor_ktp", "desa"),
                                 ("Nama Lenkap", "NIK", "Desa/Keluraham")])  # fmt: skip
def test_ways_to_write_a_header(row):
    found = find_headers(Sheet("S", (row,)))
    assert [c.field for c in found.columns] == [Field.NAME, Field.NIK, Field.VILLAGE]


def test_a_sheet_without_a_roster():
    assert find_headers(Sheet("S", ())).kind is SheetKind.NONE
    assert find_headers(Sheet("S", (("Tahun", "Anggaran", "Realisasi"), (2023, 1, 2)))).kind is SheetKind.NONE


def test_rows_are_told_apart():
    found = read(
        ("DAFTAR PSM",), (), TITLES, (1, 2, 3, 4, 5, 6), ANI, (), ("KECAMATAN GONDANGLEGI",), TITLES,
        ("1", "Cici", "", "", "P", "Ketawang"), ("3",), ("", "JUMLAH", "3"), ("", "", "", "Mengetahui, Camat Dau"),
        ("", "", "", "DRS. SUTRISNO"), ("", "SUTRISNO, S.Sos"))  # fmt: skip
    assert [(r.row, r.draft.village_id) for r in found.rows] == [(5, "1"), (9, "3")]
    assert {s.row: s.reason for s in found.skipped} == {
        1: Reason.TITLE, 2: Reason.BLANK, 3: Reason.HEADER, 4: Reason.NUMBERS, 6: Reason.BLANK, 7: Reason.TITLE,
        8: Reason.HEADER, 10: Reason.BLANK, 11: Reason.TOTAL, 12: Reason.SIGNATURE, 13: Reason.SIGNATURE,
        14: Reason.SIGNATURE}  # fmt: skip


def test_kecamatan_from_column_filled_down_title_or_sheet_name():
    titles = (*TITLES, "Kecamatan")
    column = read(
        titles, (*ANI, "Dau"), (*BUDI, ""), ("3", "Cici", "", "", "P", "Ketawang", "Gondanglegi"), name="S"
    )
    assert [r.draft.district_text for r in column.rows] == ["Dau", "Dau", "Gondanglegi"]
    assert read(("Kecamatan : DAU Tahun 2023",), TITLES, ANI, name="S").rows[0].draft.district_text == "DAU"
    assert read(TITLES, ANI).rows[0].draft.district_text == "DAU"
    assert district_in("DATA PSM KEC. SUMBERMANJING WETAN KAB. MALANG") == "SUMBERMANJING WETAN"
    assert district_in("REKAP") == ""


def test_one_answer_serves_all_like_rows():
    rows = [(i, n, "", f"{i}/3/1970", "L", "Kalisonggo") for i, n in ((1, "Joko"), (2, "Tono"), (3, "Wati"))]
    first = read(TITLES, *rows)
    question = next(q for q in first.questions if q.code is Code.VILLAGE_SPELLING)
    assert question.key == "village:dau:kalisonggo"
    assert question.rows == (("KEC. DAU", 2), ("KEC. DAU", 3), ("KEC. DAU", 4))
    assert question.params["offered"] == "1"
    again = read(TITLES, *rows, answers={question.key: "1"})
    assert [r.draft.village_id for r in again.rows] == ["1", "1", "1"]
    assert next(q for q in again.questions if q.key == question.key).answer == "1"
    refused = read(TITLES, *rows, answers={question.key: "-"})
    assert all(r.waits for r in refused.rows)


def test_questions_of_the_sheet():
    titles, row = (*TITLES, "SK Kepala Desa"), (*ANI, "1/2019 tgl 2 Jan 2019")
    found = read(("KEADAAN PER 31 DESEMBER 2023",), titles, row)
    params = {q.key: q.params["offered"] for q in found.questions}
    assert params == {"signer:KEC. DAU": "kepala_desa", "as_of:KEC. DAU": "2023-12-31"}
    answered = read(titles, row, answers={"signer:*": "camat", "as_of:KEC. DAU": "31/12/2023"})
    assert next(q for q in answered.questions if q.code is Code.AS_OF).answer == "31/12/2023"
    assert (answered.sheets[0].signer, answered.sheets[0].as_of) == ("camat", date(2023, 12, 31))
    assert read(titles, row, answers={"as_of:*": "kemarin"}).sheets[0].as_of is None


def test_answers_for_one_cell():
    bad = ("1", "Ani", "350722580464002", "31/02/1964", "x", "Kalisongo")
    at = "KEC. DAU:2"
    answers = {f"birth:{at}": "18/4/1964", f"sex:{at}": "P", f"nik:{at}": "3507225804640021"}
    assert read(TITLES, bad).rows[0].waits
    draft = read(TITLES, bad, answers=answers).rows[0].draft
    assert (draft.birth_date, draft.sex, draft.nik.digits) == (date(1964, 4, 18), "P", "3507225804640021")
    left = read(TITLES, bad, answers={f"birth:{at}": "-", f"sex:{at}": "P"}).rows[0]
    assert left.draft.birth_date is None
    assert not left.waits


def test_sex_codes_are_asked_where_nik_do_not_tell():
    rows = [(i, f"Orang{i}", "", f"{i}/3/1970", str(1 + i % 2), "Kalisongo") for i in range(1, 5)]
    first = read(TITLES, *rows)
    assert [q.key for q in first.questions if q.code is Code.SEX_CODE] == ["sexcode:KEC. DAU"]
    assert {r.draft.sex for r in first.rows} == {None}
    again = read(TITLES, *rows, answers={"sexcode:KEC. DAU": "1=P"})
    assert [r.draft.sex for r in again.rows] == ["L", "P", "L", "P"]


def pairs(*rows):
    return [(p.first[1], p.second[1], p.why) for p in likely_same(seen_of(read(TITLES, *rows).rows))]


def test_likely_the_same_person():
    slip = ("2", "Ani Lestrai", "", "18/04/1964", "P", "Kalisongo")
    off = ("2", "Hj. ANI LESTARI", "3507225804640022", "18/04/1965", "P", "Kalisongo")
    assert pairs(ANI, slip) == [(2, 3, Why.NAME_AND_BIRTH)]
    assert pairs(ANI, off) == [(2, 3, Why.NAME_AND_BIRTH)]  # the NIK offers the same day
    assert pairs(ANI, replace_nik(BUDI, ANI[2])) == [(2, 3, Why.SAME_NIK_OTHER_NAME)]
    assert pairs(ANI, ("2", "Ani L.", "3507225804640027", "1/1/1970", "P", "Ketawang")) == [
        (2, 3, Why.NIK_OFF_BY_ONE)
    ]
    assert pairs(ANI, BUDI) == []
    assert pairs(ANI, ("2", "Ani Wulandari", "3507225804640029", "18/04/1964", "P", "Landungsari")) != [
        (2, 3, Why.SAME_NIK)
    ]


def replace_nik(row, nik):
    return (*row[:2], nik, *row[3:])


def test_readings_are_pure():
    one, two = read(TITLES, ANI, BUDI), read(TITLES, ANI, BUDI)
    assert one == two
    assert replace(one.rows[0].draft, note="x") != one.rows[0].draft


cell = st.sampled_from(
    ["", None, "-", " — ", "12", "12345", "-7-", 3.0, True, TODAY, "P", "Kalisongo", "3507225804640021"]
)
field = st.sampled_from(
    [Field.NAME, Field.NIK, Field.BIRTH, Field.BIRTH_DATE, Field.SEX, Field.VILLAGE, Field.PHONE]
)


@given(st.lists(field, min_size=1, max_size=8), st.lists(cell, max_size=8))
def test_whether_a_row_speaks_of_a_person_is_seen_in_its_first_cells(fields, row):
    """Where two are not enough, or two columns mean the same, all are looked at."""
    columns = tuple(Column(i, str(f), f, 1.0) for i, f in enumerate(fields))
    table = _Table(Headers("PSM", SheetKind.ROSTER, 1, 1, columns), dict(enumerate(fields)))
    assert table._speaks(tuple(row)) == (len(table._said(tuple(row))) >= 2)
