from django.db import migrations, models
from django.db.models.functions import Cast, Coalesce, Left

LISTED = ("period", "checked", "soon_from", "birth_on", "sex", "village_path")
IN_ORDER = (
    models.F("name_key"),
    models.F("id"),
    models.F("period__startswith"),
    Coalesce(models.F("period__endswith"), Cast(models.Value("infinity"), models.DateField())),
)


class Migration(migrations.Migration):
    dependencies = [("legality", "0016_soon_in_a_province")]

    operations = [
        migrations.RemoveIndex(model_name="segment", name="segment_standing_name"),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(models.F("standing"), *IN_ORDER, include=LISTED, name="segment_standing_name"),
        ),
        migrations.RemoveIndex(model_name="segment", name="segment_province_name"),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                Left("village_path", 10),
                *IN_ORDER,
                include=("standing", *LISTED),
                name="segment_province_name",
            ),
        ),
    ]
