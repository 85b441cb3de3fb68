"""How a place has come along since 2016, its residencies beside each other, and its villages against what is wanted."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.insights.trend import Course, MonthFigures, joined_months, trend_of, trends_below
from pendopo.insights.wanted import Coverage, coverage_below
from pendopo.shared.dates import format_month
from pendopo.shared.numbers import format_number, format_percent
from pendopo.web.charts import Point
from pendopo.web.door import Visit, page
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Scheme, Wilayah
from pendopo.wilayah.queries import children, members_of, schemes_of

FIRST = date(2016, 1, 1)
"""Papers of before are few; the lines begin here."""


@dataclass(frozen=True, slots=True)
class Small:
    """One of the small multiples."""

    name: str
    points: list[Point]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class CoverageLine:
    name: str
    villages: str
    full: str
    short: str
    empty: str
    share: str


@page(Permission.FIGURES_VIEW, anywhere=True)
def trends(visit: Visit) -> HttpResponse:
    below = trends_below(visit.actor, visit.place, FIRST, visit.on)
    months = joined_months(below.values()) or trend_of(visit.actor, visit.place, FIRST, visit.on)
    places = list(children(visit.place))
    scheme = schemes_of(visit.place).first() if visit.place.level != Level.COUNTRY else None
    labels = [format_month(m.month) for m in months]
    coverage_said, coverage = _coverage(visit, places)
    return visit.show(
        "konsolidasi/perkembangan.html",
        opening=_opening(visit, months),
        months=months,
        valid=_points(months, labels),
        years=_years(months),
        small=_small(visit, below, places, scheme, labels),
        small_title=_small_title(visit, scheme),
        coverage=coverage,
        coverage_said=coverage_said,
        place_name=visit.place.full_name,
    )


def _opening(visit: Visit, months: list[MonthFigures]) -> str:
    counted = [m for m in months if m.psm]
    if not counted:
        return _("Belum ada PSM yang tercatat di %(place)s.") % {"place": visit.place.full_name}
    first, last = counted[0], counted[-1]
    words = {
        "place": visit.place.full_name, "since": format_month(first.month), "until": format_month(last.month),
        "a": format_number(first.psm), "b": format_number(last.psm),
        "c": format_percent(first.valid, first.psm), "d": format_percent(last.valid, last.psm),
    }  # fmt: skip
    return (
        _(
            "Dari %(since)s sampai %(until)s jumlah PSM di %(place)s berubah dari %(a)s menjadi %(b)s, dan yang "
            "memegang SK berlaku dari %(c)s menjadi %(d)s."
        )
        % words
    )


def _points(months: list[MonthFigures], labels: list[str]) -> list[Point]:
    return [Point(label, m.share) for label, m in zip(labels, months, strict=True)]


def _years(months: list[MonthFigures]) -> list[tuple[str, str, str, str, str]]:
    """Each January and the latest month, as rows."""
    chosen = [m for m in months if m.month.month == 1 or m is months[-1]]
    return [
        (
            format_month(m.month),
            format_number(m.psm),
            format_percent(m.valid, m.psm),
            format_percent(m.checked, m.psm),
            format_number(m.covered),
        )
        for m in reversed(chosen)
    ]


def _small(
    visit: Visit, below: dict[str, Course], children: list[Wilayah], scheme: Scheme | None, labels: list[str]
) -> list[Small]:
    """Per residency of a province, per province of the country."""
    places = {place.path: place for place in children}
    known = {path: course for path, course in below.items() if path in places}
    if visit.place.level == Level.COUNTRY:
        return [
            _multiple(places[path].full_name, joined_months([course]), labels)
            for path, course in known.items()
        ]
    if visit.place.level != Level.PROVINCE or scheme is None:
        return []
    groups: dict[str, list[Course]] = {}
    group_of = members_of(scheme)
    for path, course in known.items():
        groups.setdefault(group_of.get(places[path].pk, _("lainnya")), []).append(course)
    return [_multiple(name, joined_months(groups[name]), labels) for name in sorted(groups)]


def _multiple(name: str, months: list[MonthFigures], labels: list[str]) -> Small:
    counted = [m for m in months if m.psm]
    ends = (counted[0], counted[-1]) if counted else None
    return Small(
        name,
        _points(months, labels),
        format_percent(ends[0].valid, ends[0].psm) if ends else "–",
        format_percent(ends[1].valid, ends[1].psm) if ends else "–",
    )


def _small_title(visit: Visit, scheme: Scheme | None) -> str:
    if visit.place.level == Level.COUNTRY:
        return _("Tiap provinsi")
    return _("Tiap %(word)s") % {"word": scheme.name} if scheme else ""


def _coverage(visit: Visit, children: list[Wilayah]) -> tuple[str, list[CoverageLine]]:
    """The sentence of the place, and each place right below."""
    if visit.place.level == Level.VILLAGE:
        return "", []
    found = coverage_below(visit.actor, visit.place, visit.on)
    words = {
        "place": visit.place.full_name,
        "villages": format_number(sum(of.villages for of in found.values())),
        "full": format_number(sum(of.full for of in found.values())),
        "short": format_number(sum(of.short for of in found.values())),
        "empty": format_number(sum(of.empty for of in found.values())),
    }
    said = _(
        "%(full)s dari %(villages)s desa/kelurahan di %(place)s mempunyai PSM sebanyak yang diinginkan; "
        "%(short)s kurang dari itu dan %(empty)s belum mempunyai PSM."
    )
    lines = [_coverage_line(place.full_name, found[place.path]) for place in children if place.path in found]
    return said % words, lines


def _coverage_line(name: str, of: Coverage) -> CoverageLine:
    return CoverageLine(
        name,
        format_number(of.villages),
        format_number(of.full),
        format_number(of.short),
        format_number(of.empty),
        format_percent(of.full, of.villages),
    )
