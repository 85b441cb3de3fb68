"""Statistics of nearly every word of names: without them a rare name is sought by walking all names in order."""

from django.db import migrations

FINE = "ALTER TABLE legality_segment ALTER COLUMN words SET STATISTICS 1000"
PLAIN = "ALTER TABLE legality_segment ALTER COLUMN words SET STATISTICS -1"


class Migration(migrations.Migration):
    dependencies = [("legality", "0008_segment_province_birth")]
    operations = [migrations.RunSQL(FINE, PLAIN)]
