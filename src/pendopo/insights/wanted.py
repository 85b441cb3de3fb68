"""Villages against the number of PSM their policy wants, per place right below. Provinces and what lies in them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.insights.queries import may_read
from pendopo.insights.villages import villages_below
from pendopo.legality.models.verdicts import BEGINS, PAST
from pendopo.legality.request_queries import nearest_policy, policies_around
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import children_on, place_on, villages_elsewhere
from pendopo.wilayah.models import PATH_STEP, Wilayah
from pendopo.wilayah.paths import common

# The people of a village stand in order in the index, so that nobody is sorted or looked up to be counted once.
_SERVING = f"""
    SELECT village_path, count(*) AS n FROM (
        SELECT DISTINCT village_path, person_id FROM legality_segment
        WHERE {BEGINS} <= %(on)s AND {PAST} > %(on)s AND
"""  # noqa: S608  (the parts are words of ours)
# Villages that policies may treat unlike the rest of their place are told apart: by the office with one of its own.
_VILLAGES = f"""
    SELECT CASE {
    " ".join(
        f"WHEN left(village_path, {level.path_length}) = ANY(%(apart)s) THEN left(village_path, {level.path_length})"
        for level in (Level.VILLAGE, Level.DISTRICT)
    )
} ELSE left(village_path, %(length)s) END, n, count(*) FROM (
        {_SERVING} village_path >= %(from)s AND village_path < %(until)s) AS here GROUP BY 1
        UNION ALL {_SERVING} village_path = ANY(%(came)s)) AS came GROUP BY 1
    ) AS village GROUP BY 1, 2
"""  # noqa: S608


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
    """path of a place right below → its villages, in the tree of the date; by its path today.

    Empty for the whole country, which is read by province.
    """
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible
    if place.level == Level.COUNTRY:
        return {}
    then, moved = place_on(place, on), villages_elsewhere(on)
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    came = [n for n, was in moved.items() if was.startswith(then.path) and not n.startswith(place.path)]
    policies = policies_around(common([place.path, *came]), on)
    covered: dict[str, int] = {}
    full: dict[str, int] = {}
    for path, n, villages in _villages(place, on, length, came, [*moved, *policies]):
        lay = moved.get(path, path)
        if not lay.startswith(then.path):
            continue
        policy = nearest_policy(path, policies)
        below = lay[:length]
        covered[below] = covered.get(below, 0) + villages
        if n >= (policy.wanted_per_village if policy else 1):
            full[below] = full.get(below, 0) + villages
    today = {child.path: child.now for child in children_on(place, on)}
    return {
        today.get(path, path): Coverage(n, covered.get(path, 0), full.get(path, 0))
        for path, n in villages_below(then, on).items()
    }


def _villages(
    place: Wilayah, on: date, length: int, came: list[str], apart: list[str]
) -> list[tuple[str, int, int]]:
    """(path, n, villages): how many villages under a path have n PSM; by their paths of today.

    The path is that of a place below, or of one of `apart` where it lies deeper.
    """
    deeper = [path for path in apart if len(path) > length]
    values: dict[str, Any] = {
        "from": place.path, "until": place.path_until, "came": came, "on": on, "length": length, "apart": deeper,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_VILLAGES, values)
        return cursor.fetchall()
