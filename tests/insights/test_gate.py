"""Who reads which figures."""

import pytest

from pendopo.access.enums import Role
from pendopo.insights.queries import by_residency, consolidation
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, schemes_of
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, SEMARANG, World


def _place(code: str) -> Wilayah:
    place = by_code(code)
    assert place is not None
    return place


@pytest.mark.parametrize("code", [JATIM, ROOT, MALANG])
def test_an_office_reads_its_place_and_those_above(world: World, code: str) -> None:
    found = consolidation(world.actor(Role.IPSM_SECRETARY, MALANG), _place(code), world.on)
    assert found.total.psm == (20 if code == ROOT else 10)
    assert found.inside == (code == MALANG)


def test_neighbours_are_sums_that_lead_nowhere(world: World) -> None:
    rows = consolidation(world.actor(Role.IPSM_SECRETARY, MALANG), _place(JATIM), world.on).rows
    assert len(rows) == 38
    assert [row.code for row in rows if row.open] == [MALANG]


@pytest.mark.parametrize("code", [SEMARANG, "33", "35.73"])
def test_a_neighbour_itself_is_not_there(world: World, code: str) -> None:
    with pytest.raises(NotVisible):
        consolidation(world.actor(Role.IPSM_SECRETARY, MALANG), _place(code), world.on)


def test_a_psm_has_no_office_page(world: World) -> None:
    with pytest.raises(NotAllowed):
        consolidation(world.actor(Role.PSM, MALANG), world.malang.villages[0], world.on)


def test_residencies_hold_every_regency_once(world: World) -> None:
    found = consolidation(world.actor(Role.AUDITOR, JATIM), _place(JATIM), world.on)
    for scheme in schemes_of(_place(JATIM)):
        groups = by_residency(found, scheme)
        assert sum(len(group.rows) for group in groups) == 38
        assert sum(group.figures.psm for group in groups) == found.total.psm
        assert sum(group.figures.sixty_up for group in groups) == found.total.sixty_up
