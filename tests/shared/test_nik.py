from datetime import date

import pytest

from pendopo.shared.masks import mask_nik, mask_phone
from pendopo.shared.nik import Implied, NikFault, faults, fits_birth, implied, one_digit_off

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("3507065911780052", ()),
        ("350706591178005", (NikFault.LENGTH,)),
        ("35070659117800 2", (NikFault.NOT_DIGITS,)),
        ("٣٥٠٧٠٦٥٩١١٧٨٠٠٥٢", (NikFault.NOT_DIGITS,)),
        ("9907065911780052", (NikFault.PLACE,)),
        ("3507065913780052", (NikFault.BIRTH,)),
        ("3507067211780052", (NikFault.BIRTH,)),
        ("3507065911780000", (NikFault.SERIAL,)),
        ("3507062902760001", ()),
        ("3507062902750001", (NikFault.BIRTH,)),
    ],
)
def test_structure(digits, found):
    assert faults(digits) == found


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("3507065911780052", Implied(date(1978, 11, 19), "P")),
        ("3507061710640054", Implied(date(1964, 10, 17), "L")),
        ("3507061710090054", Implied(date(2009, 10, 17), "L")),
        ("3507063112090054", Implied(None, "L")),  # sixteen years old, or a hundred and sixteen
        ("3507061710", Implied()),
        ("350706311378", Implied()),
    ],
)
def test_implied(digits, expected):
    assert implied(digits, TODAY) == expected


def test_comparisons():
    a = "3507065911780052"
    assert fits_birth(a, date(1978, 11, 19)) and not fits_birth(a, date(1978, 11, 18))
    assert one_digit_off(a, "3507065911780053")
    assert one_digit_off(a, "3507065911780025")
    assert not one_digit_off(a, a)
    assert not one_digit_off(a, "3507065911780061")
    assert not one_digit_off(a, a[:-1])


def test_masks():
    assert mask_nik("3507065911780052") == "•••• •••• •••• ••52"
    assert mask_nik("350706591178005") == "•••• •••• •••• •05"
    assert mask_nik("12") == "••" and mask_nik("") == ""
    assert mask_phone("+6281234567319") == "•••••••••••319"
