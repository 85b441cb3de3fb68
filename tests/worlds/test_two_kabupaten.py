from pendopo.access.enums import Role
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import Segment
from tests.worlds.two_kabupaten import SEMARANG, World


def test_every_standing_lives_in_both_regencies(world: World) -> None:
    for regency in (world.malang, world.semarang):
        here = Segment.objects.filter(village_path__startswith=regency.place.path, period__contains=world.on)
        assert set(here.values_list("standing", flat=True)) == set(StandingChoice)


def test_every_role_has_a_user_who_comes_in(world: World) -> None:
    for role in Role:
        assert world.client(role, SEMARANG).get("/akun-saya/").status_code == 200
