"""Villages against what is wanted of them equal a count village by village, whoever set the policy."""

from collections import Counter

import pytest

from pendopo.access.enums import Role
from pendopo.insights.wanted import Coverage, coverage_below
from pendopo.legality.commands import set_policy
from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import Segment
from pendopo.rules.policy import Bimtek
from pendopo.wilayah.models import PATH_STEP, Wilayah
from pendopo.wilayah.queries import children
from tests.worlds.two_kabupaten import JATIM, World


def _want(world: World, place: Wilayah, n: int) -> None:
    draft = PolicyDraft(None, (Issuer.KEPALA_DESA,), None, Bimtek.TIDAK, n, "Perbup")
    set_policy(world.actor(Role.DINSOS_ADMIN, JATIM), place.pk, draft)


def _counted(world: World, place: Wilayah, wanted: dict[str, int]) -> dict[str, tuple[int, int]]:
    """path below → villages with anybody, villages with enough."""
    inside = Segment.objects.filter(village_path__startswith=place.path, period__contains=world.on)
    people = Counter(path for path, _person in set(inside.values_list("village_path", "person_id")))
    found: dict[str, tuple[int, int]] = {}
    for path, n in people.items():
        offices = [path[:cut] for cut in range(len(path), 0, -PATH_STEP) if path[:cut] in wanted]
        below = path[: len(place.path) + PATH_STEP]
        covered, full = found.get(below, (0, 0))
        found[below] = covered + 1, full + (n >= (wanted[offices[0]] if offices else 1))
    return found


@pytest.mark.parametrize("office", ["", "place", "district", "village"])
def test_each_village_is_measured_by_its_nearest_office(world: World, office: str) -> None:
    here, wanted = world.malang, {}
    offices = {"place": here.place, "district": here.district, "village": here.villages[0]}
    for number, name in enumerate(offices):
        if office:
            _want(world, offices[name], 4 - number)
            wanted[offices[name].path] = 4 - number
        if name == office:
            break
    assert here.place.parent is not None
    actor = world.actor(Role.DINSOS_ADMIN, JATIM)
    for place in (here.place.parent, here.place, here.district):
        found, expected = coverage_below(actor, place, world.on), _counted(world, place, wanted)
        assert expected
        for child in children(place):
            covered, full = expected.get(child.path, (0, 0))
            of = found.get(child.path, Coverage(0, 0, 0))
            assert (of.covered, of.full) == (covered, full), (place, child)
