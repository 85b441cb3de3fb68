import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.shared.names import Name, name_key, split_name
from pendopo.shared.phones import PhoneFault, format_phone, parse_phone
from pendopo.shared.text import _cleaned, clean, edits, formula_like, key, squeeze, trigrams


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Drs. Betania, SE", Name("Drs.", "Betania", "SE")),
        ("HJ. RINI SIHOMBING, A.MD.", Name("HJ.", "RINI SIHOMBING", "A.MD.")),
        ("Dt. Imam Dabukke", Name("Dt.", "Imam Dabukke")),
        ("T. BAKTIANTO IRAWAN, A.MD.", Name("T.", "BAKTIANTO IRAWAN", "A.MD.")),
        ("H. R.A. Melinda Halim", Name("H. R.A.", "Melinda Halim")),
        ("dr. Taufik Pertiwi", Name("dr.", "Taufik Pertiwi")),
        ("Ir. Kania Tamba, M.Pd", Name("Ir.", "Kania Tamba", "M.Pd")),
        ("Budi Santoso S.Pd., M.Si", Name("", "Budi Santoso", "S.Pd., M.Si")),
        ("Budi Santoso SH", Name("", "Budi Santoso", "SH")),
        ("H.Sabri Padma", Name("H.", "Sabri Padma")),
        ("  Darmanto  Rajata,  SE", Name("", "Darmanto Rajata", "SE")),
        ("Drs. Dt.", Name("Drs.", "Dt.")),
        ("R.A.", Name("", "R.A.")),
        ("Simanjuntak, Budi", Name("", "Simanjuntak, Budi")),
        ("Muh. Ali", Name("", "Muh. Ali")),
        ("M. Sholeh", Name("", "M. Sholeh")),
        ("Ma Sari Dewi", Name("", "Ma Sari Dewi")),
        ("", Name()),
    ],
)
def test_titles_stand_apart(text, name):
    assert split_name(text) == name


def test_whole_name_again():
    assert str(split_name("HJ. RINI SIHOMBING, A.MD.")) == "HJ. RINI SIHOMBING, A.MD."


def test_name_key():
    assert name_key("Hj. Nur'aini  Binti É., S.Sos") == name_key("NURAINI BINTI E") == "nuraini binti e"
    assert name_key("Dt.") == "dt"


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("085743488514", "+6285743488514", None),
        ("0831-2177-8803", "+6283121778803", None),
        ("81262493873", "+6281262493873", None),
        ("+6284948461319", "+6284948461319", None),
        ("62 849 4846 1319", "+6284948461319", None),
        ("+62 (0)849 4846 1319", "+6284948461319", None),
        ("(0341) 551234", "+62341551234", None),
        ("HP. 0812 3456 7890", "+6281234567890", None),
        ("", "", None),
        ("-", "", None),
        ("12", "", PhoneFault.TOO_SHORT),
        ("08123456789012345", "", PhoneFault.TOO_LONG),
        ("+1 202 555 0101", "", PhoneFault.FOREIGN),
        ("tidak punya", "", PhoneFault.NOT_DIGITS),
    ],
)
def test_phones(text, value, fault):
    phone = parse_phone(text)
    assert (phone.value, phone.fault) == (value, fault)


def test_several_phones():
    phone = parse_phone("0812-3456-7890 / 085743488514")
    assert (phone.value, phone.more) == ("+6281234567890", ("+6285743488514",))
    assert format_phone("+6281234567890") == "0812-3456-7890"


def test_text():
    assert clean("'3316115508650013") == "3316115508650013"
    assert clean("baris\r\n dua\u200b\ufeff") == "baris dua"
    assert clean("\x00=1+1") == "=1+1"
    assert key(" Désa  Ma'arif–2 ") == "desa maarif 2"
    assert squeeze("Ujung-ujung") == squeeze("UJUNG UJUNG") == "ujungujung"
    assert edits("siidng", "siding") == 1
    assert "si" not in trigrams("siding") and "sid" in trigrams("siding")
    assert [formula_like(t) for t in ("=1+1", "@SUM(A1)", "+62812", "-", "-1+2", "+A1", "biasa")] == [
        True, True, False, False, True, True, False]  # fmt: skip


@given(st.text(st.sampled_from("ab1 '`\t\n\u00a0\u200b\u00e9\u2019.-")) | st.text())
def test_what_is_seen_to_be_clean_at_once_is_clean(text):
    assert clean(text) == _cleaned(text)
