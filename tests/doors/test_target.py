from datetime import timedelta

from pendopo.access.enums import Role
from pendopo.targets.models import Target, TargetRound
from tests.worlds.two_kabupaten import JATIM, MALANG, World


def _answers(world: World) -> dict[str, str]:
    due = world.on + timedelta(days=300)
    return {
        "name": "Sampai Rakor", "starts_on": world.on.isoformat(), "due_on": due.isoformat(), "board": "on",
        "covered_percent": "90", "valid_percent": "80", "checked_percent": "",
    }  # fmt: skip


def test_from_the_province_to_the_answer(world: World) -> None:
    province, chair = world.client(Role.DINSOS_ADMIN, JATIM), world.client(Role.IPSM_CHAIR, MALANG)
    assert "Belum ada target" in chair.get("/target/").content.decode()
    assert province.post("/target/tetapkan/", _answers(world)).status_code == 302
    made = TargetRound.objects.get()
    page = chair.get("/target/").content.decode()
    assert "Langkah berikutnya" in page
    assert "Bentuk pengurus IPSM yang sah" in page
    assert "Setuju dengan target ini" in page
    target = Target.objects.get(round=made, regency=world.malang.place)
    answer = {"versi": str(target.version), "setuju": "ya"}
    assert chair.post(f"/target/{target.pk}/jawab/", answer).status_code == 302
    assert "Setuju dengan target ini" not in chair.get("/target/").content.decode()
    twice = chair.post(f"/target/{target.pk}/jawab/", answer, follow=True).content.decode()
    assert "baru saja diubah" in twice
    assert "1 dari" not in province.get("/target/").content.decode()


def test_what_is_wrong_is_said_at_its_field(world: World) -> None:
    province = world.client(Role.DINSOS_ADMIN, JATIM)
    page = province.post(
        "/target/tetapkan/", _answers(world) | {"due_on": "1/1/2001", "valid_percent": "400"}
    )
    assert page.status_code == 200
    assert not TargetRound.objects.exists()
    assert world.client(Role.DINSOS_ADMIN, MALANG).get("/target/tetapkan/").status_code < 500


def test_the_kab_kota_changes_nothing(world: World) -> None:
    world.client(Role.DINSOS_ADMIN, JATIM).post("/target/tetapkan/", _answers(world))
    target = Target.objects.get(regency=world.malang.place)
    assert world.client(Role.DINSOS_ADMIN, MALANG).get(f"/target/{target.pk}/ubah/").status_code == 403


def test_a_refused_answer_says_it_once(world: World) -> None:
    world.client(Role.DINSOS_ADMIN, JATIM).post("/target/tetapkan/", _answers(world))
    target = Target.objects.get(regency=world.malang.place)
    bare = {"versi": str(target.version), "setuju": "tidak", "alasan": ""}
    chair = world.client(Role.IPSM_CHAIR, MALANG)
    page = chair.post(f"/target/{target.pk}/jawab/", bare, follow=True).content.decode()
    assert page.count("Tulis mengapa belum setuju") == 1
