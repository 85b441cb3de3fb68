"""Boards of the national world: an IPSM in every kab/kota and every kecamatan, standing in all the ways there are.

Made by the cases of the demo and its batch command, regency by regency; whoever sits there is a person of the
world. Building goes on where it was broken off.
"""

from typing import Any


def fill(share: int, of: int) -> None:
    """The regencies of one process. Most boards of kab/kota are in order, those of kecamatan are of every kind."""
    from django.db import connection

    from pendopo.accounts.queries import installing_actor
    from pendopo.processes.seeding.board_commands import seed_boards
    from pendopo.roster.models import IpsmUnit
    from pendopo.shared.clock import now
    from pendopo.wilayah.enums import Level
    from pendopo.wilayah.models import Wilayah

    actor = installing_actor("bench", now())
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    regencies = list(Wilayah.objects.filter(level=Level.REGENCY, valid_until__isnull=True).order_by("code"))
    there = set(IpsmUnit.objects.filter(level=Level.REGENCY).values_list("wilayah_id", flat=True))
    for at, regency in enumerate(regencies[share::of]):
        if regency.pk not in there:
            seed_boards(actor, _units(regency, at, actor.today))
        if at % 50 == 49:
            print(f"  process {share + 1}: boards of {at + 1} regencies", flush=True)


def _units(regency: Any, at: int, today: Any) -> list[Any]:
    from pendopo.processes.seeding import board_cases as case
    from pendopo.processes.seeding.boards import bench_of, people_of
    from pendopo.wilayah.queries import children

    people, others = people_of(regency, today)
    if not people:
        return []
    made = [case.USUAL[at % len(case.USUAL)](bench_of(regency, people, others, today))]
    kinds = case.USUAL + case.RARE if others else (case.legal,)
    for count, district in enumerate(children(regency)):
        turn = (count * 6) % len(people)
        makes = kinds[(at + count) % len(kinds)]
        made.append(
            makes(
                bench_of(district, people[turn:] + people[:turn], others[count % (len(others) or 1) :], today)
            )
        )
    return made


def finish() -> None:
    """The country's and the provinces' own boards, then statistics for the planner."""
    from django.db import connection

    from pendopo.accounts.queries import installing_actor
    from pendopo.processes.seeding import board_cases as case
    from pendopo.processes.seeding.board_commands import seed_boards
    from pendopo.processes.seeding.boards import bench_of, people_of
    from pendopo.roster.models import IpsmUnit
    from pendopo.shared.clock import now
    from pendopo.wilayah.enums import Level
    from pendopo.wilayah.queries import children, root

    actor = installing_actor("bench", now())
    provinces = list(children(root()))
    if not IpsmUnit.objects.filter(level__lte=Level.PROVINCE).exists():
        people = {p.pk: people_of(p, actor.today) for p in provinces}
        units = [
            case.second_term(bench_of(p, found[8:] or found, others, actor.today))
            for p in provinces
            if (found := people[p.pk][0]) and (others := people[p.pk][1]) is not None
        ]
        everybody = [found[-1] for found, _others in people.values() if found]
        seed_boards(actor, [case.legal(bench_of(root(), everybody, [], actor.today)), *units])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
