"""How a place has come along, month by month, out of the monthly balances or the ledger below them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.insights.counts import EVER
from pendopo.insights.queries import may_read
from pendopo.insights.snapshot import one_moment
from pendopo.legality.enums import Measure
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import PlaceThen, now, paths_over_time
from pendopo.wilayah.models import PATH_STEP, Wilayah

_SERVING = (Measure.SAH, Measure.HABIS, Measure.GUGUR, Measure.BELUM_BER_SK, Measure.BELUM_DAPAT_DINILAI)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Of the first of a month."""

    month: date
    psm: int
    valid: int
    checked: int
    covered: int

    @property
    def share(self) -> float | None:
        return self.valid / self.psm if self.psm else None


class Course(NamedTuple):
    """The same of one place over all months, kept by figure: hundreds of places and months are summed quickly."""

    months: list[date]
    figures: tuple[list[int], ...]
    """One list for each figure, in the order of `MonthFigures`."""


_COUNTS = ", ".join(
    " + ".join(f"counts[{int(m) + 1}]" for m in measures)
    for measures in (_SERVING, (Measure.SAH,), (Measure.SAH_CHECKED,), (Measure.COVERED,))
)
# Balances as they stand; without a month the one that held before the span.
_BALANCES = f"""
    SELECT below.path, balance.month, {_COUNTS}
    FROM {EVER} AS below JOIN insights_balance AS balance USING (path)
    WHERE balance.month >= %(first)s AND balance.month <= %(last)s
    UNION ALL
    SELECT below.path, NULL, {_COUNTS}
    FROM {EVER} AS below CROSS JOIN LATERAL (
        SELECT counts FROM insights_balance WHERE path = below.path AND month < %(first)s
        ORDER BY month DESC LIMIT 1
    ) AS before
    ORDER BY 1, 2 NULLS FIRST
"""  # noqa: S608  (the sums are of this file)
_FIGURES = 4
# The first month that shows a change: its own where it falls on the first, else the next; none before the span.
_MONTH = """greatest((date_trunc('month', day) + CASE WHEN extract(day FROM day) > 1
    THEN interval '1 month' ELSE interval '0' END)::date, %(first)s::date)"""
_CHANGES = f"""
    sum(n) FILTER (WHERE measure IN ({", ".join(str(int(m)) for m in _SERVING)})) AS psm,
    sum(n) FILTER (WHERE measure = {int(Measure.SAH)}) AS valid,
    sum(n) FILTER (WHERE measure = {int(Measure.SAH_CHECKED)}) AS checked,
    sum(n) FILTER (WHERE measure = {int(Measure.COVERED)}) AS covered
"""
_INSIDE = "village_path >= %(from)s AND village_path < %(until)s"
_PENDING = f"""
    SELECT left(village_path, %(group)s), {_MONTH}, {_CHANGES}
    FROM legality_ledgerpending WHERE {_INSIDE} GROUP BY 1, 2
"""  # noqa: S608
_RUNNING = ", ".join(f"coalesce(sum({c}) OVER w, 0)::int" for c in ("psm", "valid", "checked", "covered"))
_LEDGER = f"""
    WITH change AS (
        SELECT {_MONTH} AS month, {_CHANGES} FROM legality_ledgerentry WHERE {_INSIDE} GROUP BY 1
    )
    SELECT %(from)s, m::date, {_RUNNING}
    FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') AS m
    LEFT JOIN change ON change.month = m::date
    WINDOW w AS (ORDER BY m)
"""  # noqa: S608


def trend_of(actor: Actor, place: Wilayah, first: date, last: date) -> list[MonthFigures]:
    """The place itself, from the first of `first`'s month to the first of `last`'s, wherever it hung."""
    _gate(actor, place)
    here = now(place)
    ever = paths_over_time([place.pk]).get(place.pk)
    paths = [stretch.path for stretch in ever] if ever else [here.path]
    reads = [_read(replace(here, path=path), first, last, together=True) for path in paths]
    return joined_months([course for read in reads for course in read.values()])


def trends_below(actor: Actor, place: Wilayah, first: date, last: date) -> dict[str, Course]:
    """path → its course, for each place right below Indonesia or a province."""
    _gate(actor, place)
    return _read(now(place), first, last, together=False) if place.level <= Level.PROVINCE else {}


def joined_months(several: Iterable[Course]) -> list[MonthFigures]:
    """Months of several places as one; they run over the same months."""
    courses = list(several)
    if not courses:
        return []
    sums = _summed(course.figures for course in courses)
    return [MonthFigures(*month) for month in zip(courses[0].months, *sums, strict=True)]


def _summed(several: Iterable[tuple[list[int], ...]]) -> tuple[list[int], ...]:
    return tuple([sum(month) for month in zip(*lists, strict=True)] for lists in zip(*several, strict=True))


def _gate(actor: Actor, place: Wilayah) -> None:
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible


def _read(place: PlaceThen, first: date, last: date, *, together: bool) -> dict[str, Course]:
    values: dict[str, Any] = {
        "from": place.path, "until": place.path_until, "first": first.replace(day=1),
        "last": last.replace(day=1), "group": len(place.path) + (0 if together else PATH_STEP),
        # A regency's own balance stands for it; above, those right below are summed.
        "below": place.level + 1 if place.level <= Level.PROVINCE else place.level,
    }  # fmt: skip
    if place.level > Level.REGENCY:
        return _courses(_rows(_LEDGER, values), {}, values)
    with one_moment():
        return _courses(_rows(_BALANCES, values), _waiting(values), values)


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _waiting(values: dict[str, Any]) -> dict[tuple[str, date], list[int]]:
    """Corrections not yet folded in, by place and the month from which they show."""
    changes: dict[tuple[str, date], list[int]] = {}
    for path, month, *sums in _rows(_PENDING, values):
        changes[path, month] = [int(n or 0) for n in sums]
    return changes


def _courses(
    rows: list[tuple[Any, ...]], waiting: dict[tuple[str, date], list[int]], values: dict[str, Any]
) -> dict[str, Course]:
    """Balances of places carried from month to month and summed by group, with what waits to be folded in."""
    length, months = values["group"], list(_months(values["first"], values["last"]))
    groups: dict[str, list[tuple[list[int], ...]]] = {}
    for path, balances in groupby(rows, itemgetter(0)):
        groups.setdefault(path[:length], []).append(_carried(list(balances), months))
    steps: dict[str, list[list[int]]] = {}
    for (path, since), change in waiting.items():
        of_place = steps.setdefault(path, [[0] * (len(months) + 1) for _n in change])
        for of_figure, n in zip(of_place, change, strict=True):
            of_figure[bisect_left(months, since)] += n  # after the last month it shows in none
    for path, of_place in steps.items():
        groups.setdefault(path, []).append(tuple(list(accumulate(s[:-1])) for s in of_place))
    return {path: Course(months, _summed(lists)) for path, lists in sorted(groups.items())}


def _carried(balances: list[tuple[Any, ...]], months: list[date]) -> tuple[list[int], ...]:
    """By figure: what held before the span until the first balance inside it; a place keeps its last one.

    Between its first and its last no month is missing.
    """
    held = balances.pop(0)[2:] if balances[0][1] is None else [0] * _FIGURES
    if not balances:
        return tuple([n] * len(months) for n in held)
    _path, since, *lists = zip(*balances, strict=True)
    before = months.index(since[0])
    after = len(months) - before - len(since)
    return tuple(
        [n] * before + list(inside) + [inside[-1]] * after for n, inside in zip(held, lists, strict=True)
    )


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
