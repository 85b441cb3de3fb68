from dataclasses import dataclass

from django.http import HttpResponse

from pendopo.access.policy import Permission
from pendopo.web.door import Visit, page
from pendopo.wilayah.enums import Level
from pendopo.wilayah.queries import by_code, search

_LEVELS = {
    "provinsi": Level.PROVINCE,
    "kabupaten": Level.REGENCY,
    "kecamatan": Level.DISTRICT,
    "desa": Level.VILLAGE,
    **{str(int(level)): level for level in Level},
}


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
    hits = search(text, below=above.path if above else "", level=level) if not within or above else []
    regions = [Option(hit.code, hit.name, hit.within.replace(", ", " · ")) for hit in hits]
    return visit.show("pieces/region_options.html", regions=regions, q=text)
