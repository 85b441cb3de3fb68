from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legality", "0012_boards_of_a_day"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="segment", name="segment_path_name"),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                fields=["village_path", "name_key"],
                include=("person_id", "standing", "period"),
                name="segment_path_name",
            ),
        ),
    ]
