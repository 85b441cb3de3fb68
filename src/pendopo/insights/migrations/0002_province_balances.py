from typing import Any

from django.db import migrations, models

_SUMS = ", ".join(f"sum(counts[{at}])" for at in range(1, 217))
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


def join(_apps: Any, editor: Any) -> None:
    """Balances of every province out of those of its regencies, as `fold` writes them from now on."""
    with editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM insights_balance WHERE length(path) = 10")
        cursor.execute("SELECT DISTINCT left(path, 10) FROM insights_balance")
        for (province,) in cursor.fetchall():
            cursor.execute(_JOIN, {"province": province, "until": province + "~"})


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("balance", "balance_once"),
        migrations.RenameField("balance", "regency_path", "path"),
        migrations.AddConstraint(
            "balance", models.UniqueConstraint(fields=["path", "month"], name="balance_once")
        ),
        migrations.RunPython(join, migrations.RunPython.noop),
    ]
