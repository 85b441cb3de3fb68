"""Pages for what no page of an area answers: an address that only takes forms, too much at once, a refusal."""

import pytest
from django.conf import settings
from django.test import Client

from pendopo.access.enums import Role
from tests.worlds.two_kabupaten import World

pytestmark = pytest.mark.django_db


def test_the_address_of_a_form_opened_by_itself_says_so(world: World) -> None:
    for address in ("/keluar/", "/saya/keamanan/kode/"):
        answer = world.client(Role.IPSM_CHAIR).get(address)
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert "tidak dapat dibuka langsung" in answer.content.decode()


def test_more_than_the_house_takes_at_once_is_a_page_of_its_own(world: World) -> None:
    form = "application/x-www-form-urlencoded"
    much = "q=" + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    many = "&".join(f"q{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    for body in (much, many):
        answer = world.client(Role.IPSM_SECRETARY).post("/psm/baru", body, content_type=form)
        assert answer.status_code == 413
        assert "Kiriman terlalu besar" in answer.content.decode()


def test_a_wrong_host_is_answered_plainly() -> None:
    answer = Client().get("/masuk/", headers={"host": "bukan_kami.example"})
    assert answer.status_code == 400
    assert "Permintaan tidak terbaca" in answer.content.decode()


def test_a_refusal_without_a_form_is_not_called_unreadable(world: World) -> None:
    client, user = world.client(Role.DINSOS_ADMIN), world.user(Role.IPSM_CHAIR)
    answer = client.post(f"/akun/{user.pk}/lembar/", {"code": "AAAA-AAAA"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ini belum dapat dilakukan" in page
    assert "tidak terbaca" not in page
