from datetime import date

import pytest

from pendopo.shared.dates import MONTHS, Outcome, day_name, format_date, format_range, full_year, parse_date

WHOLE = [
    ("24/5/2023", date(2023, 5, 24)),
    ("24-05-23", date(2023, 5, 24)),
    ("24.05.1975", date(1975, 5, 24)),
    ("24 Mei 2023", date(2023, 5, 24)),
    ("2 Nov 75", date(1975, 11, 2)),
    ("2023-05-24", date(2023, 5, 24)),
    ("2023-05-24 00:00:00", date(2023, 5, 24)),
    ("17 Agt 1945", date(1945, 8, 17)),
    ("17 Agu '45", date(1945, 8, 17)),
    ("4 Des 70", date(1970, 12, 4)),
    ("24 okt. 1973", date(1973, 10, 24)),
    ("24 NOPEMBER 1973", date(1973, 11, 24)),
    ("1 Pebruari 2020", date(2020, 2, 1)),
    ("24-Mei-2023", date(2023, 5, 24)),
    ("24Mei2023", date(2023, 5, 24)),
    ("Rabu, 24 Mei 2023", date(2023, 5, 24)),
    ("tgl. 24 Mei 2023", date(2023, 5, 24)),
    (" 24\u00a0Mei\n2023 ", date(2023, 5, 24)),
    ("29/02/2024", date(2024, 2, 29)),
]
NOT_WHOLE = [
    ("31/02/1975", Outcome.IMPOSSIBLE),
    ("29/02/2023", Outcome.IMPOSSIBLE),
    ("12/31/2023", Outcome.IMPOSSIBLE),
    ("0/5/2023", Outcome.IMPOSSIBLE),
    ("2019", Outcome.YEAR),
    ("tahun 2019", Outcome.YEAR),
    ("00/00/1960", Outcome.YEAR),
    ("Mei 2019", Outcome.MONTH),
    ("05/2019", Outcome.MONTH),
    ("", Outcome.EMPTY),
    ("-", Outcome.EMPTY),
    ("–", Outcome.EMPTY),
    ("sekitar 1960an", Outcome.UNREADABLE),
    ("24 Brumaire 1793", Outcome.UNREADABLE),
    ("45000.0", Outcome.UNREADABLE),
    ("24/5/023", Outcome.UNREADABLE),
    ("9999", Outcome.UNREADABLE),
]


@pytest.mark.parametrize(("text", "day"), WHOLE)
def test_whole_dates(text, day):
    assert parse_date(text, pivot=2026).value == day


@pytest.mark.parametrize(("text", "outcome"), NOT_WHOLE)
def test_the_rest_is_said_not_guessed(text, outcome):
    parsed = parse_date(text, pivot=2026)
    assert (parsed.outcome, parsed.value) == (outcome, None)


def test_short_year_needs_a_window():
    assert parse_date("2/11/75").outcome is Outcome.SHORT_YEAR
    assert [full_year(y, 2009) for y in (9, 10, 75, 0)] == [2009, 1910, 1975, 2000]


@pytest.mark.parametrize("month", range(1, 13))
def test_written_dates_are_read_back(month):
    day = date(2023, month, 9)
    assert parse_date(format_date(day)).value == day
    assert parse_date(f"9 {MONTHS[month - 1][:3]} 2023").value == day


def test_written_out():
    a, b = date(2023, 5, 1), date(2023, 5, 24)
    assert format_date(b, weekday=True) == "Rabu, 24 Mei 2023"
    assert day_name(date(2026, 11, 22)) == "Minggu"
    assert format_range(a, b) == "1–24 Mei 2023"
    assert format_range(a, date(2023, 7, 2)) == "1 Mei – 2 Juli 2023"
    assert format_range(a, date(2024, 7, 2)) == "1 Mei 2023 – 2 Juli 2024"
    assert format_range(a, None) == "sejak 1 Mei 2023"
    assert format_range(None, b) == "sampai 24 Mei 2023"
    assert format_range(a, a) == "1 Mei 2023"
    assert format_range(None, None) == ""
