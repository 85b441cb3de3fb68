"""The counts of all measures on a date, for a place and each place on the level below it.

In: a place and a date. Out: path of a place below → one number per measure. Indonesia and provinces are read
from the monthly balances of what lies below them: balance at the nearest first of a month, plus ledger
entries since then (less those up to then, where it lies ahead), plus corrections not yet folded in. Regencies
and what lies below sum their ledger. Each is one statement, so one snapshot. No permission in here: `queries` asks it.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from pendopo.insights.fold import MEASURES
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import PlaceThen, place_on
from pendopo.wilayah.models import PATH_STEP, Wilayah

Counts = list[int]
_HALF = 15

_INSIDE = "village_path >= %(from)s AND village_path < %(until)s"
# Rows of (place, its balance; or none, measures, what changed in each).
_LEDGER = f"""
    SELECT place, NULL, array_agg(measure), array_agg(n) FROM (
        SELECT left(village_path, %(length)s) AS place, measure, sum(n)::int AS n
        FROM legality_ledgerentry WHERE {_INSIDE} AND day <= %(on)s GROUP BY 1, 2
    ) AS change GROUP BY place
"""  # noqa: S608  (the parts are constants of this file)
EVER = """(
    SELECT path FROM wilayah_wilayah WHERE level = %(below)s AND path >= %(from)s AND path < %(until)s
    UNION SELECT path FROM wilayah_formerstate
    WHERE length(path) = 5 * (%(below)s + 1) AND path >= %(from)s AND path < %(until)s
)"""
"""Places of a level inside, of today and of former days: balances stand under the path of their month."""
_BALANCES = f"""
    SELECT below.path, latest.counts, NULL::smallint[], NULL::int[]
    FROM {EVER} AS below CROSS JOIN LATERAL (
        SELECT counts FROM insights_balance WHERE path = below.path AND month <= %(month)s
        ORDER BY month DESC LIMIT 1
    ) AS latest
    UNION ALL
    SELECT place, NULL, array_agg(measure), array_agg(n) FROM (
        SELECT left(village_path, %(length)s) AS place, measure, (%(sign)s * sum(n))::int AS n
        FROM legality_ledgerentry WHERE {_INSIDE} AND day > %(after)s AND day <= %(up_to)s GROUP BY 1, 2
        UNION ALL
        SELECT left(village_path, %(length)s), measure, sum(n)::int
        FROM legality_ledgerpending WHERE {_INSIDE} AND day <= %(month)s GROUP BY 1, 2
    ) AS change GROUP BY place
"""  # noqa: S608


def counts_below(where: Wilayah | PlaceThen, on: date) -> dict[str, Counts]:
    """Counts by path of the level below, in the tree of the date; of a village itself for a village.

    Places without PSM are left out.
    """
    place = place_on(where, on)
    return _counts(place, min(place.level + 1, Level.VILLAGE), on)


def counts_of_regencies(country: Wilayah | PlaceThen, on: date) -> dict[str, Counts]:
    """The same for all regencies of the country at once."""
    return _counts(place_on(country, on), Level.REGENCY, on)


def _counts(place: PlaceThen, level: int, on: date) -> dict[str, Counts]:
    values: dict[str, Any] = {
        "from": place.path, "until": place.path_until, "length": PATH_STEP * (level + 1), "on": on, "below": level,
        **_way(on),
    }  # fmt: skip
    found: dict[str, Counts] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES if place.level <= Level.PROVINCE else _LEDGER, values)
        for path, balance, measures, changes in cursor.fetchall():
            if balance is not None:
                found[path] = together([found[path], balance]) if path in found else balance
                continue
            counts = found.setdefault(path, [0] * MEASURES)
            for measure, n in zip(measures, changes, strict=True):
                counts[measure] += n
    return found


def _way(on: date) -> dict[str, Any]:
    """From the nearest balance to the date: forward over the days since, or back over those still to come."""
    month = on.replace(day=1)
    if on.day > _HALF:
        month = (month + timedelta(days=31)).replace(day=1)
        return {"month": month, "sign": -1, "after": on, "up_to": month}
    return {"month": month, "sign": 1, "after": month, "up_to": on}


def together(several: list[Counts]) -> Counts:
    return [sum(column) for column in zip(*several, strict=True)] if several else [0] * MEASURES
