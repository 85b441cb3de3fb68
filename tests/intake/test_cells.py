from datetime import date

import pytest

from pendopo.intake.cells import (
    Birth,
    Nik,
    birth_hint,
    read_birth,
    read_nik,
    read_phone,
    read_sex,
    read_text,
    read_yes_no,
)
from pendopo.intake.issues import Code, Severity
from pendopo.intake.sk_cells import EndKind, SkDraft, read_sk, read_until
from pendopo.shared.nik import NikState

TODAY = date(2026, 11, 22)
SURE, UNSURE, NONE = NikState.SURE, NikState.UNSURE, NikState.NONE


def codes(read):
    return [i.code for i in read.issues]


@pytest.mark.parametrize(
    ("cell", "nik", "code"),
    [
        ("3507065911780052", Nik("3507065911780052", SURE), None),
        ("'3507065911780052", Nik("3507065911780052", SURE), None),
        ("3507 0659.1178-0052", Nik("3507065911780052", SURE), None),
        ("3507065911780050", Nik("3507065911780050", SURE), None),  # typed as text, so nothing was rounded
        (3507065911780052.0, Nik("3507065911780052", SURE), None),  # a program wrote it: exact below 2^53
        (3507065911780050.0, Nik("3507065911780050", UNSURE), Code.NIK_ROUNDED),
        (3507065911780050, Nik("3507065911780050", UNSURE), Code.NIK_ROUNDED),
        (9471011708450003.0, Nik("9471011708450004", UNSURE), Code.NIK_ROUNDED),  # Papua: above 2^53
        ("350706591178005", Nik("350706591178005", UNSURE), Code.NIK_LENGTH),
        (35070659117805.0, Nik("35070659117805", UNSURE), Code.NIK_LENGTH),
        ("3,50706E+15", Nik("350706", UNSURE), Code.NIK_SCIENTIFIC),
        ("3.50706591178005e15", Nik("350706591178005", UNSURE), Code.NIK_SCIENTIFIC),
        ("3507065913780052", Nik("3507065913780052", UNSURE), Code.NIK_STRUCTURE),
        ("35070659l1780052", Nik("350706591780052", UNSURE), Code.NIK_NOT_DIGITS),
        ("hilang", Nik(), Code.NIK_NOT_DIGITS),
        ("", Nik(), Code.NIK_MISSING),
        ("-", Nik(), Code.NIK_MISSING),
        ("belum ada", Nik(), Code.NIK_MISSING),
        (None, Nik(), Code.NIK_MISSING),
        (float("nan"), Nik(), Code.NIK_NOT_DIGITS),
        (-3507065911780052.0, Nik(), Code.NIK_NOT_DIGITS),
    ],
)
def test_nik(cell, nik, code):
    read = read_nik(cell)
    assert (read.value, codes(read)) == (nik, [code] if code else [])


def test_a_rounded_nik_still_offers_birth_and_sex():
    assert birth_hint(Nik("3507065911780050", UNSURE), TODAY) == (date(1978, 11, 19), "P")
    assert birth_hint(Nik("350706591178005", UNSURE), TODAY) == (None, None)


@pytest.mark.parametrize(
    ("cell", "birth", "code"),
    [
        (date(1978, 11, 19), Birth("", date(1978, 11, 19)), None),
        ("Blitar, 2 Nov 75", Birth("Blitar", date(1975, 11, 2)), None),
        ("Pati, 25.07.56", Birth("Pati", date(1956, 7, 25)), None),
        ("Kab. Malang / 21 April 1973", Birth("Kab. Malang", date(1973, 4, 21)), None),
        ("Malang 21-04-1973", Birth("Malang", date(1973, 4, 21)), None),
        ("1973-04-21", Birth("", date(1973, 4, 21)), None),
        ("Kota Baru, tgl 21 April 1973", Birth("Kota Baru", date(1973, 4, 21)), None),
        ("Surabaya, 31/02/1975", Birth("Surabaya"), Code.BIRTH_IMPOSSIBLE),
        ("Surabaya, 1975", Birth("Surabaya"), Code.BIRTH_YEAR_ONLY),
        ("tahun 1975", Birth(), Code.BIRTH_YEAR_ONLY),
        ("Surabaya", Birth("Surabaya"), Code.BIRTH_MISSING),
        ("", Birth(), Code.BIRTH_MISSING),
        ("Surabaya, 21/04/2020", Birth("Surabaya"), Code.BIRTH_AGE),
        ("21/04/1875", Birth(), Code.BIRTH_AGE),
        ("21 Brumaire 75", Birth(), Code.BIRTH_UNREADABLE),
        (27000.0, Birth(), Code.BIRTH_UNREADABLE),
    ],
)
def test_birth(cell, birth, code):
    read = read_birth(cell, TODAY)
    assert (read.value, codes(read)) == (birth, [code] if code else [])


def test_a_serial_number_is_offered_not_taken():
    assert read_birth(27000.0, TODAY).issues[0].params == {"offered": "1973-12-02"}


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("L", "L"),
        ("p", "P"),
        ("Laki-laki", "L"),
        ("Pria", "L"),
        ("WANITA", "P"),
        ("Perempuan", "P"),
        ("Lk.", "L"),
        (2.0, "P"),
    ],
)
def test_sex(cell, sex):
    assert read_sex(cell, {"1": "L", "2": "P"}).value == sex


def test_sex_that_is_not_clear_is_asked():
    assert codes(read_sex("1")) == [Code.SEX_CODE]
    assert codes(read_sex("?")) == [Code.SEX_MISSING]
    assert codes(read_sex("banci")) == [Code.SEX_UNREADABLE]


@pytest.mark.parametrize(
    ("number", "day", "sk"),
    [
        ("No. 27 TAHUN 2019 tanggal 18 Desember 2019", "", SkDraft("27 TAHUN 2019", date(2019, 12, 18))),
        ("188/5/KEP/190/2014 tgl 9 Mar 2014", "", SkDraft("188/5/KEP/190/2014", date(2014, 3, 9))),
        ("28 TAHUN 2025, 28/01/2025", "", SkDraft("28 TAHUN 2025", date(2025, 1, 28))),
        ("SK Nomor: 141/07/2019 tertanggal 2-1-2019", "", SkDraft("141/07/2019", date(2019, 1, 2))),
        ("141/19/07.37/2024", "27/10/2024", SkDraft("141/19/07.37/2024", date(2024, 10, 27))),
        ("23 TAHUN 2023", date(2023, 12, 12), SkDraft("23 TAHUN 2023", date(2023, 12, 12))),
        (27.0, "12 Des 23", SkDraft("27", date(2023, 12, 12))),
    ],
)
def test_sk(number, day, sk):
    read = read_sk(number, day, "", TODAY)
    assert (read.value, codes(read)) == (sk, [])


@pytest.mark.parametrize("number", ["", "-", "belum", "Belum ada", "BELUM ADA", "tidak ada", None])
def test_no_sk(number):
    assert read_sk(number, "-", "", TODAY).value is None


def test_sk_in_progress_is_none_and_said():
    read = read_sk("proses", "", "", TODAY)
    assert (read.value, codes(read)) == (None, [Code.SK_IN_PROGRESS])


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [
        ("27 TAHUN 2019", "", Code.SK_DATE_MISSING),
        ("27 TAHUN 2019 tanggal 31 Februari 2019", "", Code.SK_DATE_IMPOSSIBLE),
        ("27 TAHUN 2019", "31/02/2019", Code.SK_DATE_IMPOSSIBLE),
        ("27 TAHUN 2019", "2019", Code.SK_DATE_YEAR_ONLY),
        ("27 TAHUN 2019", "lupa", Code.SK_DATE_UNREADABLE),
        ("27 TAHUN 2019", 43000.0, Code.SK_DATE_UNREADABLE),
        ("", "18 Desember 2019", Code.SK_NUMBER_MISSING),
        ("27 TAHUN 2028", "18 Desember 2028", Code.SK_DATE_FUTURE),
    ],
)
def test_sk_that_lacks_something(number, day, code):
    assert codes(read_sk(number, day, "", TODAY)) == [code]


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("13/07/2020", (date(2020, 7, 13), EndKind.DATE)),
        (date(2020, 7, 13), (date(2020, 7, 13), EndKind.DATE)),
        ("-", (None, EndKind.BLANK)),
        ("", (None, EndKind.BLANK)),
        ("tanpa batas", (None, EndKind.OPEN)),
        ("Tanpa batas waktu", (None, EndKind.OPEN)),
        ("seterusnya", (None, EndKind.OPEN)),
        ("s/d seterusnya", (None, EndKind.OPEN)),
    ],
)
def test_until(cell, end):
    read = read_until(cell, TODAY)
    assert (read.value, read.issues) == (end, ())


def test_until_that_cannot_be():
    assert codes(read_until("5 tahun", TODAY)) == [Code.SK_UNTIL_UNREADABLE]
    read = read_sk("1/2019", "2/1/2019", "1/1/2019", TODAY)
    assert (codes(read), read.value.until) == ([Code.SK_UNTIL_BEFORE], None)


def test_small_cells():
    assert [read_yes_no(c).value for c in ("Ya", "v", "✓", "sudah", "belum", "Tidak", "", "x")] == [
        True, True, True, True, False, False, None, None]  # fmt: skip
    assert codes(read_yes_no("x")) == [Code.BIMTEK_UNREADABLE]
    assert read_phone(81262493873.0).value == "+6281262493873"
    assert codes(read_phone("tidak punya HP")) == [Code.PHONE_UNREADABLE]
    formula = read_text("=1+1", "note")
    assert (formula.value, codes(formula), formula.issues[0].severity) == (
        "=1+1",
        [Code.FORMULA_TEXT],
        Severity.NOTE,
    )
    assert read_text("baris\ndua", "note").value == "baris dua"
