"""Whole days: from the inclusive ends of paper to half-open periods, and months added to a date.

`None` as an end is "no end". An end on the last day Python knows (`31/12/9999` is how some sheets write
"for ever") has no day after it and so becomes no end as well.
"""

from datetime import date, timedelta

_ONE = timedelta(days=1)


def day_after(last: date) -> date | None:
    """The first day past an inclusive end."""
    return None if last == date.max else last + _ONE


def day_before(until: date | None) -> date | None:
    """The last day inside a half-open period."""
    return None if until is None or until == date.min else until - _ONE


def months_later(start: date, months: int) -> date | None:
    """The day a term of so many months is over (the first day past it).

    A day the month does not have becomes the first of the next: a year from 29 February ends with
    28 February, so that no term is shortened by the calendar.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    try:
        return date(year, month0 + 1, start.day)
    except ValueError:
        return date(year, month0 + 2, 1)  # never December, which has all its days


def earliest(*days: date | None) -> date | None:
    """The first of several ends, where None is no end."""
    return min((day for day in days if day is not None), default=None)
