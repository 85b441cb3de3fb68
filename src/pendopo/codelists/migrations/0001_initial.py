import django.contrib.postgres.fields
from django.db import migrations, models


def load(apps, schema_editor):
    from pendopo.codelists.commands import load_pillars

    load_pillars(apps.get_model("codelists", "PillarType"))


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PillarType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=12, unique=True)),
                ("short", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("official", models.BooleanField(default=False)),
                ("rule", models.CharField(blank=True, max_length=160)),
                ("source", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("retired_on", models.DateField(null=True)),
            ],
            options={"ordering": ["order", "code"]},
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
