"""The counts of all measures on a date, for a place and each place on the level below it.

In: a place and a date. Out: path of a place below → one number per measure. Provinces and Indonesia are read
from the monthly balances: balance at the nearest first of a month, plus ledger entries since then (less those
up to then, where it lies ahead), plus corrections not yet folded in. Regencies and what lies below sum their
ledger. Each is one statement, so one snapshot. No permission in here: `queries` asks it.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from pendopo.insights.fold import MEASURES
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import PATH_STEP, Wilayah

Counts = list[int]
_HALF = 15

_INSIDE = "village_path >= %(from)s AND village_path < %(until)s"
_LEDGER = f"""
    SELECT left(village_path, %(length)s), measure, sum(n), NULL
    FROM legality_ledgerentry WHERE {_INSIDE} AND day <= %(on)s GROUP BY 1, 2
"""  # noqa: S608  (the parts are constants of this file)
_SUMS = ", ".join(f"sum(counts[{at}])" for at in range(1, MEASURES + 1))
_BALANCES = f"""
    WITH balance AS (
        SELECT left(regency.path, %(length)s) AS place, latest.counts
        FROM wilayah_wilayah AS regency CROSS JOIN LATERAL (
            SELECT counts FROM insights_balance WHERE regency_path = regency.path AND month <= %(month)s
            ORDER BY month DESC LIMIT 1
        ) AS latest
        WHERE regency.level = {int(Level.REGENCY)} AND regency.path >= %(from)s AND regency.path < %(until)s
    ),
    change AS (
        SELECT village_path, measure, n * %(sign)s AS n FROM legality_ledgerentry
        WHERE {_INSIDE} AND day > %(after)s AND day <= %(up_to)s
        UNION ALL
        SELECT village_path, measure, n FROM legality_ledgerpending WHERE {_INSIDE} AND day <= %(month)s
    )
    SELECT place, NULL::int, NULL::bigint, ARRAY[{_SUMS}] FROM balance GROUP BY place
    UNION ALL
    SELECT left(village_path, %(length)s), measure, sum(n), NULL FROM change GROUP BY 1, 2
"""  # noqa: S608


def counts_below(place: Wilayah, on: date) -> dict[str, Counts]:
    """Counts by path of the level below; of a village itself for a village. Places without PSM are left out."""
    length = min(len(place.path) + PATH_STEP, Level.VILLAGE.path_length)
    values: dict[str, Any] = {
        "from": place.path, "until": place.path_until, "length": length, "on": on, **_way(on),
    }  # fmt: skip
    found: dict[str, Counts] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES if place.level <= Level.PROVINCE else _LEDGER, values)
        for path, measure, n, sums in cursor.fetchall():
            counts = found.setdefault(path, [0] * MEASURES)
            if sums is None:
                counts[measure] += int(n)
            else:
                found[path] = [a + int(b) for a, b in zip(counts, sums, strict=True)]
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
