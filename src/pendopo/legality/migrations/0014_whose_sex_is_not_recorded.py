from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legality", "0013_comparing_reads_an_index_alone"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="stint",
            index=models.Index(
                condition=models.Q(("sex", "")),
                fields=["province_path", "village_path"],
                include=("birth_on", "since", "until"),
                name="stint_unsexed",
            ),
        ),
    ]
