"""Perubahan wilayah through the pages: asked back, done, seen by whoever holds the place."""

from datetime import date

from pendopo.access.enums import Role
from pendopo.wilayah.models import TreeChange, Wilayah
from pendopo.wilayah.queries import by_code
from tests.worlds.two_kabupaten import JATIM, World

LAW = {"since": "1/3/2024", "basis": "Perda 3/2024"}


def test_a_village_is_renamed_after_a_second_look(world: World) -> None:
    client, village = world.client(Role.DINSOS_ADMIN, JATIM), world.malang.villages[0]
    url = f"/wilayah/perubahan/nama/?wilayah={village.code}"
    answers = LAW | {"name": "Sidomakmur", "kind": "kelurahan", "code": village.code}
    asked = client.post(url, answers).content.decode()
    assert f"{village.full_name} ({village.code}) menjadi kelurahan Sidomakmur" in asked
    assert "Berlaku sejak 1 Maret 2024 menurut Perda 3/2024" in asked
    assert not TreeChange.objects.exists()
    done = client.post(url, answers | {"yakin": "ya"}, follow=True).content.decode()
    assert "Perubahan wilayah tercatat" in done
    assert "Perda 3/2024" in done
    old = client.get(f"/?wilayah={village.code}&per=2024-02-29").content.decode()
    assert village.full_name in old
    assert "Sekarang: Kel. Sidomakmur" in old
    assert "dahulu" in client.get(f"/wilayah/cari?q={village.name} malang").content.decode()


def test_a_regency_is_split(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN, JATIM)
    url = "/wilayah/perubahan/mekar/?wilayah=35.07"
    answers = LAW | {
        "name": "Malang Selatan", "kind": "kabupaten", "code": "35.80",
        "children": [world.malang.district.pk], "recode": "on",
    }  # fmt: skip
    asked = client.post(url, answers).content.decode()
    assert "12 PSM" in asked
    assert client.post(url, answers | {"yakin": "ya"}).status_code == 302
    assert world.client(Role.DINSOS_ADMIN).get("/psm/").content.decode().count("Wijaya") == 0
    assert by_code("35.80") is not None
    listed = client.get("/wilayah/perubahan/").content.decode()
    assert "Malang Selatan (35.80)" in listed
    before = client.get("/?per=2024-02-29").content.decode()
    assert "Malang Selatan" not in before


def test_villages_are_merged(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN, JATIM)
    one, two = world.malang.villages[:2]
    url = f"/wilayah/perubahan/gabung/?wilayah={one.code}"
    answers = LAW | {"others": [two.pk], "result": "lama"}
    assert f"{two.full_name} ditutup" in client.post(url, answers).content.decode()
    client.post(url, answers | {"yakin": "ya"})
    assert Wilayah.objects.get(pk=two.pk).successor_id == one.pk
    closed = client.get(f"/wilayah/perubahan/?wilayah={two.code}").content.decode()
    assert "Lihat penerusnya" in closed


def test_a_district_is_moved(world: World) -> None:
    client, district = world.client(Role.DINSOS_ADMIN, JATIM), world.malang.district
    url = f"/wilayah/perubahan/pindah/?wilayah={district.code}"
    answers = LAW | {"parent": "35.79", "parent_teks": "Kota Batu", "code": ""}
    assert "pindah ke bawah Kota Batu" in client.post(url, answers).content.decode()
    client.post(url, answers | {"yakin": "ya"})
    assert Wilayah.objects.get(pk=district.pk).parent == by_code("35.79")


def test_what_cannot_be_is_said_beside_its_field(world: World) -> None:
    client, village = world.client(Role.DINSOS_ADMIN, JATIM), world.malang.villages[0]
    url = f"/wilayah/perubahan/nama/?wilayah={village.code}"
    taken = LAW | {"name": "X Y", "kind": "desa", "code": world.malang.villages[1].code, "yakin": "ya"}
    assert "sudah dipakai" in client.post(url, taken).content.decode()
    late = taken | {"since": f"1/1/{date.today().year + 2}"}
    assert "dicatat setelah berlaku" in client.post(url, late).content.decode()


def test_a_regency_reads_but_changes_nothing(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    assert client.get("/wilayah/perubahan/").status_code == 200
    assert client.get("/wilayah/perubahan/nama/").status_code == 403
    assert world.client(Role.IPSM_CHAIR).get("/wilayah/perubahan/nama/").status_code == 403


def test_what_is_asked_back_fits_the_place(world: World) -> None:
    client, village = world.client(Role.DINSOS_ADMIN, JATIM), world.malang.villages[0]
    url = f"/wilayah/perubahan/nama/?wilayah={village.code}"
    apart = LAW | {"name": "Sidomakmur", "kind": "desa", "code": "35.08.01.2099"}
    asked = client.post(url, apart).content.decode()
    assert "Kode 35.08.01.2099 tidak diawali kode" in asked
    assert "ikut berganti awalan" not in asked  # nothing lies below a village
    assert "Tulis kode seperti" in client.post(url, apart | {"code": "35.8"}).content.decode()
    other = world.malang.villages[1]
    nameless = LAW | {"others": [other.pk], "result": "baru", "name": "", "code": "", "kind": ""}
    merged = client.post(f"/wilayah/perubahan/gabung/?wilayah={village.code}", nameless).content.decode()
    assert "Tulis nama wilayahnya." in merged
    assert "Ya, catat perubahan" not in merged


def test_a_province_is_not_offered_another_parent(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN, JATIM)
    assert "Pindah induk" not in client.get("/wilayah/perubahan/?wilayah=35").content.decode()
    assert "Pindah induk" in client.get("/wilayah/perubahan/?wilayah=35.07").content.decode()
