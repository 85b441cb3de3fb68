"""The day on which a paper was recorded is a day in Indonesia."""

from datetime import UTC, date, datetime

import pytest

from pendopo.legality.facts import Papers, _Sk, paper_of
from pendopo.legality.whereabouts import Stay

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(("hour", "covers"), [(16, False), (17, True)])
def test_a_paper_recorded_after_midnight_in_jakarta_knows_the_new_tree(hour: int, covers: bool) -> None:
    """The village hangs below the office since New Year; 17.00 UTC of the day before is New Year's midnight."""
    sk = _Sk(
        1, "141/1", date(2025, 6, 1), "camat", 5, "000010000200005", None, None, "tanpa_batas", False,
        datetime(2025, 12, 31, hour, tzinfo=UTC),
    )  # fmt: skip
    stays = (
        Stay(7, "00001000020000400007", None, NEW_YEAR),
        Stay(7, "00001000020000500007", NEW_YEAR, None),
    )
    paper = paper_of(1, Papers({1: sk}, {}, frozenset(), {}), stays, names_this_place=True)
    assert paper.issuer_covers_posting is covers
