import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("legality", "0011_stints")]

    operations = [
        migrations.AddIndex(
            model_name="boardsegment",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["level", "period"], name="board_segment_level_period"
            ),
        ),
    ]
