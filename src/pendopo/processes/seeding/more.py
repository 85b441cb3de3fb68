"""What else is recorded of some made-up people: family card, schooling, job, other pillars.

Each draws from luck of its own, so that names, dates and papers stay those of former demos.
"""

import random
from datetime import date, timedelta

from pendopo.processes.seeding.drafts import Seed, SeedPerson, SeedPillar, SeedPosting
from pendopo.roster.enums import Blood, Education
from pendopo.wilayah.enums import Level
from pendopo.wilayah.paths import ancestor, ids_of

_SCHOOLS = (
    (Education.SD, 14), (Education.SMP, 20), (Education.SMA, 44), (Education.D3, 6), (Education.S1, 15),
    (Education.S2, 1),
)  # fmt: skip
_JOBS = (
    "Petani",
    "Ibu rumah tangga",
    "Wiraswasta",
    "Pedagang",
    "Perangkat desa",
    "Guru honorer",
    "Pensiunan",
    "Buruh",
)
# pillar → level of its members, share of PSM that belong to it too
_PILLARS = (("KT", Level.VILLAGE, 0.05), ("TAGANA", Level.REGENCY, 0.015), ("PKH", Level.DISTRICT, 0.01))


def tell_more(seed: Seed, today: date) -> None:
    """Fill in a seed whose people and postings stand."""
    for person in seed.people:
        _facts(person, random.Random(person.uid.int))
    served: set[str] = set()
    for posting in seed.postings:
        person = seed.people[posting.person]
        if posting.until or person.died_on:
            continue
        _pillars(seed, posting, random.Random(person.uid.int + 1), served, today)


def _facts(person: SeedPerson, rng: random.Random) -> None:
    if rng.random() < 0.45:
        person.education = rng.choices([e for e, _w in _SCHOOLS], [w for _e, w in _SCHOOLS])[0].value
        person.job = rng.choice(_JOBS)
    if len(person.nik) == 16 and rng.random() < 0.35:
        person.kk = (
            f"{person.nik[:6]}{rng.randrange(1, 29):02}{rng.randrange(1, 13):02}{rng.randrange(5, 24):02}"
        )
        person.kk += f"{rng.randrange(1, 400):04}"
    if rng.random() < 0.2:
        person.blood = rng.choice([Blood.A, Blood.B, Blood.AB, Blood.O, Blood.O_PLUS]).value
    if rng.random() < 0.08:
        person.bpjs_work = f"{rng.randrange(10**10, 10**11)}"
    if rng.random() < 0.3:
        person.bpjs_health = f"000{rng.randrange(10**9, 10**10)}"


def _pillars(seed: Seed, posting: SeedPosting, rng: random.Random, served: set[str], today: date) -> None:
    """Now and then another pillar; the TKSK of a district is one of its PSM, once in a while."""
    start = min(posting.starts_on + timedelta(days=rng.randrange(0, 400)), today)
    district = ancestor(posting.village_path, Level.DISTRICT)
    if district not in served and rng.random() < 0.08:
        served.add(district)
        seed.pillars.append(_pillar(posting, "TKSK", Level.DISTRICT, start, "SK Dirjen Dayasos"))
    for code, level, share in _PILLARS:
        if rng.random() < share:
            seed.pillars.append(_pillar(posting, code, level, start, ""))


def _pillar(posting: SeedPosting, code: str, level: Level, start: date, paper: str) -> SeedPillar:
    path = ancestor(posting.village_path, level)
    return SeedPillar(posting.person, code, ids_of(path)[-1], path, start, paper)
