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
from pendopo.wilayah.models import PATH_STEP, Wilayah

_PER_VILLAGE = """
    SELECT village_path, count(DISTINCT person_id) FROM legality_segment
    WHERE village_path >= %s AND village_path < %s AND period @> %s::date GROUP BY 1
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
    """path of a place right below → its villages; empty for the whole country, which is read by province."""
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible
    if place.level == Level.COUNTRY:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PER_VILLAGE, [place.path, place.path_until, on])
        counts = dict(cursor.fetchall())
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    policies = policies_on(counts, on)
    covered: dict[str, int] = {}
    full: dict[str, int] = {}
    for path, n in counts.items():
        policy = policies[path]
        below = path[:length]
        covered[below] = covered.get(below, 0) + 1
        full[below] = full.get(below, 0) + (n >= (policy.wanted_per_village if policy else 1))
    return {
        path: Coverage(n, covered.get(path, 0), full.get(path, 0))
        for path, n in villages_below(place, on).items()
    }
