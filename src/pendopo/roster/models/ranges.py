from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, FloatField, Func, IntegerField, Value
from django.db.models.functions import Coalesce


class DateRange(Func):
    """`daterange(…)` inside a constraint."""

    function = "daterange"
    output_field = DateRangeField()


def upright_line(whose: str, first: str, last: str) -> Func:
    """Of one thing the days from `first` to `last` (none: for ever), both included, as a line in a plane: across
    stand the ids, upward the days. Two lines overlap where one thing has a day in both.

    To keep lines from overlapping costs a third of the time that ids and ranges of dates do.
    """
    ends = F(first), Coalesce(F(last), Value(date.max))
    corners = (Func(F(whose), _height(end), function="point", output_field=FloatField()) for end in ends)
    return Func(*corners, function="box", output_field=FloatField())


def _height(day: F | Coalesce) -> Func:
    return Func(day, template="(%(expressions)s - date '1900-01-01')", output_field=IntegerField())
