from django.db import migrations, models

# Neighbouring periods of a posting in one place become one, as `legality.stints` makes them from now on.
_FILL = """
    INSERT INTO legality_stint (posting_id, village_path, province_path, birth_on, sex, since, until)
    SELECT posting_id, village_path, left(village_path, 10), birth_on, sex, lower(served), upper(served)
    FROM (
        SELECT posting_id, village_path, birth_on, sex, unnest(range_agg(period)) AS served
        FROM legality_segment WHERE birth_on IS NOT NULL GROUP BY 1, 2, 3, 4
    ) AS together
"""


class Migration(migrations.Migration):
    dependencies = [("legality", "0010_boards")]

    operations = [
        migrations.CreateModel(
            name="Stint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posting_id", models.BigIntegerField()),
                ("village_path", models.CharField(db_collation="C", max_length=25)),
                ("province_path", models.CharField(db_collation="C", max_length=10)),
                ("birth_on", models.DateField()),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AlterField("stint", "posting_id", models.BigIntegerField(db_index=True)),
        migrations.AddIndex(
            "stint",
            models.Index(
                fields=["birth_on"], include=("sex", "since", "until", "province_path"), name="stint_birth"
            ),
        ),
        migrations.AddIndex(
            "stint",
            models.Index(
                fields=["province_path", "birth_on"],
                include=("sex", "since", "until", "village_path"),
                name="stint_province_birth",
            ),
        ),
        migrations.RemoveIndex("segment", "segment_province_birth"),
    ]
