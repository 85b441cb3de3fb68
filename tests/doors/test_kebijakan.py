from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from pendopo.access.enums import Role
from pendopo.jobs.rejudge import rejudge_place
from pendopo.legality.enums import Measure
from pendopo.legality.models import LedgerEntry, Policy, Segment
from pendopo.legality.upkeep import BATCH, check_all, progress_at
from pendopo.roster.models import PsmPosting
from tests.worlds.two_kabupaten import JATIM, SEMARANG, World

ANSWERS = {
    "in_force_from": "1/1/2015",
    "entitled": ["kepala_desa", "bupati_walikota"],
    "longest_term_months": "60",
    "bimtek": "peringatan",
    "wanted_per_village": "2",
    "basis": "Perbup 12/2021",
}


def _standing(world: World, name: str) -> str:
    return Segment.objects.get(posting=world.malang.psm[name], period__contains=world.on).standing


def test_a_policy_is_asked_about_set_and_judged_in_the_background(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    asked = client.post("/kebijakan/tetapkan/", ANSWERS).content.decode()
    assert "12 penugasan PSM dinilai ulang" in asked
    assert "Kepala Desa atau Bupati/Wali Kota" in asked
    assert not Policy.objects.exists()
    assert client.post("/kebijakan/tetapkan/", ANSWERS | {"yakin": "ya"}).status_code == 302
    assert "SK sedang dinilai ulang" in client.get("/kebijakan/").content.decode()
    assert _standing(world, "wrong_office") == "gugur"
    rejudge_place.func(path=world.malang.place.path)
    assert _standing(world, "wrong_office") == "habis", "now entitled, and capped at sixty months"
    text = client.get("/kebijakan/").content.decode()
    assert "Penilaian ulang terakhir selesai: 12 penugasan" in text
    assert "dinilai menurut kebijakan Kab. Malang" in text
    assert "Perbup 12/2021" in text


def test_cancelled_the_one_above_holds_again(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    above = world.client(Role.DINSOS_ADMIN, JATIM)
    above.post("/kebijakan/tetapkan/", ANSWERS | {"yakin": "ya", "basis": "Pergub 1/2014"})
    client.post("/kebijakan/tetapkan/", ANSWERS | {"yakin": "ya"})
    mine = Policy.objects.get(basis="Perbup 12/2021")
    theirs = Policy.objects.get(basis="Pergub 1/2014")
    assert client.post(f"/kebijakan/{theirs.pk}/batal/").status_code == 404
    assert client.post(f"/kebijakan/{mine.pk}/batal/").status_code == 302
    assert "dinilai menurut kebijakan Jawa Timur" in client.get("/kebijakan/").content.decode()


def test_the_date_of_the_page_tells_which_one_held(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    client.post("/kebijakan/tetapkan/", ANSWERS | {"yakin": "ya", "in_force_from": "1 Januari 2022"})
    assert (
        "ketentuan umum"
        in client.get("/kebijakan/?per=2021-12-31").content.decode().split("</p>")[0:40].__str__()
    )
    assert "kebijakan Kab. Malang" in client.get("/kebijakan/?per=2022-01-01").content.decode()


def test_what_is_wrong_stands_at_its_field_and_goes_back(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    errors = client.post("/kebijakan/tetapkan/", {"longest_term_months": "0"}).context["form"].errors
    assert {"entitled", "bimtek", "wanted_per_village", "longest_term_months"} <= errors.keys()
    assert "Periksa dahulu" in client.post("/kebijakan/tetapkan/", ANSWERS | {"ubah": "ya"}).content.decode()
    village = world.malang.villages[0].code
    assert client.get(f"/kebijakan/tetapkan/?wilayah={village}").status_code == 400
    assert client.get(f"/kebijakan/?wilayah={village}").status_code == 200


@pytest.mark.parametrize("role", [Role.IPSM_SECRETARY, Role.AUDITOR, Role.VILLAGE_OPERATOR])
def test_others_read_and_do_not_set(world: World, role: Role) -> None:
    client = world.client(role)
    assert "Tetapkan kebijakan" not in client.get("/kebijakan/").content.decode()
    assert client.post("/kebijakan/tetapkan/", ANSWERS).status_code == 403


def test_drift_is_found_and_mended(world: World) -> None:
    broken = Segment.objects.filter(village_path__startswith=world.semarang.place.path).first()
    assert broken
    Segment.objects.filter(pk=broken.pk).update(standing="gugur", reasons=["SKP-99"])
    out = StringIO()
    call_command("periksa_putusan", "--hanya-periksa", stdout=out)
    assert "24 penugasan diperiksa: 1 berbeda. Jalankan tanpa" in out.getvalue()
    call_command("periksa_putusan", f"--wilayah={SEMARANG}", stdout=out)
    assert "12 penugasan diperiksa: 1 berbeda dan sudah dibetulkan" in out.getvalue()
    call_command("periksa_putusan", stdout=out)
    assert "24 penugasan diperiksa: semua putusan sesuai" in out.getvalue()


def test_a_ledger_that_differs_is_found_and_mended(world: World) -> None:
    village = world.semarang.villages[0]
    stored = LedgerEntry.objects.filter(village_path=village.path).order_by("day", "measure")
    right = list(stored.values_list("day", "measure", "n"))
    stored.filter(pk=stored.values("pk")[:1]).delete()
    LedgerEntry.objects.create(village_path=village.path, day=date(1999, 1, 1), measure=Measure.SAH, n=3)
    out = StringIO()
    call_command("periksa_putusan", stdout=out)
    posted = PsmPosting.objects.filter(village=village).count()
    assert f"24 penugasan diperiksa: {posted} berbeda dan sudah dibetulkan" in out.getvalue()
    assert list(stored.values_list("day", "measure", "n")) == right
    call_command("periksa_putusan", stdout=out)
    assert "24 penugasan diperiksa: semua putusan sesuai" in out.getvalue()


def test_work_goes_in_batches_and_tells_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BATCH > 5
    monkeypatch.setattr("pendopo.legality.upkeep.BATCH", 5)
    assert [s.done for s in check_all(world.malang.place.path)] == [5, 10, 12]
    assert progress_at(world.malang.place.path) is None
    assert Client().get("/kebijakan/kemajuan/").status_code == 302
