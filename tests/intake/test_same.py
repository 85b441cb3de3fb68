"""What was found to repeat itself holds until a value changes that the finding compares."""

from dataclasses import replace
from datetime import date

import pytest

from pendopo.intake.cells import Nik
from pendopo.intake.drafts import RowDraft, RowReading
from pendopo.intake.same import Why, likely_same, seen_of
from pendopo.shared.names import Name
from pendopo.shared.nik import NikState

BORN = date(1965, 5, 3)
DRAFT = RowDraft(
    Name("", "Siti Aminah"), Nik("3507244305650001", NikState.SURE), birth_date=BORN, village_id="7"
)
ROWS = tuple(RowReading("Data", at, DRAFT) for at in (4, 9))


def test_the_same_row_twice() -> None:
    assert [p.first for p in likely_same(seen_of(ROWS))] == [("Data", 4)]


NIK = DRAFT.nik.digits
SLIPS = [NIK[:at] + ("1" if NIK[at] != "1" else "2") + NIK[at + 1 :] for at in range(16)]
SWAPS = [NIK[:at] + NIK[at + 1] + NIK[at] + NIK[at + 2 :] for at in range(15) if NIK[at] != NIK[at + 1]]


@pytest.mark.parametrize("digits", [*SLIPS, *SWAPS])
def test_one_slip_in_a_nik_is_found_wherever_it_lies(digits: str) -> None:
    """Nothing else brings the two together: born on other days, in other villages."""
    other = replace(DRAFT, nik=Nik(digits, NikState.SURE), birth_date=date(1980, 1, 2), village_id="8")
    pairs = likely_same(seen_of((ROWS[0], replace(ROWS[1], draft=other))))
    assert [p.why for p in pairs] == [Why.NIK_OFF_BY_ONE]
