from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """`daterange(…)` inside a constraint."""

    function = "daterange"
    output_field = DateRangeField()
