"""Rows of one file that may be the same person. Only proposals: nothing is merged, a human decides.

Blocks keep it near linear: rows meet by birth date (written, or offered by the NIK), by NIK, by NIK with four
digits left open, and by village with the name.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any, NamedTuple

from pendopo.intake.drafts import RowReading
from pendopo.shared.names import name_key
from pendopo.shared.nik import LENGTH, NikState, one_digit_off
from pendopo.shared.text import edits, similarity

NEAR_NAME = 82.0
NEAR_NAME_ALONE = 88.0  # where no birth date and no NIK speak for it
ANY_LIKENESS = 50.0
QUARTER = LENGTH // 4
BLOCK_LIMIT = 60  # a block larger than this says nothing (a date typed for everybody)


class Why(StrEnum):
    SAME_NIK = "same_nik"
    SAME_NIK_OTHER_NAME = "same_nik_other_name"  # one of the two NIK is wrong; never merged by itself
    NIK_OFF_BY_ONE = "nik_off_by_one"
    NAME_AND_BIRTH = "name_and_birth"
    NAME_AND_VILLAGE = "name_and_village"


class Seen(NamedTuple):
    """Of a row what is compared."""

    sheet: str
    row: int
    name: str
    nik: str
    nik_state: NikState
    birth: date | None
    hint_birth: date | None
    village_id: str | None
    village: str
    district: str

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.row

    @property
    def births(self) -> set[date | None]:
        return {self.birth, self.hint_birth} - {None}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows (sheet, row number), the reason, and how alike the names are (0 to 100)."""

    first: tuple[str, int]
    second: tuple[str, int]
    why: Why
    name_score: float


Twins = dict[tuple[str, int], list[tuple[tuple[str, int], str]]]
"""Row → earlier rows it may be the same as, and why."""


def seen_of(rows: Iterable[RowReading]) -> list[Seen]:
    return [
        Seen(
            row.sheet, row.row, str(draft.name), draft.nik.digits, draft.nik.state, draft.birth_date, row.hint_birth,
            draft.village_id, draft.village_text, draft.district_text,
        )
        for row in rows
        for draft in [row.draft]
    ]  # fmt: skip


def likely_same(rows: Sequence[Seen]) -> tuple[Pair, ...]:
    """Pairs in the order of the file, each pair of rows once."""
    names = [name_key(row.name) for row in rows]
    found: dict[tuple[int, int], Pair] = {}
    for a, b in _candidates(rows):
        if (a, b) not in found and (pair := _judge(rows[a], rows[b], names[a], names[b])):
            found[a, b] = pair
    return tuple(found[k] for k in sorted(found))


def twins_before(rows: Iterable[tuple[Any, ...]]) -> Twins:
    """`rows`: what makes a `Seen`, plain tuples reach another process in a fifth of the time."""
    found: Twins = {}
    for pair in likely_same([Seen._make(row) for row in rows]):
        found.setdefault(pair.second, []).append((pair.first, pair.why.value))
    return found


def name_likeness(a: str, b: str) -> float:
    """Of two name keys; a slip in one or two letters counts little, a swapped pair of letters once."""
    if not a or not b:
        return 0.0
    alike = similarity(a, b)
    if alike < ANY_LIKENESS:  # so many slips, and other words: nearly all that are compared
        return alike
    slips = edits(a, b)
    if slips <= 2 and min(len(a), len(b)) >= 4 * slips:
        return max(alike, 100.0 - 6 * slips)
    if a.replace(" ", "") == b.replace(" ", ""):
        return 98.0
    return alike


def _candidates(rows: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """One kind of block after the other, so that a hundred thousand rows never stand in forty blocks at once."""
    births = [row.births for row in rows]
    yield from _met((day, i) for i, days in enumerate(births) for day in days)
    for a, b in _met((_place(row), i) for i, row in enumerate(rows)):
        open_birth = rows[a].birth is None or rows[b].birth is None
        if open_birth or rows[a].nik == rows[b].nik or not births[a].isdisjoint(births[b]):
            yield a, b  # of the others, only numbers say that they are one
    numbers = [(row.nik, i) for i, row in enumerate(rows) if len(row.nik) >= 15]
    yield from _met(numbers)
    yield from _met((digits[:15], i) for digits, i in numbers)
    sure = [(d, i) for d, i in numbers if len(d) == LENGTH and rows[i].nik_state is NikState.SURE]
    for at in range(0, LENGTH, QUARTER):  # a slip lies in one quarter: the three others agree …
        yield from _met((digits[:at] + digits[at + QUARTER :], i) for digits, i in sure)
    for at in range(QUARTER - 1, LENGTH - 1, QUARTER):  # … or swaps the two digits where quarters meet
        yield from _met(
            (d if d[at] <= d[at + 1] else d[:at] + d[at + 1] + d[at] + d[at + 2 :], i) for d, i in sure
        )


def _met(rows: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share a block; most rows are alone in theirs, and cost one entry."""
    first: dict[Hashable, int] = {}
    blocks: dict[Hashable, list[int]] = {}
    for block, i in rows:
        other = first.setdefault(block, i)
        if other != i:
            blocks.setdefault(block, [other]).append(i)
    for members in blocks.values():
        if len(members) <= BLOCK_LIMIT:
            yield from combinations(members, 2)


def _place(row: Seen) -> Hashable:
    return row.village_id or (row.district, row.village)


def _judge(a: Seen, b: Seen, name_a: str, name_b: str) -> Pair | None:
    score = name_likeness(name_a, name_b)
    if score < ANY_LIKENESS and a.nik != b.nik:
        return None  # nearly all that meet
    why = _why(a, b, score)
    return Pair(a.place, b.place, why, round(score, 1)) if why else None


def _why(a: Seen, b: Seen, score: float) -> Why | None:
    both_sure = a.nik_state is b.nik_state is NikState.SURE
    if both_sure and a.nik == b.nik:
        return Why.SAME_NIK if score >= NEAR_NAME else Why.SAME_NIK_OTHER_NAME
    births = a.births, b.births
    if score >= NEAR_NAME and births[0] & births[1] and _near_place(a, b):
        return Why.NAME_AND_BIRTH
    if both_sure and one_digit_off(a.nik, b.nik) and score >= ANY_LIKENESS:
        return Why.NIK_OFF_BY_ONE
    open_birth = a.birth is None or b.birth is None
    if score >= NEAR_NAME_ALONE and open_birth and not (births[0] and births[1]) and _same_village(a, b):
        return Why.NAME_AND_VILLAGE
    return None


def _same_village(a: Seen, b: Seen) -> bool:
    if a.village_id and b.village_id:
        return a.village_id == b.village_id
    return _near_place(a, b)


def _near_place(a: Seen, b: Seen) -> bool:
    """The same kecamatan as written, or villages that are the same or spelt alike."""
    if a.village_id and a.village_id == b.village_id:
        return True
    if similarity(name_key(a.district), name_key(b.district)) >= NEAR_NAME:
        return True
    return similarity(name_key(a.village), name_key(b.village)) >= NEAR_NAME
