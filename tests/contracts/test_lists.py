"""A list costs the same number of queries with one row and with many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
from pendopo.roster.board_drafts import StartDraft
from pendopo.roster.commands import start_pillar
from pendopo.roster.commands.boards import start_forming
from pendopo.roster.drafts import PillarDraft
from pendopo.targets.commands import set_round
from pendopo.targets.drafts import RoundDraft, StagesDraft
from pendopo.targets.models import Target
from tests.contracts.routes import routes
from tests.worlds.two_kabupaten import MALANG, World

# Address with one row, address with several; the place is given so that both pages have the same frame.
_LISTS = {
    "psm/": ("?q=ratna", "?"),
    "sk/": ("?q=141/03/2021", "?"),
    "akun/": ("?q=operator", "?"),
    "pengurus/": ("?tingkat=kecamatan&q=xyzzy", "?tingkat=kecamatan"),
    "catatan/": ("?jenis=psm&q=1", "?"),
}


@pytest.mark.parametrize("pattern", sorted(_LISTS))
def test_one_row_and_many_cost_the_same(world: World, pattern: str) -> None:
    if pattern not in {r.pattern for r in routes()}:
        pytest.skip("not there")
    client = world.client(Role.DINSOS_ADMIN)
    counts = []
    for query in _LISTS[pattern]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/{pattern}{query}&wilayah={MALANG}").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1], counts


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(seen)


def test_members_of_pillars(world: World) -> None:
    admin, client, here = world.actor(Role.DINSOS_ADMIN), world.client(Role.DINSOS_ADMIN), world.malang
    costs = []
    for names in (["unchecked"], ["expired", "forever"]):
        for name in names:
            start_pillar(admin, here.people[name], here.district.pk, PillarDraft("TKSK", admin.today))
        costs.append(_cost(client, "/pilar/"))
    assert costs[0] == costs[1]


def test_boards_of_places(world: World) -> None:
    admin, client = world.actor(Role.DINSOS_ADMIN), world.client(Role.DINSOS_ADMIN)
    costs = []
    villages = [v.pk for v in world.malang.villages]
    for places in (villages[:1], villages[1:]):
        for pk in places:
            start_forming(admin, pk, 0, StartDraft(world.on, "005/1", "Panitia musda", 2026, 2031))
        costs.append(_cost(client, "/pengurus/?tingkat=desa"))
    assert costs[0] == costs[1]


def test_targets_of_a_province(world: World) -> None:
    province = world.malang.place.parent
    assert province is not None
    above, client = (
        world.actor(Role.DINSOS_ADMIN, province.code),
        world.client(Role.DINSOS_ADMIN, province.code),
    )
    draft = RoundDraft(
        "Sampai rakor", world.on, world.on + timedelta(days=300), StagesDraft(True, 90, 80, 60)
    )
    made = set_round(above, province.pk, draft)
    _cost(client, "/target/")  # the first visit in this hat is noted in the session
    many = _cost(client, "/target/")
    Target.objects.filter(round=made).exclude(regency=world.malang.place).delete()
    assert _cost(client, "/target/") == many


def test_own_devices(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    one = _cost(client, "/akun-saya/perangkat/")
    world.client(Role.DINSOS_ADMIN)
    world.client(Role.DINSOS_ADMIN)
    assert _cost(client, "/akun-saya/perangkat/") == one
