from urllib.parse import quote

import pytest

from pendopo.access.enums import Role
from pendopo.access.models import User
from tests.worlds.two_kabupaten import MALANG, SEMARANG, World


def test_list_finds_by_name_number_and_role_and_stops_at_the_border(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    text = client.get("/akun/").content.decode()
    assert "Sekretaris IPSM 35.07" in text
    assert "33.22" not in text
    found = client.get("/akun/?q=operator").content.decode()
    assert "Operator desa/kelurahan 35.07" in found
    assert "Ketua IPSM 35.07" not in found
    assert "Tidak ada akun yang cocok" in client.get("/akun/?q=zzzz").content.decode()
    assert client.get("/akun/?peran=auditor&hal=999&tutup=ya").status_code == 200
    assert client.get(f"/akun/?wilayah={SEMARANG}").status_code == 404


def test_account_is_made_shown_once_printed_and_sent(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    village = world.malang.villages[1]
    sent = {
        "name": "Wulan Sari",
        "phone": "0813-2222-3333",
        "username": "",
        "role": "village_operator",
        "wilayah": village.code,
    }
    answer = client.post("/akun/baru/", sent)
    slip = answer.context["slip"]
    text = answer.content.decode()
    assert slip.code in text
    assert "https://wa.me/6281322223333?text=" in text
    assert quote(slip.code) in text
    user = User.objects.get(username="wulan.sari")
    pdf = client.post(f"/akun/{user.pk}/lembar/", {"code": slip.code})
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.post(f"/akun/{user.pk}/lembar/", {"code": "ACDE-FGHJ"}).status_code == 409
    assert slip.code not in client.get(f"/akun/{user.pk}/").content.decode()


def test_what_is_wrong_stands_at_its_field(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    empty = client.post("/akun/baru/", {})
    assert {"name", "role", "wilayah"} <= empty.context["form"].errors.keys()
    wrong = {"name": "Wulan", "role": "village_operator", "wilayah": MALANG, "username": "Ada Spasi"}
    assert "username" in client.post("/akun/baru/", wrong).context["form"].errors
    assert "wilayah" in client.post("/akun/baru/", wrong | {"username": ""}).context["form"].errors
    outside = wrong | {"wilayah": world.semarang.villages[0].code, "username": ""}
    assert "wilayah" in client.post("/akun/baru/", outside).context["form"].errors


def test_a_psm_gets_her_account_from_her_page(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN)
    person = world.malang.people["soon"]
    assert "Akun untuk PSM Bambang" in client.get(f"/akun/baru/?psm={person}").content.decode()
    answer = client.post(f"/akun/baru/?psm={person}", {"name": "Bambang", "phone": ""})
    assert User.objects.get(person_id=person).username == answer.context["slip"].username
    assert client.get(f"/akun/baru/?psm={world.semarang.people['soon']}").status_code == 404
    assert client.get("/akun/baru/?psm=abc").status_code == 404


def test_roles_are_given_ended_and_told_in_the_history(world: World) -> None:
    client, user = world.client(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR)
    sent = {"role": "auditor", "wilayah": world.malang.district.code}
    assert client.post(f"/akun/{user.pk}/peran/", sent).status_code == 302
    assert "sudah dipegangnya" in client.post(f"/akun/{user.pk}/peran/", sent).content.decode()
    grant = user.grants.get(role="auditor")
    assert client.get(f"/akun/peran/{grant.pk}/akhiri/").status_code == 405
    assert client.post(f"/akun/peran/{grant.pk}/akhiri/", {"reason": ""}).status_code == 400
    assert client.post(f"/akun/peran/{grant.pk}/akhiri/", {"reason": "selesai"}).status_code == 302
    text = client.get(f"/akun/{user.pk}/").content.decode()
    assert "memberi peran kepada sebuah akun" in text
    assert "Alasan: selesai" in text
    assert "perannya yang terakhir" in text
    last = user.grants.get(until=None)
    told = client.post(f"/akun/peran/{last.pk}/akhiri/", {"reason": "pindah"}, follow=True).content.decode()
    assert "maka akunnya ditutup" in told
    assert "menunggu dipakai" not in told
    own = world.user(Role.DINSOS_ADMIN).grants.get()
    answer = client.post(f"/akun/peran/{own.pk}/akhiri/", {"reason": "pensiun"})
    assert answer.status_code == 409
    assert "admin terakhir" in answer.content.decode()


def test_closed_opened_corrected_and_given_a_code(world: World) -> None:
    client, user = world.client(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR)
    assert client.post(f"/akun/{user.pk}/tutup/", {"reason": "berhenti"}).status_code == 302
    assert "Akun ini ditutup" in client.get(f"/akun/{user.pk}/").content.decode()
    assert client.post(f"/akun/{user.pk}/buka/").context["slip"].code
    assert client.post(f"/akun/{user.pk}/kode/").context["slip"].code
    assert client.post(f"/akun/{user.pk}/betulkan/", {"name": "Nama Baru", "phone": ""}).status_code == 302
    assert User.objects.get(pk=user.pk).name == "Nama Baru"


@pytest.mark.parametrize("role", [Role.IPSM_SECRETARY, Role.DINSOS_VERIFIER, Role.VILLAGE_OPERATOR, Role.PSM])
def test_others_do_not_come_in(world: World, role: Role) -> None:
    assert world.client(role).get("/akun/").status_code == 403


def test_the_auditor_reads_and_changes_nothing(world: World) -> None:
    client, user = world.client(Role.AUDITOR), world.user(Role.IPSM_CHAIR)
    assert "Buat kode masuk" not in client.get(f"/akun/{user.pk}/").content.decode()
    assert client.post(f"/akun/{user.pk}/kode/").status_code == 403


def test_list_costs_the_same_queries_with_one_and_many(
    world: World, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client(Role.DINSOS_ADMIN)
    counts = []
    for address in ("/akun/?q=operator", "/akun/"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]
