import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
from pendopo.audit.queries import events_in_reach, page_of_log
from pendopo.legality.commands.exports import note_export
from pendopo.processes.imports.commands import answer, begin_import, drop_import
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
        ("jenis=zzz&oleh=&dari=32/13/9999&hal=-4", "mencatat", "Tidak ada kejadian"),
    ],
)
def test_filters(world: World, query: str, there: str, not_there: str) -> None:
    text = world.client(Role.DINSOS_ADMIN).get(f"/catatan/?{query}").content.decode()
    assert there in text
    assert not_there not in text


def test_filter_by_who(world: World) -> None:
    client, admin = world.client(Role.AUDITOR), world.user(Role.DINSOS_ADMIN)
    operator = world.user(Role.VILLAGE_OPERATOR)
    assert "mendaftarkan PSM" in client.get(f"/catatan/?oleh={admin.name[:12]}&jenis=psm").content.decode()
    assert "Tidak ada kejadian" in client.get("/catatan/?oleh=Bukan+Siapa-siapa").content.decode()
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


def test_pages_follow_each_other_without_gap_or_twin(world: World) -> None:
    actor = world.actor(Role.AUDITOR)
    events = events_in_reach(actor, world.malang.place)
    seen: list[int] = []
    mark = ""
    for _turn in range(50):
        page, mark = page_of_log(events, mark, 4)
        seen += [entry.id for entry in page]
        if not mark:
            break
    assert seen == list(events.values_list("pk", flat=True))
    text = world.client(Role.AUDITOR).get("/catatan/?jenis=psm&sesudah=garbage-1").content.decode()
    assert "mendaftarkan PSM" in text


def test_steps_of_one_import_are_one_entry(world: World) -> None:
    admin = world.actor(Role.DINSOS_ADMIN)
    head = "No,Nama,NIK,Tempat Lahir,Tanggal Lahir,Desa/Kelurahan,Kecamatan,No SK,Tanggal SK\n"
    row = f"1,Wagiman,,Malang,1/2/1970,{world.malang.villages[0].name},{world.malang.district.name},1/2022,3/4/2022\n"
    batch = begin_import(admin, "daftar desa.csv", (head + row).encode())
    for _n in range(3):
        answer(admin, batch.pk, {"as_of": "2023-01-01"})
    drop_import(admin, batch.pk)
    text = world.client(Role.AUDITOR).get("/catatan/?jenis=import").content.decode()
    assert text.count("event-what") == 1
    assert "membatalkan impor sebelum disimpan" in text
    assert "“daftar desa.csv”" in text
    assert "berkas diunggah, pertanyaan dijawab (3 kali)" in text


def test_the_kinds_an_auditor_asks_for_are_one_tap_each(world: World) -> None:
    person = world.malang.people["forever"]
    reveal_nik(world.actor(Role.IPSM_SECRETARY), person, "pencocokan KTP")
    note_export(world.actor(Role.IPSM_CHAIR), "psm", world.malang.place.pk, world.on, {"q": "siti"}, 1210)
    client = world.client(Role.AUDITOR)
    seen = client.get("/catatan/?jenis=nik").content.decode()
    assert "membuka NIK lengkap" in seen
    assert "Sekretaris IPSM Kab. Malang" in seen, "from which office"
    exported = client.get("/catatan/?jenis=export").content.decode()
    assert "daftar PSM · 1.210 baris" in exported
    assert "siti" not in exported
    roles = client.get("/catatan/?jenis=role").content.decode()
    assert "membuat akun" in roles
    assert "membuka NIK" not in roles


def test_the_page_of_a_person_says_who_opened_her_nik_from_where_and_why(world: World) -> None:
    person = world.malang.people["forever"]
    client = world.client(Role.VILLAGE_OPERATOR)
    assert "Belum pernah dibuka siapa pun" in client.get(f"/psm/{person}/").content.decode()
    reveal_nik(world.actor(Role.IPSM_SECRETARY), person, "pencocokan KTP")
    for text in (
        client.get(f"/psm/{person}/").content.decode(),
        world.client(Role.PSM).get("/saya/").content.decode(),
    ):
        assert "Sekretaris IPSM 35.07, Sekretaris IPSM Kab. Malang" in text
        assert "Alasan: pencocokan KTP" in text
