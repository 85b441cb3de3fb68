"""Rows of one file that may be the same person. Only proposals: nothing is merged, a human decides.

Blocks keep it near linear: rows meet by birth date (written, or offered by the NIK), by NIK, by NIK with four
digits left open, and by village with the name.
"""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from pendopo.intake.drafts import RowDraft, RowReading
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows (sheet, row number), the reason, and how alike the names are (0 to 100)."""

    first: tuple[str, int]
    second: tuple[str, int]
    why: Why
    name_score: float


def likely_same(rows: Sequence[RowReading]) -> tuple[Pair, ...]:
    """Pairs in the order of the file, each pair of rows once."""
    names = [name_key(str(r.draft.name)) for r in rows]
    found: dict[tuple[int, int], Pair] = {}
    for a, b in _candidates(rows):
        if (a, b) not in found and (pair := _judge(rows[a], rows[b], names[a], names[b])):
            found[a, b] = pair
    return tuple(found[k] for k in sorted(found))


def stamp_of(rows: Sequence[RowReading]) -> str:
    """Changes where `likely_same` may say something else: with any value that it compares."""
    seen = hashlib.sha256()
    for row in rows:
        draft = row.draft
        told = (
            row.sheet, row.row, str(draft.name), draft.nik.digits, draft.nik.state, draft.birth_date, row.hint_birth,
            draft.village_id, draft.village_text, draft.district_text,
        )  # fmt: skip
        seen.update(repr(told).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def name_likeness(a: str, b: str) -> float:
    """Of two name keys; a slip in one or two letters counts little, a swapped pair of letters once."""
    if not a or not b:
        return 0.0
    slips = edits(a, b)
    if slips <= 2 and min(len(a), len(b)) >= 4 * slips:
        return max(similarity(a, b), 100.0 - 6 * slips)
    if {a.replace(" ", "")} == {b.replace(" ", "")}:
        return 98.0
    return similarity(a, b)


def _candidates(rows: Sequence[RowReading]) -> Iterator[tuple[int, int]]:
    """One kind of block after the other, so that a hundred thousand rows never stand in forty blocks at once."""
    yield from _met((day, i) for i, row in enumerate(rows) for day in _births(row))
    yield from _met((_place(row.draft), i) for i, row in enumerate(rows))
    numbers = [(row.draft.nik.digits, i) for i, row in enumerate(rows) if len(row.draft.nik.digits) >= 15]
    yield from _met(numbers)
    yield from _met((digits[:15], i) for digits, i in numbers)
    sure = [(d, i) for d, i in numbers if len(d) == LENGTH and rows[i].draft.nik.state is NikState.SURE]
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


def _place(draft: RowDraft) -> Hashable:
    return draft.village_id or (draft.district_text, draft.village_text)


def _judge(a: RowReading, b: RowReading, name_a: str, name_b: str) -> Pair | None:
    score = name_likeness(name_a, name_b)
    if score < ANY_LIKENESS and a.draft.nik.digits != b.draft.nik.digits:
        return None  # nearly all that meet
    why = _why(a, b, score)
    return Pair(a.place, b.place, why, round(score, 1)) if why else None


def _why(a: RowReading, b: RowReading, score: float) -> Why | None:
    nik_a, nik_b = a.draft.nik, b.draft.nik
    both_sure = nik_a.state is nik_b.state is NikState.SURE
    if both_sure and nik_a.digits == nik_b.digits:
        return Why.SAME_NIK if score >= NEAR_NAME else Why.SAME_NIK_OTHER_NAME
    births = _births(a), _births(b)
    if score >= NEAR_NAME and births[0] & births[1] and _near_place(a, b):
        return Why.NAME_AND_BIRTH
    if both_sure and one_digit_off(nik_a.digits, nik_b.digits) and score >= ANY_LIKENESS:
        return Why.NIK_OFF_BY_ONE
    open_birth = a.draft.birth_date is None or b.draft.birth_date is None
    if score >= NEAR_NAME_ALONE and open_birth and not (births[0] and births[1]) and _same_village(a, b):
        return Why.NAME_AND_VILLAGE
    return None


def _births(row: RowReading) -> set[date | None]:
    return {row.draft.birth_date, row.hint_birth} - {None}


def _same_village(a: RowReading, b: RowReading) -> bool:
    if a.draft.village_id and b.draft.village_id:
        return a.draft.village_id == b.draft.village_id
    return _near_place(a, b)


def _near_place(a: RowReading, b: RowReading) -> bool:
    """The same kecamatan as written, or villages that are the same or spelt alike."""
    if a.draft.village_id and a.draft.village_id == b.draft.village_id:
        return True
    if similarity(name_key(a.draft.district_text), name_key(b.draft.district_text)) >= NEAR_NAME:
        return True
    return similarity(name_key(a.draft.village_text), name_key(b.draft.village_text)) >= NEAR_NAME
