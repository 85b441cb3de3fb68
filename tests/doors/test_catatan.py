import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
from pendopo.roster.commands import reveal_nik
from tests.worlds.two_kabupaten import JATIM, SEMARANG, World


def test_the_log_of_a_regency_names_what_was_done_there_and_nothing_next_door(world: World) -> None:
    text = world.client(Role.AUDITOR).get("/catatan/").content.decode()
    assert "Admin Dinas Sosial 35.07 meminta SK kepada kepala desa/lurah." in text
    assert "33.22" not in text
    assert "Santosa" not in text
    above = world.client(Role.AUDITOR, JATIM).get("/catatan/?wilayah=35.07&jenis=psm").content.decode()
    assert "mendaftarkan PSM" in above


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("jenis=sk", "mencatat SK.", "mendaftarkan PSM"),
        ("jenis=psm", "mendaftarkan PSM", "mencatat SK."),
        ("sampai=1/1/2020", "Tidak ada kejadian yang cocok", "mencatat SK."),
        ("dari=1/1/2020", "mencatat", "Tidak ada kejadian"),
        ("jenis=zzz&oleh=abc&dari=32/13/9999&hal=-4", "mencatat", "Tidak ada kejadian"),
    ],
)
def test_filters(world: World, query: str, there: str, not_there: str) -> None:
    text = world.client(Role.DINSOS_ADMIN).get(f"/catatan/?{query}").content.decode()
    assert there in text
    assert not_there not in text


def test_filter_by_who(world: World) -> None:
    client, admin = world.client(Role.AUDITOR), world.user(Role.DINSOS_ADMIN)
    operator = world.user(Role.VILLAGE_OPERATOR)
    assert "mendaftarkan PSM" in client.get(f"/catatan/?oleh={admin.pk}&jenis=psm").content.decode()
    assert "Tidak ada kejadian" in client.get(f"/catatan/?oleh={operator.pk}").content.decode()


@pytest.mark.parametrize("role", [Role.IPSM_SECRETARY, Role.DINSOS_VERIFIER, Role.PSM])
def test_others_do_not_read_it(world: World, role: Role) -> None:
    assert world.client(role).get("/catatan/").status_code == 403


def test_costs_the_same_queries_with_few_and_many(world: World) -> None:
    client = world.client(Role.AUDITOR)
    counts = []
    for address in ("/catatan/?jenis=psm", "/catatan/"):
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_psm_sees_herself_and_who_read_her_nik(world: World) -> None:
    reveal_nik(world.actor(Role.IPSM_SECRETARY), world.malang.people["forever"], "pencocokan KTP")
    client = world.client(Role.PSM)
    assert client.get("/").headers["Location"] == "/saya/"
    text = client.get("/saya/").content.decode()
    assert "Siti Aminah Wijaya" in text
    assert "Sekretaris IPSM 35.07 membuka NIK lengkap." in text
    assert "Alasan: pencocokan KTP" in text
    assert "141/01/2020" in text
    other = world.client(Role.PSM, SEMARANG).get("/saya/").content.decode()
    assert "Wijaya" not in other
    assert world.client(Role.IPSM_SECRETARY).get("/saya/").status_code == 404
