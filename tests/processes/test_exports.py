"""A large list is written by the worker and fetched by whoever asked."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.jobs.exports import make
from pendopo.web.psm import listing
from tests.worlds.two_kabupaten import MALANG, SEMARANG, World


@pytest.fixture
def _small(monkeypatch):
    """Three rows are many."""
    monkeypatch.setattr(listing, "IN_THE_BACKGROUND", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_a_large_list_is_written_apart_and_fetched(world: World):
    client = world.client(Role.IPSM_SECRETARY, MALANG)
    asked = client.get(f"/psm/excel?wilayah={MALANG}")
    assert asked.status_code == 302
    assert b"Menyusun" in client.get(asked.url).content
    uid = asked.url.rstrip("/").rpartition("/")[2]
    count = make.func(uid)
    assert make.func(uid) == 0
    assert b"siap diunduh" in client.get(asked.url).content
    file = client.get(f"{asked.url}/berkas").content
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    assert len(rows) == count + 1 > 3
    assert Event.objects.filter(name="export.made").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_a_list_is_nobody_elses(world: World):
    asked = world.client(Role.IPSM_SECRETARY, MALANG).get(f"/psm/excel?wilayah={MALANG}").url
    for role, code in ((Role.IPSM_CHAIR, MALANG), (Role.IPSM_SECRETARY, SEMARANG)):
        assert world.client(role, code).get(asked).status_code == 404
