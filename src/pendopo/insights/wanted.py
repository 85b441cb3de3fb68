"""Villages against the number of PSM their policy wants, per place right below. Provinces and what lies in them."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.insights.queries import may_read
from pendopo.insights.villages import villages_below
from pendopo.legality.request_queries import policies_on
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
    then = place_on(place, on)
    counts = _per_village(place, then, on)
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    policies = policies_on(counts, on)
    moved = villages_elsewhere(on)
    covered: dict[str, int] = {}
    full: dict[str, int] = {}
    for path, n in counts.items():
        policy = policies[path]
        below = moved.get(path, path)[:length]
        covered[below] = covered.get(below, 0) + 1
        full[below] = full.get(below, 0) + (n >= (policy.wanted_per_village if policy else 1))
    today = {child.path: child.now for child in children_on(place, on)}
    return {
        today.get(path, path): Coverage(n, covered.get(path, 0), full.get(path, 0))
        for path, n in villages_below(then, on).items()
    }


def _per_village(place: Wilayah, then: PlaceThen, on: date) -> dict[str, int]:
    """PSM by path of the village today, of the villages that lay in the place on that day."""
    moved = villages_elsewhere(on)
    came = [now for now, former in moved.items() if former.startswith(then.path)]
    with connection.cursor() as cursor:
        cursor.execute(_PER_VILLAGE, {"from": place.path, "until": place.path_until, "came": came, "on": on})
        counts: dict[str, int] = dict(cursor.fetchall())
    return {path: n for path, n in counts.items() if moved.get(path, path).startswith(then.path)}
