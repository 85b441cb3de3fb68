"""A list of boards on its way into the register while one of its regencies becomes part of another."""

from typing import Any

import pytest

from pendopo.access.enums import Role
from pendopo.legality.board_timelines import drift_units
from pendopo.processes.imports.board_queries import review_boards
from pendopo.processes.imports.board_saving import queue_boards, save_boards
from pendopo.processes.tree.commands import merge_places
from pendopo.roster.models import IpsmUnit
from pendopo.wilayah.queries import by_code
from tests.processes.test_boards import MALANG, a_list, taken
from tests.tree.test_deeds import LAW
from tests.tree.whole import tree_is_whole
from tests.worlds.two_kabupaten import JATIM, World

BATU = ("Kota Batu", "Rini", "", "188/77/2023", "2 Maret 2023", "Walikota", "2023-2028", "")


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
def test_a_regency_merged_between_preview_and_save(world: World) -> None:
    """No board of the closed regency comes into being: its row waits with the reason, the others are saved."""
    who, batch = taken("daftar.csv", world.actor(Role.IPSM_SECRETARY, JATIM), a_list(MALANG, BATU))
    assert review_boards(who, batch).ready == 2
    batu = by_code("35.79")
    assert batu is not None
    merge_places(world.actor(Role.DINSOS_ADMIN, JATIM), (world.malang.place.pk,), batu.pk, None, LAW)
    queue_boards(who, batch.pk)
    saved = save_boards(who, batch.pk)
    assert (saved.counts["new"], saved.counts["waits"]) == (1, 1)
    assert list(IpsmUnit.objects.values_list("wilayah__code", flat=True)) == ["35.79"]
    assert not drift_units(list(IpsmUnit.objects.values_list("pk", flat=True))).units
    tree_is_whole()
