"""Changes of counts that follow from timelines: (village, day, measure, ±n).

Every count on a date is the sum of the changes up to it. Cohorts of birth year and sex stand in for ages:
who was 60 on a date is a question of birth years, and only the boundary year needs the people themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pendopo.legality.enums import Measure, StandingChoice
from pendopo.legality.judged import Judged, ToJudge
from pendopo.legality.models import Segment
from pendopo.legality.whereabouts import Stays, clipped
from pendopo.roster.enums import Sex
from pendopo.roster.models import PsmPosting

COHORT_FROM = 1920
COHORT_TO = 2019
_MEASURE_OF: dict[str, Measure] = {
    StandingChoice.SAH: Measure.SAH,
    StandingChoice.HABIS: Measure.HABIS,
    StandingChoice.GUGUR: Measure.GUGUR,
    StandingChoice.BELUM_BER_SK: Measure.BELUM_BER_SK,
    StandingChoice.BELUM_DAPAT_DINILAI: Measure.BELUM_DAPAT_DINILAI,
}


class Change(NamedTuple):
    path: str
    day: date
    measure: int
    n: int


def cohort(birth_on: date, sex: str) -> int:
    """The measure of a birth year and sex; years outside 1920–2019 count with the nearest."""
    year = min(max(birth_on.year, COHORT_FROM), COHORT_TO)
    return int(Measure.COHORT) + 2 * (year - COHORT_FROM) + (sex == Sex.P)


def changes_of(
    posting: PsmPosting | ToJudge, segments: Sequence[Segment | Judged], stays: Stays
) -> list[Change]:
    """All changes that one posting's timeline causes where it was on each day; none for one that counts nowhere."""
    changes: list[Change] = []
    if segments:
        ordered = sorted(segments, key=lambda s: s.period.lower)
        for segment in ordered:
            _count_segment(changes, segment, stays)
        _count_person(changes, posting, ordered[0], ordered[-1].period.upper, stays)
    return changes


def _count_segment(changes: list[Change], segment: Segment | Judged, stays: Stays) -> None:
    start, end = segment.period.lower, segment.period.upper
    _count(changes, stays, _MEASURE_OF[segment.standing], start, end)
    if segment.standing == StandingChoice.SAH:
        if segment.checked:
            _count(changes, stays, Measure.SAH_CHECKED, start, end)
        if segment.soon_from:
            _count(changes, stays, Measure.SOON, max(start, segment.soon_from), end)


def _count_person(
    changes: list[Change],
    posting: PsmPosting | ToJudge,
    head: Segment | Judged,
    past: date | None,
    stays: Stays,
) -> None:
    first = head.period.lower
    born = cohort(head.birth_on, head.sex) if head.birth_on else Measure.UNKNOWN_BIRTH
    _count(changes, stays, born, first, past)
    if head.sex == Sex.P:
        _count(changes, stays, Measure.WOMEN, first, past)
    if posting.bimtek_attended:
        trained = max(first, posting.bimtek_on or first)
        if past is None or trained < past:
            _count(changes, stays, Measure.BIMTEK, trained, past)


def _count(changes: list[Change], stays: Stays, measure: int, start: date, end: date | None) -> None:
    """One more from `start`, one less from `end`, wherever it was."""
    for path, first, past in clipped(stays, start, end):
        changes.append(Change(path, first, int(measure), 1))
        if past is not None:
            changes.append(Change(path, past, int(measure), -1))


CROWDS: dict[int, Measure] = {
    1: Measure.COVERED,
    2: Measure.TWO_OR_MORE,
    3: Measure.THREE_OR_MORE,
    4: Measure.FOUR_OR_MORE,
    5: Measure.FIVE_OR_MORE,
    6: Measure.SIX_OR_MORE,
}
"""So many PSM at least → the measure that counts such villages."""


def coverage_of(path: str, spans: Iterable[tuple[date, date | None]]) -> Iterator[Change]:
    """Days on which a village comes to have so many PSM, or no longer.

    `spans`: when somebody served there, from a day to the day before another.
    """
    turns: Counter[date] = Counter()
    for first, past in spans:
        turns[first] += 1
        if past is not None:
            turns[past] -= 1
    before = 0
    for day, n in sorted(turns.items()):
        after = before + n
        for crowd, measure in CROWDS.items():
            if (before < crowd) != (after < crowd):
                yield Change(path, day, int(measure), 1 if after >= crowd else -1)
        before = after
