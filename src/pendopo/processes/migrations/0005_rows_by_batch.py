import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows are looked for by their batch alone; a large import wrote into eight indexes where three serve."""

    dependencies = [
        ("processes", "0004_boards"),
        ("roster", "0006_blood_signs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="processes.importbatch",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="posting",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.psmposting",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="term",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.boardterm",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="twin_person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
    ]
