"""What is measured: for each line of the table, who asks and for which addresses."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db import connection

from pendopo.roster.enums import NikState
from pendopo.roster.models import IpsmUnit, Person
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

JATIM, MALANG = "35", "35.07"
NATION, PROVINCE, REGENCY = "pemeriksa.pusat", "dinsos.jatim", "dinsos.malang"
_SOME = 400
Addresses = Callable[[random.Random], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    username: str
    addresses: Iterator[str]
    aim: float = 100
    """Milliseconds at the 95th percentile."""


def lines(rng: random.Random) -> list[Line]:
    """Addresses are drawn anew for every request: random dates, places and people, none asked twice on purpose."""
    names, niks = _names(), _niks()
    found = [
        Line("consolidation of Indonesia, random date", NATION, _consolidations(rng, ["0"])),
        Line(
            "consolidation of a province, random date", NATION, _consolidations(rng, _codes(Level.PROVINCE))
        ),
        Line("consolidation of a regency, random date", NATION, _consolidations(rng, _codes(Level.REGENCY))),
        Line("search by NIK, Indonesia", NATION, _psm(rng, "0", q=niks)),
        Line("region type-ahead with a typo", REGENCY, _regions(rng)),
        Line("page of a person", PROVINCE, _people(rng)),
    ]
    seats = (("Indonesia", NATION, "0"), ("province", PROVINCE, JATIM), ("regency", REGENCY, MALANG))
    for where, username, code in seats:
        slips = [_slip(rng, name) for name in names]
        found += [
            Line(f"search by name, {where}", username, _psm(rng, code, q=names)),
            Line(f"search by name with a typo, {where}", username, _psm(rng, code, q=slips)),
            Line(f"list, {where}, random date", username, _psm(rng, code)),
            Line(f"list by standing, {where}", username, _psm(rng, code, keadaan=_STANDINGS)),
            Line(f"list by age band, {where}", username, _psm(rng, code, usia=_BANDS)),
            Line(
                f"list by standing and age, {where}",
                username,
                _psm(rng, code, keadaan=_STANDINGS, usia=_BANDS),
            ),
            Line(f"list of SK, {where}", username, _sk(rng, code)),
        ]
    return [*found, Line("list of a village", PROVINCE, _villages(rng)), *_boards(rng), *_over_time(rng)]


def _boards(rng: random.Random) -> list[Line]:
    """Boards are drawn of every place there is; the ministry reads them all."""
    return [
        Line("boards of the kab/kota of Indonesia, random date", NATION, _dated(rng, "/pengurus/", ["0"])),
        Line(
            "boards of the kab/kota of a province, random date", NATION,
            _dated(rng, "/pengurus/", _codes(Level.PROVINCE)),
        ),
        Line(
            "boards of the kecamatan of a regency, random date", NATION,
            _dated(rng, "/pengurus/", _codes(Level.REGENCY), tingkat="kecamatan"),
        ),
        Line("page of a board", NATION, _units(rng)),
    ]  # fmt: skip


def _over_time(rng: random.Random) -> list[Line]:
    provinces = _codes(Level.PROVINCE)
    report = "legality report of a province, random date"
    return [
        Line("two random dates of a province compared", NATION, _two_dates(rng, provinces), aim=250),
        Line("trend of a province", NATION, _dated(rng, "/perkembangan/", provinces), aim=250),
        Line("trend of Indonesia", NATION, _dated(rng, "/perkembangan/", ["0"]), aim=250),
        Line(report, NATION, _dated(rng, "/laporan-legalitas/", provinces), aim=250),
        Line(f"{report}, PDF", NATION, _dated(rng, "/laporan-legalitas.pdf", provinces), aim=1000),
        Line("targets of a province", PROVINCE, _dated(rng, "/target/", [JATIM])),
    ]


_STANDINGS = ["sah", "segera", "tidak_sah", "habis", "gugur", "belum_ber_sk", "belum_dapat_dinilai"]
_BANDS = ["di_bawah_35", "35_49", "50_59", "60_ke_atas"]


def _day(rng: random.Random) -> str:
    return (date(2018, 1, 1) + timedelta(days=rng.randrange(3400))).isoformat()


def _consolidations(rng: random.Random, codes: list[str]) -> Iterator[str]:
    while True:
        yield "/?" + urlencode({"wilayah": rng.choice(codes), "per": _day(rng)})


def _dated(rng: random.Random, address: str, codes: list[str], **more: str) -> Iterator[str]:
    while True:
        yield f"{address}?" + urlencode({"wilayah": rng.choice(codes), "per": _day(rng), **more})


def _two_dates(rng: random.Random, codes: list[str]) -> Iterator[str]:
    while True:
        first, second = sorted((_day(rng), _day(rng)))
        yield "/bandingkan/?" + urlencode({"wilayah": rng.choice(codes), "per": second, "sejak": first})


def _units(rng: random.Random) -> Iterator[str]:
    ids = list(IpsmUnit.objects.order_by("?").values_list("pk", flat=True)[:_SOME])
    while True:
        yield f"/pengurus/{rng.choice(ids)}/"


def _psm(rng: random.Random, code: str, **choices: list[str]) -> Iterator[str]:
    while True:
        drawn = {name: rng.choice(values) for name, values in choices.items()}
        yield "/psm/?" + urlencode({"wilayah": code, **drawn, "per": _day(rng)} if "q" not in drawn else
                                   {"wilayah": code, **drawn})  # fmt: skip


def _sk(rng: random.Random, code: str) -> Iterator[str]:
    while True:
        yield "/sk/?" + urlencode({"wilayah": code, "hal": rng.randrange(1, 4)})


def _villages(rng: random.Random) -> Iterator[str]:
    rows = Wilayah.objects.filter(level=Level.VILLAGE, code__startswith=JATIM).values_list("code", flat=True)
    codes = rng.sample(sorted(rows), _SOME)
    while True:
        yield "/psm/?" + urlencode({"wilayah": rng.choice(codes), "per": _day(rng)})


def _regions(rng: random.Random) -> Iterator[str]:
    rows = Wilayah.objects.filter(level__gte=Level.DISTRICT, code__startswith=JATIM).select_related("parent")
    places = rng.sample(list(rows), _SOME)
    while True:
        place = rng.choice(places)
        above = place.parent.name if place.parent else ""
        yield "/wilayah/cari?" + urlencode({"q": f"{_slip(rng, place.name)} {above}"})


def _people(rng: random.Random) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.person_id FROM roster_psmposting p JOIN wilayah_wilayah w ON w.id = p.village_id "
            "WHERE w.code LIKE %s ORDER BY random() LIMIT %s",
            [JATIM + "%", _SOME],
        )
        ids = [row[0] for row in cursor.fetchall()]
    while True:
        yield f"/psm/{rng.choice(ids)}/"


def _names() -> list[str]:
    return list(Person.objects.order_by("?").values_list("name", flat=True)[:_SOME])


def _niks() -> list[str]:
    return [person.nik() for person in Person.objects.filter(nik_state=NikState.SURE).order_by("?")[:_SOME]]


def _codes(level: Level) -> list[str]:
    """Only places with people: in the demo, two provinces."""
    rows = Wilayah.objects.filter(level=level)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT left(village_path, %s) FROM roster_psmposting", [level.path_length])
        paths = {row[0] for row in cursor.fetchall()}
    return sorted(row.code for row in rows if row.path in paths)


def _slip(rng: random.Random, name: str) -> str:
    """One letter typed wrongly, somewhere behind the first."""
    if len(name) < 4:
        return name
    at = rng.randrange(2, len(name))
    return name[:at] + rng.choice("aiueonrst") + name[at + 1 :]
