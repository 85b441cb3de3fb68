"""Villages against the number of PSM their policy wants, per place right below.

The country and provinces are read out of the sums of the ledger, which count the villages with one PSM or more, two
or more, up to six; where a policy wants more, and where an office below the rows wants another number than the one
above it, the villages of that office alone are counted one by one. Regencies and what lies below are counted so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.insights.counts import Counts, counts_below, counts_of_regencies
from pendopo.insights.queries import may_read
from pendopo.insights.snapshot import one_moment
from pendopo.insights.villages import villages_below
from pendopo.legality.enums import Measure
from pendopo.legality.ledger import CROWDS
from pendopo.legality.request_queries import policies_around, policies_on
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import PlaceThen, children_on, place_on, villages_elsewhere
from pendopo.wilayah.models import PATH_STEP, Wilayah

_PER_VILLAGE = """
    SELECT village_path, count(DISTINCT person_id) FROM legality_segment
    WHERE (village_path >= %(from)s AND village_path < %(until)s OR village_path = ANY(%(came)s))
      AND period @> %(on)s::date
    GROUP BY 1
"""
_CROWDED = """
    SELECT node.path, node.crowd, count(*)
    FROM unnest(%(paths)s::text[], %(crowds)s::int[]) AS node(path, crowd) CROSS JOIN LATERAL (
        SELECT village_path FROM legality_segment
        WHERE village_path >= node.path COLLATE "C" AND village_path < (node.path || '~') COLLATE "C"
          AND period @> %(on)s::date
        GROUP BY 1 HAVING count(*) >= node.crowd
    ) AS village GROUP BY 1, 2
"""
Crowd = tuple[str, int]
"""Path of an office and a number of PSM: its villages with at least so many."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Villages of a place: all, with at least one PSM, with as many as wanted."""

    villages: int
    covered: int
    full: int

    @property
    def short(self) -> int:
        return self.covered - self.full

    @property
    def empty(self) -> int:
        return max(self.villages - self.covered, 0)


def coverage_below(actor: Actor, place: Wilayah, on: date) -> dict[str, Coverage]:
    """path of a place right below → its villages, in the tree of the date; by its path today."""
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible
    with one_moment():
        then = place_on(place, on)
        moved = villages_elsewhere(on)
        sums = place.level <= Level.PROVINCE and not moved
        covered, full = _by_sums(then, on) if sums else _by_village(place, then, on, moved)
        villages = villages_below(then, on)
        today = {child.path: child.now for child in children_on(place, on)}
    return {
        today.get(path, path): Coverage(n, covered.get(path, 0), full.get(path, 0))
        for path, n in villages.items()
    }


def _by_village(
    place: Wilayah, then: PlaceThen, on: date, moved: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    """Path right below → villages with PSM, and with as many as wanted; village by village."""
    counts = _per_village(place, then, on, moved)
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    policies = policies_on(counts, on)
    covered: dict[str, int] = {}
    full: dict[str, int] = {}
    for path, n in counts.items():
        policy = policies[path]
        below = moved.get(path, path)[:length]
        covered[below] = covered.get(below, 0) + 1
        full[below] = full.get(below, 0) + (n >= (policy.wanted_per_village if policy else 1))
    return covered, full


def _per_village(place: Wilayah, then: PlaceThen, on: date, moved: Mapping[str, str]) -> dict[str, int]:
    """PSM by path of the village today, of the villages that lay in the place on that day."""
    came = [now for now, former in moved.items() if former.startswith(then.path)]
    with connection.cursor() as cursor:
        cursor.execute(_PER_VILLAGE, {"from": place.path, "until": place.path_until, "came": came, "on": on})
        counts: dict[str, int] = dict(cursor.fetchall())
    return {path: n for path, n in counts.items() if moved.get(path, path).startswith(then.path)}


def _by_sums(place: PlaceThen, on: date) -> tuple[dict[str, int], dict[str, int]]:
    """The same out of sums. An office that wants another number than the one above it is taken out and put in."""
    counts = counts_below(place, on)
    wanted = {path: p.wanted_per_village for path, p in policies_around(place.path, on).items()}
    length = len(place.path) + PATH_STEP
    parts = [(path, (path, _wanted_at(path, wanted)), 1) for path in counts]
    for path, number in wanted.items():
        above = _wanted_at(path[:-PATH_STEP], wanted)
        if len(path) > length and number != above and path[:length] in counts:
            parts += [(path[:length], (path, number), 1), (path[:length], (path, above), -1)]
    known = _crowds(place, counts, {crowd for _row, crowd, _sign in parts}, on)
    full: dict[str, int] = {}
    for row, crowd, sign in parts:
        full[row] = full.get(row, 0) + sign * known.get(crowd, 0)
    return {path: of[Measure.COVERED] for path, of in counts.items()}, full


def _wanted_at(path: str, wanted: Mapping[str, int]) -> int:
    above = (path[:n] for n in range(len(path), 0, -PATH_STEP))
    return next((wanted[node] for node in above if node in wanted), 1)


def _crowds(place: PlaceThen, counts: Mapping[str, Counts], asked: set[Crowd], on: date) -> dict[Crowd, int]:
    summed = dict(counts)
    if any(len(path) == Level.REGENCY.path_length and path not in summed for path, _n in asked):
        summed |= counts_of_regencies(place, on)
    known = {(path, n): summed[path][CROWDS[n]] for path, n in asked if path in summed and n in CROWDS}
    return known | dict(_counted(asked - known.keys(), on))


def _counted(asked: set[Crowd], on: date) -> Iterator[tuple[Crowd, int]]:
    """Village by village, of what the sums do not tell."""
    if not asked:
        return
    paths, crowds = [path for path, _n in asked], [n for _path, n in asked]
    with connection.cursor() as cursor:
        cursor.execute(_CROWDED, {"paths": paths, "crowds": crowds, "on": on})
        yield from (((path, crowd), n) for path, crowd, n in cursor.fetchall())
