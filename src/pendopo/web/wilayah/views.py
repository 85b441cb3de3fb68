from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.web.door import Visit, page
from pendopo.wilayah.enums import Level
from pendopo.wilayah.queries import Hit, by_code, search

_LEVELS = {
    "provinsi": Level.PROVINCE,
    "kabupaten": Level.REGENCY,
    "kecamatan": Level.DISTRICT,
    "desa": Level.VILLAGE,
    **{str(int(level)): level for level in Level},
}


_READ, _SHOWN = 60, 12


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    name: str
    path: str


@page(Permission.OWN_VIEW)
def options(visit: Visit) -> HttpResponse:
    """What the region picker offers while somebody types. `tingkat`: one level only; `di`: below that code."""
    asked = visit.request.GET
    text = asked.get("q", "")[:80]
    level = _LEVELS.get(asked.get("tingkat", asked.get("level", "")))
    within = asked.get("di", asked.get("below", ""))[:13]
    above = by_code(within) if within else None
    below = above.path if above else ""
    hits = search(text, below=below, level=level, limit=_READ) if not within or above else []
    nearest = _nearest_first(hits, text, visit.place.code)[:_SHOWN]
    regions = [Option(hit.code, hit.name, _where(hit)) for hit in nearest]
    return visit.show("pieces/region_options.html", regions=regions, q=text)


def _where(hit: Hit) -> str:
    within = hit.within.replace(", ", " · ")
    return (
        _("dahulu %(name)s · %(within)s") % {"name": hit.formerly, "within": within}
        if hit.formerly
        else within
    )


def _nearest_first(hits: list[Hit], text: str, here: str) -> list[Hit]:
    """Many villages share a name: the one of the own regency is mostly meant. A whole name still goes first."""
    wanted, own = text.strip().casefold(), here.split(".")

    def far(hit: Hit) -> tuple[bool, int]:
        shared = 0
        for mine, its in zip(own, hit.code.split("."), strict=False):
            if mine != its:
                break
            shared += 1
        names = (hit.name, hit.formerly)
        return not any(f" {name.casefold()}".endswith(f" {wanted}") for name in names), -shared

    return sorted(hits, key=far)
