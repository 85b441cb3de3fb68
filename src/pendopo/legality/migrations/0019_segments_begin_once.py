import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An exclusion of overlaps took a third of the time in which segments are stored, and they are derived."""

    dependencies = [("legality", "0018_villages_by_number_of_psm")]

    operations = [
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.UniqueConstraint(
                "posting", models.F("period__startswith"), name="segment_begins_once"
            ),
        ),
        migrations.RemoveConstraint(model_name="segment", name="segment_no_overlap"),
        migrations.AlterField(
            model_name="segment",
            name="posting",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="segments",
                to="roster.psmposting",
            ),
        ),
    ]
