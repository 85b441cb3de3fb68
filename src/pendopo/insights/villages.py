"""How many villages stood in each place on a date. The tree is public: no scope here."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.db import connection

from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import PlaceThen, place_on, version
from pendopo.wilayah.models import PATH_STEP, Wilayah

Stretch = tuple[str, date | None, date | None, int]
"""Path, first and last day, number of villages."""

_COUNT = f"""
    SELECT left(path, %(length)s), first, last, count(*) FROM (
        SELECT path, greatest(valid_from, state_since) AS first, valid_until AS last FROM wilayah_wilayah
        WHERE level = {int(Level.VILLAGE)} AND path >= %(from)s AND path < %(until)s
        UNION ALL
        SELECT path, valid_from, valid_until FROM wilayah_formerstate
        WHERE length(path) = {Level.VILLAGE.path_length} AND path >= %(from)s AND path < %(until)s
    ) AS state GROUP BY 1, 2, 3
"""  # noqa: S608


def villages_below(where: Wilayah | PlaceThen, on: date) -> dict[str, int]:
    """Number of villages by path of the level below, in the tree of the date; of a village itself for a village."""
    place = place_on(where, on)
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    found: dict[str, int] = {}
    for path, first, last, n in _stretches(place, length):
        if path.startswith(place.path) and (not first or first <= on) and (not last or on <= last):
            found[path[:length]] = found.get(path[:length], 0) + n
    return found


def _stretches(place: PlaceThen, length: int) -> Sequence[Stretch]:
    if place.level > Level.PROVINCE:
        return _count(length, place.path, place.path_until)
    newest = Wilayah.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return _all_regencies(newest, version())


@lru_cache(maxsize=1)
def _all_regencies(_newest: int, _tree: int) -> Sequence[Stretch]:
    """By regency, for the whole country: counting all 84 thousand villages for every page would take 25 ms.

    Places are only ever added by loading them, which makes a newer one, and changed by a law, which makes another
    version of the tree; both are asked before the count, so that a count may be newer than its key but never older.
    """
    return _count(Level.REGENCY.path_length, "", "~")


def _count(length: int, first: str, until: str) -> Sequence[Stretch]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"length": length, "from": first, "until": until})
        return [(path, since, last, n) for path, since, last, n in cursor.fetchall()]
