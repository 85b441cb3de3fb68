import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What no question asked of these tables, and what derived rows need not be asked by the database, is not kept."""

    dependencies = [
        ("legality", "0019_segments_begin_once"),
        ("roster", "0006_blood_signs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ledgerpending",
            name="village_path",
            field=models.CharField(db_collation="C", max_length=25),
        ),
        migrations.AlterField(
            model_name="segment",
            name="posting",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="segments",
                to="roster.psmposting",
            ),
        ),
        migrations.AlterField(
            model_name="segment",
            name="sk",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="legality.sk",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerpending",
            index=models.Index(fields=["village_path"], name="pending_path"),
        ),
    ]
