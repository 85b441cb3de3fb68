"""Two dates beside each other: numbers first, then the names of one change."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.insights.boards import names_of
from pendopo.insights.compare import Change, Comparison, changed_people, compare
from pendopo.insights.compare_phrases import HEADINGS, NOTES, difference, opening, points
from pendopo.insights.figures import Figures
from pendopo.insights.phrases import BELOW
from pendopo.shared.dates import parse_date
from pendopo.shared.numbers import format_number, format_percent
from pendopo.targets.queries import round_on, rounds_of
from pendopo.web.door import Visit, page
from pendopo.web.paging import number_of

_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    then: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    heading: str
    note: str
    number: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PlaceLine:
    name: str
    url: str
    then: str
    now: str
    change: str
    psm: str


@page(Permission.FIGURES_VIEW, anywhere=True)
def comparison(visit: Visit) -> HttpResponse:
    since = _since(visit)
    found = compare(visit.actor, visit.place, since, visit.on)
    chosen = _chosen(visit)
    inside = visit.actor.reaches(visit.place.path) and visit.actor.may(Permission.PERSON_VIEW)
    people = None
    if chosen and inside:
        number = number_of(visit.request)
        people = changed_people(visit.actor, visit.place, since, visit.on, chosen, number)
    return visit.show(
        "konsolidasi/bandingkan.html",
        since=since,
        found=found,
        opening=opening(found, visit.place.full_name),
        figures=_figures(found.then.total, found.now.total),
        kinds=_kinds(visit, found, since, chosen),
        places=_places(found, since, visit),
        below=BELOW.get(found.now.level, ""),
        gained=_names(found.boards_gained()),
        lost=_names(found.boards_lost()),
        chosen=HEADINGS[chosen] if chosen else "",
        people=people,
        inside=inside,
        quick=_quick(visit),
        query=f"{visit.query}&sejak={since.isoformat()}&perubahan={chosen or ''}",
    )


def _since(visit: Visit) -> date:
    """As asked; else the start of the running target, else a year before."""
    asked = parse_date(visit.request.GET.get("sejak", "")[:40], pivot=visit.actor.today.year + 1).value
    if asked and 1975 <= asked.year <= 2100:
        return min(asked, visit.on)
    running = round_on(rounds_of(visit.actor, visit.place), visit.on)
    return running.starts_on if running and running.starts_on < visit.on else _year_before(visit.on)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _quick(visit: Visit) -> list[tuple[str, str]]:
    """Dates one often asks for, with their addresses."""
    choices = [
        (_("sejak awal tahun"), date(visit.on.year, 1, 1)),
        (_("sejak setahun lalu"), _year_before(visit.on)),
    ]
    choices += [
        (_("sejak awal target “%(name)s”") % {"name": made.name}, made.starts_on)
        for made in rounds_of(visit.actor, visit.place)[:2]
    ]
    return [(words, f"?{visit.query}&sejak={day.isoformat()}") for words, day in choices if day < visit.on]


def _chosen(visit: Visit) -> Change | None:
    asked = visit.request.GET.get("perubahan", "")
    return next((change for change in HEADINGS if change == asked), None)


def _figures(then: Figures, now: Figures) -> list[Row]:
    rows = [
        (_("PSM bertugas"), then.psm, now.psm),
        (_("PSM dengan SK berlaku"), then.valid, now.valid),
        (_("di antaranya sudah diperiksa Dinsos"), then.checked, now.checked),
        (_("PSM dengan SK habis"), then.expired, now.expired),
        (_("Desa/kelurahan ber-PSM"), then.covered, now.covered),
        (_("Sudah bimtek dasar"), then.bimtek, now.bimtek),
        (_("PSM berusia 60 ke atas"), then.sixty_up, now.sixty_up),
    ]
    return [Row(label, format_number(a), format_number(b), difference(a, b)) for label, a, b in rows]


def _kinds(visit: Visit, found: Comparison, since: date, chosen: Change | None) -> list[Kind]:
    address = f"{reverse('konsolidasi:bandingkan')}?{visit.query}&sejak={since.isoformat()}"
    return [
        Kind(
            key=change.value,
            heading=str(heading),
            note=str(NOTES[change]),
            number=format_number(found.people[change]),
            url=f"{address}&perubahan={change.value}#nama" if found.people[change] else "",
            current=change == chosen,
        )
        for change, heading in HEADINGS.items()
    ]


def _places(found: Comparison, since: date, visit: Visit) -> list[PlaceLine]:
    then = {row.id: row.figures for row in found.then.rows}
    address = reverse("konsolidasi:bandingkan")
    per = "" if visit.on == visit.actor.today else f"&per={visit.on.isoformat()}"
    lines = []
    for row in found.now.rows:
        old = then.get(row.id)
        share = old.share if old else None
        lines.append(
            PlaceLine(
                name=row.name,
                url=f"{address}?wilayah={row.code}&sejak={since.isoformat()}{per}" if row.open else "",
                then=format_percent(old.valid, old.psm) if old else "–",
                now=format_percent(row.figures.valid, row.figures.psm),
                change=points(share, row.figures.share),
                psm=difference(old.psm if old else 0, row.figures.psm),
            )
        )
    return lines


def _names(paths: list[str]) -> str:
    if not paths:
        return ""
    names = names_of(paths[:_MOST_NAMES])
    rest = len(paths) - len(names)
    more = _(" dan %(n)s lainnya") % {"n": format_number(rest)} if rest else ""
    return ", ".join(names) + more
