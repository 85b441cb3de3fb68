"""Exact ages on a date out of cohorts of birth years.

Everybody born in an earlier year than the one in question is surely old enough, so whole cohorts answer all
but the year itself: of that year those whose birthday has come are told from the others by their birth date,
on the side of the year that holds fewer days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from pendopo.insights.counts import Counts
from pendopo.legality.enums import Measure
from pendopo.legality.ledger import COHORT_FROM, COHORT_TO
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import PlaceThen, place_on
from pendopo.wilayah.models import PATH_STEP, Wilayah

BOUNDS = (30, 35, 40, 50, 60, 70)
"""Ages at which bands begin, and the 35 of which the reports speak."""

# One arm for each edge, so that the planner knows how few people it asks for. Indexes answer alone: that of
# birth dates for the country, that of province and birth date below; none on paths reads all of a place.
_BORN = """
    SELECT {age}, {below}, count(*), count(*) FILTER (WHERE sex = 'P') FROM legality_stint
    WHERE birth_on > '{after}' AND birth_on <= '{until}' AND since <= %(on)s
        AND (until IS NULL OR until > %(on)s){inside} GROUP BY 2
"""
_IN_PROVINCE = " AND province_path = %(province)s"
_BELOW_PROVINCE = " AND left(village_path, %(head)s) = %(path)s"

# Few people, and an index of their own that answers alone.
_UNSEXED = """
    SELECT {below}, count(*), {reached} FROM legality_stint
    WHERE sex = '' AND since <= %(on)s AND (until IS NULL OR until > %(on)s){inside} GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Edge:
    """Those of `age` or more: whole cohorts up to `year`, plus or minus those born in (after, until]."""

    age: int
    year: int
    sign: int
    after: date
    until: date


Splits = Mapping[tuple[int, str, int], int]
"""(age, path, 1 for women) → people that the edge's whole cohorts have too few or too many."""


@lru_cache(maxsize=512)
def edge_of(age: int, on: date) -> Edge:
    year = on.year - age
    last = _birthday(year, on)
    if year < COHORT_FROM:
        return Edge(age, COHORT_FROM - 1, 1, date.min, last)
    if year > COHORT_TO:
        return Edge(age, COHORT_TO, -1, last, date.max)
    if on.month <= 6:
        return Edge(age, year - 1, 1, date(year - 1, 12, 31) if year > COHORT_FROM else date.min, last)
    return Edge(age, year, -1, last, date(year, 12, 31) if year < COHORT_TO else date.max)


def _birthday(year: int, on: date) -> date:
    """The last birth date of those who have completed the years by `on`."""
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February
        return on.replace(year=year, day=28)


def splits_of(where: Wilayah | PlaceThen, on: date, ages: Iterable[int]) -> dict[tuple[int, str, int], int]:
    """What birth dates alone can tell, for each age and each place on the level below, in the tree of the date."""
    place = place_on(where, on)
    values = _values(place, on)
    below, inside = _reach(place)
    arms = [
        _BORN.format(age=age, after=edge.after, until=edge.until, below=below, inside=inside)
        for age, edge in ((age, edge_of(age, on)) for age in sorted(set(ages)))
    ]
    splits: dict[tuple[int, str, int], int] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), values)
        for age, path, people, women in cursor.fetchall():
            splits[age, path, 0], splits[age, path, 1] = people - women, women
    return splits


def unsexed_below(where: Wilayah | PlaceThen, on: date) -> dict[str, tuple[int, ...]]:
    """Of whom no sex is recorded, for each place on the level below that has any: those whose birth date is known,
    and those of at least each age of `BOUNDS`."""
    place = place_on(where, on)
    below, inside = _reach(place)
    reached = ", ".join(
        f"count(*) FILTER (WHERE birth_on <= '{_birthday(on.year - age, on)}')" for age in BOUNDS
    )
    with connection.cursor() as cursor:
        cursor.execute(_UNSEXED.format(below=below, reached=reached, inside=inside), _values(place, on))
        return {path: tuple(counts) for path, *counts in cursor.fetchall()}


def _values(place: PlaceThen, on: date) -> dict[str, Any]:
    return {
        "length": min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length),
        "province": place.path[: Level.PROVINCE.path_length],
        "head": len(place.path),
        "path": place.path,
        "on": on,
    }


def _reach(place: PlaceThen) -> tuple[str, str]:
    """What stints are grouped by, and the condition that keeps those of the place."""
    if place.level < Level.PROVINCE:
        return "province_path", ""
    inside = _IN_PROVINCE + (_BELOW_PROVINCE if place.level > Level.PROVINCE else "")
    return "left(village_path, %(length)s)", inside


def at_least(age: int, on: date, counts: Counts, path: str, splits: Splits) -> tuple[int, int]:
    """Men and women of at least this age; whose sex nobody has recorded is still among the men (`unsexed_below`)."""
    edge = edge_of(age, on)
    end = Measure.COHORT + 2 * (edge.year - COHORT_FROM + 1)
    men, women = sum(counts[Measure.COHORT : end : 2]), sum(counts[Measure.COHORT + 1 : end : 2])
    return (
        men + edge.sign * splits.get((age, path, 0), 0),
        women + edge.sign * splits.get((age, path, 1), 0),
    )


def middle_ages(counts: Counts, on: date) -> list[int]:
    """Ages that the people in the middle reach this year: one or two, none where no birth is known."""
    return [on.year - year for _rank, year in _middles(counts)]


def median_age(counts: Counts, on: date, path: str, splits: Splits) -> float | None:
    """Half are older, half younger; None where no birth date is known."""
    ages = [
        age if rank < sum(at_least(age, on, counts, path, splits)) else age - 1
        for rank, age in ((rank, on.year - year) for rank, year in _middles(counts))
    ]
    return sum(ages) / len(ages) if ages else None


def _middles(counts: Counts) -> list[tuple[int, int]]:
    """Rank from the oldest and birth year of the one or two people in the middle."""
    cohorts = counts[Measure.COHORT :]
    by_year = [men + women for men, women in zip(cohorts[0::2], cohorts[1::2], strict=True)]
    known = sum(by_year)
    return (
        [(rank, _year_of(rank, by_year)) for rank in sorted({(known - 1) // 2, known // 2})] if known else []
    )


def _year_of(rank: int, by_year: list[int]) -> int:
    seen = 0
    for year, people in enumerate(by_year, COHORT_FROM):
        seen += people
        if rank < seen:
            return year
    raise AssertionError("a rank beyond all people")
