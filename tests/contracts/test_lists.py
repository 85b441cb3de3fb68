"""A list costs the same number of queries with one row and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
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
