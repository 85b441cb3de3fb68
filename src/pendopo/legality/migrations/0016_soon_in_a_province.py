from django.db import migrations, models
from django.db.models.functions import Left


class Migration(migrations.Migration):
    dependencies = [("legality", "0015_who_serves_reads_an_index_alone")]

    operations = [
        migrations.RemoveIndex(model_name="segment", name="segment_soon"),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                models.F("soon_from"),
                Left("village_path", 10),
                include=("period", "village_path", "name_key"),
                name="segment_soon",
                condition=models.Q(soon_from__isnull=False),
            ),
        ),
    ]
