"""Figures counted person by person: slow, and too simple to be wrong."""

from datetime import date
from statistics import median

from pendopo.insights.figures import Figures
from pendopo.legality.models import Segment
from pendopo.roster.models import PsmPosting
from pendopo.shared.nik import age_on
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import villages_below

AGES = (30, 35, 40, 50, 60, 70)


def counted(place: Wilayah, on: date) -> Figures:
    rows = [
        s
        for s in Segment.objects.filter(village_path__startswith=place.path)
        if s.period.lower <= on and (s.period.upper is None or on < s.period.upper)
    ]
    postings = PsmPosting.objects.in_bulk([s.posting_id for s in rows])

    def these(standing: str) -> list[Segment]:
        return [s for s in rows if s.standing == standing]

    legal, ages = these("sah"), [(age_on(s.birth_on, on), s.sex == "P") for s in rows if s.birth_on]
    unsexed = [age_on(s.birth_on, on) for s in rows if s.birth_on and not s.sex]
    trained = [p for p in postings.values() if p.bimtek_attended and (p.bimtek_on or p.starts_on) <= on]
    return Figures(
        valid=len(legal),
        checked=sum(s.checked for s in legal),
        soon=sum(s.soon_from is not None and s.soon_from <= on for s in legal),
        expired=len(these("habis")),
        void=len(these("gugur")),
        without_sk=len(these("belum_ber_sk")),
        unknown=len(these("belum_dapat_dinilai")),
        covered=len({s.village_path for s in rows}),
        villages=1 if place.level == 4 else villages_below(place).count(),
        bimtek=len(trained),
        women=sum(s.sex == "P" for s in rows),
        unknown_birth=len(rows) - len(ages),
        older=tuple(
            (sum(a >= age and not w for a, w in ages), sum(a >= age and w for a, w in ages)) for age in AGES
        ),
        born=(sum(not w for _a, w in ages), sum(w for _a, w in ages)),
        median_age=median(a for a, _w in ages) if ages else None,
        unsexed=tuple(sum(a >= age for a in unsexed) for age in (-200, *AGES)),
    )
