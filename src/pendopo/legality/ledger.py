"""Changes of counts that follow from timelines: in a village on a day so many more, or fewer, of a measure.

Every count on a date is the sum of the changes up to it. Cohorts of birth year and sex stand in for ages:
who was 60 on a date is a question of birth years, and only the boundary year needs the people themselves.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from pendopo.legality.enums import Measure, StandingChoice
from pendopo.legality.judged import Judged
from pendopo.legality.whereabouts import Stays, clipped
from pendopo.roster.enums import Sex

COHORT_FROM = 1920
COHORT_TO = 2019
_MEASURE_OF: dict[str, int] = {
    StandingChoice.SAH: int(Measure.SAH),
    StandingChoice.HABIS: int(Measure.HABIS),
    StandingChoice.GUGUR: int(Measure.GUGUR),
    StandingChoice.BELUM_BER_SK: int(Measure.BELUM_BER_SK),
    StandingChoice.BELUM_DAPAT_DINILAI: int(Measure.BELUM_DAPAT_DINILAI),
}
SERVING = frozenset(_MEASURE_OF.values())
"""Measures of which every PSM in service counts in exactly one."""
CROWDS: dict[int, Measure] = {
    1: Measure.COVERED,
    2: Measure.TWO_OR_MORE,
    3: Measure.THREE_OR_MORE,
    4: Measure.FOUR_OR_MORE,
    5: Measure.FIVE_OR_MORE,
    6: Measure.SIX_OR_MORE,
}
"""So many PSM at least → the measure that counts such villages."""
Place = tuple[str, date, int]
"""Where a change stands in the ledger: path of a village, day, measure."""
Sums = Counter[Place]
"""By how many; nothing may be left of one."""


class Counted(NamedTuple):
    """What is counted of a segment; names are those of `Judged`, which may stand in its place."""

    posting_id: int
    village_path: str
    birth_on: date | None
    sex: str
    period: DateRange
    standing: str
    checked: bool
    soon_from: date | None


def cohort(birth_on: date, sex: str) -> int:
    """The measure of a birth year and sex; years outside 1920–2019 count with the nearest."""
    year = min(max(birth_on.year, COHORT_FROM), COHORT_TO)
    return int(Measure.COHORT) + 2 * (year - COHORT_FROM) + (sex == Sex.P)


def trained_from(attended: bool | None, on: date | None) -> date | None:
    """Since when somebody counts as trained: ever, where she is but nobody knows since when."""
    return (on or date.min) if attended else None


def add_timeline(
    sums: Sums, segments: Sequence[Counted | Judged], trained: date | None, stays: Stays
) -> None:
    """One posting's timeline, in order, wherever it was on each day; `trained` as `trained_from` says it."""
    for segment in segments:
        start, past = segment.period.lower, segment.period.upper
        _add(sums, stays, _MEASURE_OF[segment.standing], start, past)
        if segment.standing == StandingChoice.SAH:
            if segment.checked:
                _add(sums, stays, int(Measure.SAH_CHECKED), start, past)
            if segment.soon_from:
                _add(sums, stays, int(Measure.SOON), max(start, segment.soon_from), past)
    if segments:
        _add_person(sums, segments[0], segments[-1].period.upper, trained, stays)


def _add_person(
    sums: Sums, head: Counted | Judged, past: date | None, trained: date | None, stays: Stays
) -> None:
    first = head.period.lower
    born = cohort(head.birth_on, head.sex) if head.birth_on else int(Measure.UNKNOWN_BIRTH)
    _add(sums, stays, born, first, past)
    if head.sex == Sex.P:
        _add(sums, stays, int(Measure.WOMEN), first, past)
    if trained and (past is None or trained < past):
        _add(sums, stays, int(Measure.BIMTEK), max(first, trained), past)


def _add(sums: Sums, stays: Stays, measure: int, start: date, end: date | None) -> None:
    """One more from `start`, one less from `end`, wherever it was."""
    for path, first, past in clipped(stays, start, end):
        sums[path, first, measure] += 1
        if past is not None:
            sums[path, past, measure] -= 1


def add_crowds(sums: Sums) -> None:
    """Days on which a village comes to have so many PSM, or no longer; out of all who serve there."""
    turns: dict[str, Counter[date]] = {}
    for (path, day, measure), n in sums.items():
        if n and measure in SERVING:
            turns.setdefault(path, Counter())[day] += n
    for path, days in turns.items():
        before = 0
        for day, n in sorted(days.items()):
            after = before + n
            for crowd, measure in CROWDS.items():
                if (before < crowd) != (after < crowd):
                    sums[path, day, int(measure)] = 1 if after >= crowd else -1
            before = after
