"""Folding the ledger into monthly balances, so that a figure of the country or a province reads few rows.

Out of the ledger of one regency come its balances, all of them, as if there had been none before, and out of
those of its province's regencies the balances of the province: folding twice changes nothing. Pending rows
are corrections of the balances that stand; the same statement that reads the ledger takes them out, so its
snapshot sees for each of them either both or neither. Readers are exact before, during and after a fold.
"""

from itertools import groupby
from typing import Any

from django.db import connection, transaction

from pendopo.legality.enums import Measure
from pendopo.legality.ledger import COHORT_FROM, COHORT_TO
from pendopo.legality.models import LedgerPending
from pendopo.wilayah.enums import Level
from pendopo.wilayah.paths import ancestor

MEASURES = int(Measure.COHORT) + 2 * (COHORT_TO - COHORT_FROM + 1)
"""Length of `Balance.counts`."""
_LOCK = 7_401
"""First key of the advisory locks of folding; the second is the province's id."""

# A change on the first of a month belongs to the balance of that month, a later one to the next month's.
_FOLD = """
    WITH folded AS (DELETE FROM legality_ledgerpending WHERE village_path >= %(from)s AND village_path < %(until)s),
    change AS (
        SELECT date_trunc('month', day + interval '1 month' - interval '1 day')::date AS month, measure, sum(n) AS n
        FROM legality_ledgerentry WHERE village_path >= %(from)s AND village_path < %(until)s GROUP BY 1, 2
    ),
    cell AS (
        SELECT m::date AS month, k AS measure
        FROM (SELECT min(month) AS first, max(month) AS last FROM change) AS span,
             generate_series(span.first, span.last, interval '1 month') AS m, generate_series(0, %(measures)s - 1) AS k
    ),
    running AS (
        SELECT month, measure, sum(coalesce(n, 0)) OVER (PARTITION BY measure ORDER BY month) AS n
        FROM cell LEFT JOIN change USING (month, measure)
    )
    INSERT INTO insights_balance (path, month, counts)
    SELECT %(from)s, month, array_agg(n::int ORDER BY measure) FROM running GROUP BY month
"""

# A regency whose ledger ends before another's keeps its last balance.
_SUMS = ", ".join(f"sum(counts[{at}])" for at in range(1, MEASURES + 1))
_JOIN = f"""
    WITH month AS (
        SELECT m::date AS month
        FROM (SELECT min(month) AS first, max(month) AS last FROM insights_balance
              WHERE path > %(province)s AND path < %(until)s) AS span,
             generate_series(span.first, span.last, interval '1 month') AS m
    ),
    regency AS (SELECT DISTINCT path FROM insights_balance WHERE path > %(province)s AND path < %(until)s)
    INSERT INTO insights_balance (path, month, counts)
    SELECT %(province)s, month.month, ARRAY[{_SUMS}]
    FROM month CROSS JOIN regency CROSS JOIN LATERAL (
        SELECT counts FROM insights_balance WHERE path = regency.path AND month <= month.month
        ORDER BY month DESC LIMIT 1
    ) AS latest
    GROUP BY month.month
"""  # noqa: S608  (the sums are of this file)
_DROP = "DELETE FROM insights_balance WHERE path = %s"


def fold(*regency_paths: str) -> None:
    """Rebuild the balances of regencies of one province, then its own once. Two folds of one province follow each
    other."""
    province = ancestor(regency_paths[0], Level.PROVINCE)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, int(province[-5:], 36)])
        for path in regency_paths:
            cursor.execute(_DROP, [path])
            values: dict[str, Any] = {"from": path, "until": path + "~", "measures": MEASURES}
            cursor.execute(_FOLD, values)
        cursor.execute(_DROP, [province])
        cursor.execute(_JOIN, {"province": province, "until": province + "~"})


def due() -> list[str]:
    """Regencies whose balances wait for corrections."""
    paths = LedgerPending.objects.values_list("village_path", flat=True).distinct()
    return sorted({path[: Level.REGENCY.path_length] for path in paths})


def fold_due() -> int:
    """Fold every regency that waits, province by province; returns how many."""
    waiting = due()
    for _province, regencies in groupby(waiting, lambda path: ancestor(path, Level.PROVINCE)):
        fold(*regencies)
    return len(waiting)
