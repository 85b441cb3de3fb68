"""Which made-up IPSM stands how: the national board, both provinces, their regencies, some kecamatan."""

import random
from collections.abc import Iterable, Iterator
from datetime import date

from pendopo.access.actor import Actor
from pendopo.legality.commands import set_board_policy
from pendopo.legality.drafts import BoardPolicyDraft
from pendopo.legality.enums import BoardNeed, Issuer, StandingChoice
from pendopo.legality.models import Segment
from pendopo.processes.seeding import board_cases as case
from pendopo.processes.seeding.board_commands import seed_boards
from pendopo.processes.seeding.board_drafts import SeedUnit
from pendopo.roster.board_plan import seats_of_plan
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, children, root

NOT_FORMED = frozenset({"35.27", "33.72", "35.12", "33.29", "35.76", "33.06"})
WITH_DISTRICTS = ("35.07", "33.01", "33.22", "35.78", "35.23")
"""Regencies of which a third of the kecamatan have an IPSM."""
_CHOSEN: dict[str, case.Case] = {
    "35.07": case.second_term, "35.23": case.renewing, "35.78": case.soon, "33.01": case.elected,
    "33.22": case.legal, "35.01": case.wrong_signer,
}  # fmt: skip
_SIGNERS = (Issuer.BUPATI_WALIKOTA, Issuer.KEPALA_DINSOS)
_POLICIES = {
    "35": BoardPolicyDraft(Level.REGENCY, None, _SIGNERS, 60, 6, (BoardNeed.SAH, BoardNeed.AKTIF),
                           "Surat edaran Dinas Sosial provinsi, contoh"),
    "33": BoardPolicyDraft(Level.REGENCY, None, _SIGNERS, 60, 6,
                           (BoardNeed.SAH, BoardNeed.DIPERIKSA, BoardNeed.DIKUKUHKAN),
                           "Pedoman IPSM Jawa Tengah, contoh"),
    "33.01": BoardPolicyDraft(Level.DISTRICT, None, (Issuer.CAMAT,), None, 12, (BoardNeed.SAH,),
                              "Perbup tentang IPSM kecamatan, contoh"),
}  # fmt: skip


def seed_all_boards(actor: Actor, regencies: Iterable[Wilayah], today: date) -> int:
    """Policies, then every unit in one batch; how many units there are."""
    regencies = list(regencies)
    for code, draft in _POLICIES.items():
        place = by_code(code)
        if place:
            set_board_policy(actor, place.pk, draft)
    return len(seed_boards(actor, list(_units(regencies, today))))


def _units(regencies: list[Wilayah], today: date) -> Iterator[SeedUnit]:
    pools = {r.pk: people_of(r, today) for r in regencies}
    everybody = [pk for pool, _others in pools.values() for pk in pool[-4:]]
    provinces = sorted({r.parent for r in regencies if r.parent}, key=lambda p: p.code)
    yield case.legal(bench_of(root(), everybody[::-1], [], today))
    for province in provinces:
        mine = [pk for r in regencies if r.parent_id == province.pk for pk in pools[r.pk][0][8:12]]
        yield case.second_term(bench_of(province, mine, [], today))
    for at, regency in enumerate(regencies):
        people, others = pools[regency.pk]
        usual = case.USUAL[at % len(case.USUAL)]
        if regency.code not in NOT_FORMED and people:
            yield _CHOSEN.get(regency.code, usual)(bench_of(regency, people, others, today))
    yield from _districts([r for r in regencies if r.code in WITH_DISTRICTS], pools, today)


def _districts(
    regencies: list[Wilayah], pools: dict[int, tuple[list[int], list[int]]], today: date
) -> Iterator[SeedUnit]:
    count = 0
    for regency in regencies:
        for district in list(children(regency))[::3]:
            people, others = pools[regency.pk]
            turn = (count * 6) % max(len(people), 1)
            makes = case.RARE[count % len(case.RARE)]
            yield makes(bench_of(district, people[turn:] + people[:turn], others[count:], today))
            count += 1


def bench_of(place: Wilayah, people: list[int], others: list[int], today: date) -> case.Bench:
    beside = Wilayah.objects.filter(parent=place.parent, level=place.level).exclude(pk=place.pk)
    return case.Bench(
        place=place,
        seats=seats_of_plan(place),
        people=people,
        others=others,
        elsewhere=beside.order_by("code").first() or place,
        today=today,
        rng=random.Random(f"pendopo-pengurus:{place.code}"),
    )


def people_of(regency: Wilayah, today: date) -> tuple[list[int], list[int]]:
    """PSM of the regency in force since long, and some who are not; in the order of entry."""
    rows = Segment.objects.filter(
        village_path__gte=regency.path, village_path__lt=regency.path_until, period__contains=today
    ).order_by("posting_id")
    sah = rows.filter(standing=StandingChoice.SAH, posting__person__died_on__isnull=True)
    others = rows.exclude(standing=StandingChoice.SAH).filter(posting__person__died_on__isnull=True)
    return (
        list(dict.fromkeys(sah.values_list("person_id", flat=True)[:90])),
        list(dict.fromkeys(others.values_list("person_id", flat=True)[:40])),
    )
