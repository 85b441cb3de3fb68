"""The pages of people with the real client."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.roster.models import MoveRequest, Person, PsmPosting
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

pytestmark = pytest.mark.django_db
SECRETARY = Role.IPSM_SECRETARY


def page(client: Any, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[-600:]
    return response.content.decode()


def register_data(world: World, **more: str) -> dict[str, str]:
    village = world.malang.villages[0]
    return {
        "village": village.code, "village_teks": village.full_name, "name": "Umi Kalsum", "nik_state": "none",
        "nik": "", "birth_on": "24 Mei 1975", "sex": "P", "starts_on": "1/2/2021", "bimtek": "", "simpan": "ya",
    } | more  # fmt: skip


def test_the_list_names_our_people_and_no_neighbour(world: World) -> None:
    text = page(world.client(SECRETARY), "/psm/")
    assert "Siti Aminah Wijaya" in text
    assert "Santosa" not in text


def test_a_slip_of_the_finger_and_another_order_of_words_still_find_her(world: World) -> None:
    client = world.client(SECRETARY)
    assert "Siti Aminah Wijaya" in page(client, "/psm/?q=aminah+siti")
    fuzzy = page(client, "/psm/?q=sity+aminnah")
    assert "Siti Aminah Wijaya" in fuzzy
    assert "nama yang mirip" in fuzzy


def test_filters_narrow_and_stand_in_the_address(world: World) -> None:
    client = world.client(SECRETARY)
    assert "Joko Wijaya" in page(client, "/psm/?keadaan=gugur")
    soon = page(client, "/psm/?keadaan=segera")
    assert "Bambang Wijaya" in soon
    assert "Joko Wijaya" not in soon
    assert "Ratna Wijaya" in page(client, "/psm/?usia=di_bawah_35")
    assert "Kartini" not in page(client, "/psm/")
    assert "Kartini" in page(client, "/psm/?semua=on")


def test_nonsense_in_the_address_is_no_error(world: World) -> None:
    client = world.client(SECRETARY)
    odd = (
        "keadaan=x&usia=y&hal=zz",
        "hal=9999",
        "q=%27%22%3B--",
        "q=" + "a" * 300,
        "q=%F0%9F%98%80",
        "sebab=SKP-99",
    )
    for query in odd:
        page(client, f"/psm/?{query}")


def test_the_whole_nik_finds_and_is_not_shown(world: World) -> None:
    nik = world.malang.psm["forever"].person.nik()
    text = page(world.client(SECRETARY), f"/psm/?q={nik}")
    assert "Siti Aminah Wijaya" in text
    person = page(world.client(SECRETARY), f"/psm/{world.malang.people['forever']}/")
    assert nik not in person.replace(" ", "")
    assert nik[-2:] in person


def test_the_person_page_says_why(world: World) -> None:
    client = world.client(SECRETARY)
    assert "Sah sebagai PSM" in page(client, f"/psm/{world.malang.people['forever']}/")
    text = page(client, f"/psm/{world.malang.people['revoked']}/")
    assert "dicabut" in text
    assert "Belum ada SK" in page(client, f"/psm/{world.malang.people['no_sk']}/")
    assert "belum dicabut" in page(client, f"/psm/{world.malang.people['revoked']}/?per=2021-01-01")


def test_a_neighbour_is_a_404_everywhere(world: World) -> None:
    client = world.client(SECRETARY, SEMARANG)
    person, posting = world.malang.people["forever"], world.malang.psm["forever"].pk
    for url in (
        f"/psm/{person}/", f"/psm/{person}/betulkan", f"/psm/{person}/meninggal", f"/psm/{person}/kembali",
        f"/psm/penugasan/{posting}/betulkan", f"/psm/penugasan/{posting}/pindah",
        f"/psm/penugasan/{posting}/berhenti", f"/psm/penugasan/{posting}/batalkan",
    ):  # fmt: skip
        page(client, url, 404)
    assert client.post(f"/psm/{person}/nik", {"reason": "mencocokkan KTP"}).status_code == 404


def test_registering_reads_dates_as_written(world: World) -> None:
    response = world.client(SECRETARY).post("/psm/baru", register_data(world))
    assert response.status_code == 302
    person = Person.objects.get(name="Umi Kalsum")
    assert str(person.birth_on) == "1975-05-24"
    assert str(person.postings.get().starts_on) == "2021-02-01"


def test_a_look_alike_is_asked_about_before_saving(world: World) -> None:
    client, before = world.client(SECRETARY), Person.objects.count()
    data = register_data(world, name="Siti Aminah Wijaya", birth_on="")
    answer = client.post("/psm/baru", data)
    assert answer.status_code == 200
    assert "Mungkin orang yang sama" in answer.content.decode()
    assert Person.objects.count() == before
    seen = answer.context["form"]["seen"].value()
    assert client.post("/psm/baru", data | {"seen": seen}).status_code == 302


def test_what_the_nik_implies_is_offered_never_imposed(world: World) -> None:
    client = world.client(SECRETARY)
    data = register_data(world, nik="3507026405750009", nik_state="sure", birth_on="", sex="")
    del data["simpan"]
    offered = client.post("/psm/baru", data).content.decode()
    assert "24 Mei 1975" in offered
    assert 'value="24 Mei 1975"' not in offered
    assert 'value="24 Mei 1975"' in client.post("/psm/baru", data | {"ikut_nik": "ya"}).content.decode()


def test_a_nik_of_another_regency_tells_nothing_and_can_be_handed_up(world: World) -> None:
    client = world.client(SECRETARY)
    nik = world.semarang.psm["forever"].person.nik()
    data = register_data(world, nik=nik, nik_state="sure")
    text = client.post("/psm/baru", data).content.decode()
    assert "Simpan sebagai belum pasti dan ajukan" in text
    assert "Santosa" not in text
    del data["simpan"]
    assert client.post("/psm/baru", data | {"belum_pasti": "ya"}).status_code == 302


def test_a_wrong_form_keeps_what_was_typed(world: World) -> None:
    response = world.client(SECRETARY).post("/psm/baru", register_data(world, birth_on="31/02/1970"))
    assert response.status_code == 400
    assert "31/02/1970" in response.content.decode()


def test_two_who_change_one_record(world: World) -> None:
    client, pk = world.client(SECRETARY), world.malang.people["no_sk"]
    version = Person.objects.get(pk=pk).version
    data = {"name": "Tri Hartono", "nik_state": "sure", "keep_nik": "on", "version": str(version), "sex": "L"}
    assert client.post(f"/psm/{pk}/betulkan", data).status_code == 302
    human = Person.objects.get(pk=pk)
    assert human.name == "Tri Hartono"
    assert human.nik() == world.malang.psm["no_sk"].person.nik()
    late = client.post(f"/psm/{pk}/betulkan", data | {"name": "Tri H"})
    assert late.status_code == 409
    assert "Tri H" in late.content.decode()


def test_the_nik_is_shown_once_for_a_reason(world: World) -> None:
    client, human = world.client(SECRETARY), world.malang.psm["forever"].person
    assert client.post(f"/psm/{human.pk}/nik", {"reason": ""}).status_code == 400
    shown = client.post(f"/psm/{human.pk}/nik", {"reason": "mencocokkan KTP"})
    assert human.nik() in shown.content.decode().replace(" ", "")
    assert shown["Cache-Control"] == "no-store"
    assert Event.objects.get(name="nik.revealed").reason == "mencocokkan KTP"


def test_moving_inside_and_asking_outside(world: World) -> None:
    client, post = world.client(SECRETARY), world.malang.psm["forever"]
    inside = {"village": world.malang.villages[1].code, "last_day": "1/2/2024", "version": str(post.version)}
    assert client.post(f"/psm/penugasan/{post.pk}/pindah", inside).status_code == 302
    assert (
        PsmPosting.objects.filter(person=post.person, until__isnull=True).get().village
        == world.malang.villages[1]
    )
    post = world.malang.psm["soon"]
    outside = {
        "village": world.semarang.villages[0].code,
        "last_day": "1/2/2024",
        "version": str(post.version),
    }
    assert client.post(f"/psm/penugasan/{post.pk}/pindah", outside).status_code == 302
    assert MoveRequest.objects.get().accepted is None


def test_leaving_dying_returning_cancelling(world: World) -> None:
    client = world.client(SECRETARY)
    post = world.malang.psm["unchecked"]
    end = {"last_day": "1 Maret 2024", "reason": "own_request", "version": str(post.version)}
    assert client.post(f"/psm/penugasan/{post.pk}/berhenti", end).status_code == 302
    back = {"village": world.malang.villages[0].code, "starts_on": "1/6/2025"}
    assert client.post(f"/psm/{post.person_id}/kembali", back).status_code == 302
    other = world.malang.psm["young"]
    dead = {"died_on": "1/3/2026", "version": str(other.person.version)}
    assert client.post(f"/psm/{other.person_id}/meninggal", dead).status_code == 302
    wrong = world.malang.psm["no_sk"]
    data = {"reason": "Salah desa", "version": str(wrong.version)}
    assert client.post(f"/psm/penugasan/{wrong.pk}/batalkan", data).status_code == 302
    page(client, "/psm/")  # takes the message that names her
    assert "Tri Hartono" not in page(client, "/psm/")


def test_the_workbook_is_an_event_and_hides_the_nik(world: World) -> None:
    response = world.client(SECRETARY).get("/psm/excel?keadaan=gugur")
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    names = [row[5] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert "Joko Wijaya" in names
    event = Event.objects.get(name="export.made")
    assert event.summary["filters"] == {"keadaan": "gugur"}
    assert event.summary["rows"] == len(names)
    assert world.client(Role.VILLAGE_OPERATOR).get("/psm/excel").status_code == 403


def test_the_auditor_reads_and_changes_nothing(world: World) -> None:
    client = world.client(Role.AUDITOR)
    text = page(client, f"/psm/{world.malang.people['forever']}/")
    assert "Betulkan data" not in text
    page(client, "/psm/baru", 403)


def test_the_list_costs_the_same_for_one_and_for_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = world.client(SECRETARY)
    client.get("/psm/")
    with django_assert_max_num_queries(14):
        client.get("/psm/")


def test_a_province_sees_only_its_own(world: World) -> None:
    text = page(world.client(Role.IPSM_CHAIR, JATIM), "/psm/?q=siti")
    assert "Siti Aminah Wijaya" in text
    assert "Santosa" not in text
    page(world.client(SECRETARY, MALANG), f"/psm/?wilayah={SEMARANG}", 404)


def test_a_death_is_recorded_with_its_day_and_taken_back_without(world: World) -> None:
    client, human = world.client(SECRETARY), world.malang.psm["young"].person
    url = f"/psm/{human.pk}/meninggal"
    assert "Kosongkan" not in page(client, url)
    before = Event.objects.count()
    assert client.post(url, {"died_on": "", "version": str(human.version)}).status_code == 400
    assert Event.objects.count() == before
    client.post(url, {"died_on": "1/3/2026", "version": str(human.version)})
    assert "– 1 Maret 2026" in page(client, f"/psm/{human.pk}/?per=2026-03-02")
    human.refresh_from_db()
    assert "Kosongkan" in page(client, url)
    assert client.post(url, {"died_on": "", "version": str(human.version)}).status_code == 302
