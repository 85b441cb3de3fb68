from django.db import migrations, models

_SUM = """
    CREATE TEMPORARY TABLE summed ON COMMIT DROP AS
        SELECT village_path, day, measure, sum(n) AS n FROM legality_ledgerentry
        GROUP BY village_path, day, measure HAVING sum(n) <> 0;
    TRUNCATE legality_ledgerentry;
"""
_FILL = """
    INSERT INTO legality_ledgerentry (village_path, day, measure, n)
    SELECT village_path, day, measure, n FROM summed ORDER BY village_path, day, measure;
"""


class Migration(migrations.Migration):
    """The ledger is kept as sums of each village instead of changes of each posting: a third of the rows."""

    dependencies = [
        ("legality", "0020_lighter_to_store"),
    ]

    operations = [
        migrations.RunSQL(_SUM),
        migrations.RemoveIndex(model_name="ledgerentry", name="ledger_path_day"),
        migrations.RemoveField(model_name="ledgerentry", name="posting_id"),
        migrations.RunSQL(_FILL),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                fields=("village_path", "day", "measure"), include=("n",), name="ledger_one_sum"
            ),
        ),
    ]
