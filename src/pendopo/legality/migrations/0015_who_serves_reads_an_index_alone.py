from django.db import migrations, models
from django.db.models.functions import Cast, Coalesce


class Migration(migrations.Migration):
    dependencies = [
        ("legality", "0014_whose_sex_is_not_recorded"),
        ("roster", "0006_blood_signs"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="segment", name="segment_path_name"),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                models.F("village_path"),
                models.F("person_id"),
                models.F("period__startswith"),
                Coalesce(models.F("period__endswith"), Cast(models.Value("infinity"), models.DateField())),
                include=("standing", "period"),
                name="segment_path_person",
            ),
        ),
    ]
