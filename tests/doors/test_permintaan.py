from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pendopo.access.enums import Role
from pendopo.legality.models import SkRequest
from tests.worlds.two_kabupaten import JATIM, MALANG, World


def _ask(client: Client, **data: Any) -> list[int]:
    answer = client.post("/permintaan/selesaikan/", data)
    assert answer.status_code == 302, answer.content.decode()
    return [int(text) for text in parse_qs(urlsplit(answer["Location"]).query)["id"]]


def test_from_the_gap_to_the_bar_that_moves(world: World, client_as: Any) -> None:
    client, village = client_as(Role.IPSM_SECRETARY, MALANG), world.malang.villages[0]
    assert village.full_name in client.get("/permintaan/selesaikan/").content.decode()
    (made,) = _ask(client, desa=[village.pk], cara="surat")

    ready = client.get(f"/permintaan/siap/?id={made}").content.decode()
    assert f"Kepala Desa {village.name}" in ready
    assert "wa.me" in ready
    pdf = client.get(f"/permintaan/lembar.pdf?id={made}")
    assert pdf.content.startswith(b"%PDF")
    page = client.get(f"/permintaan/{made}/").content.decode()
    assert "Sugeng Wijaya" in page
    assert "SK sudah datang" in page

    form = client.get(f"/permintaan/{made}/jawaban/").content.decode()
    assert f'value="{world.malang.psm["expired"].pk}"' in form
    answer = client.post(
        f"/permintaan/{made}/jawaban/",
        {"number": "141/99/2026", "signed_on": world.on.isoformat(), "issuer": "kepala_desa",
         "end_kind": "tanpa_batas", "people": [world.malang.psm["expired"].pk]},
        follow=True,
    )  # fmt: skip
    text = answer.content.decode()
    assert "1 orang kini memegang SK yang berlaku" in text
    assert f"Semua 4 PSM di {village.full_name} memegang SK yang berlaku" in text
    assert SkRequest.objects.get(pk=made).sk is not None
    assert client.get(f"/permintaan/{made}/jawaban/").status_code == 409
    assert "Dijawab" in client.get("/permintaan/?status=selesai").content.decode()


def test_an_sk_that_does_not_count_says_so(world: World, client_as: Any) -> None:
    client, asked = client_as(Role.IPSM_SECRETARY, MALANG), world.malang.request_id
    answer = client.post(
        f"/permintaan/{asked}/jawaban/",
        {"number": "1", "signed_on": "2 Januari 2020", "issuer": "bupati_walikota", "end_kind": "tanpa_batas",
         "people": [world.malang.psm["no_sk"].pk]},
        follow=True,
    )  # fmt: skip
    assert "belum mengubah keadaan hari ini" in answer.content.decode()


def test_a_form_with_faults_keeps_what_was_typed(world: World, client_as: Any) -> None:
    client, asked = client_as(Role.IPSM_SECRETARY, MALANG), world.malang.request_id
    answer = client.post(
        f"/permintaan/{asked}/jawaban/",
        {"number": "77", "signed_on": "31/02/2026", "issuer": "kepala_desa", "end_kind": "tanggal"},
    )
    text = answer.content.decode()
    assert "Belum bisa disimpan" in text
    assert 'value="77"' in text
    assert SkRequest.objects.get(pk=asked).answered_on is None


def test_a_whole_kecamatan_at_once(world: World, client_as: Any) -> None:
    client = client_as(Role.DINSOS_VERIFIER, MALANG)
    made = _ask(client, kecamatan=world.malang.district.code)
    assert len(made) == 3
    again = _ask(client, kecamatan=world.malang.district.code)
    assert again == made
    assert client.get("/permintaan/lembar.pdf").content.startswith(b"%PDF")


def test_nothing_chosen_is_said(client_as: Any) -> None:
    answer = client_as(Role.IPSM_CHAIR, MALANG).post("/permintaan/selesaikan/", {"cara": "surat"})
    assert "Pilih paling sedikit satu desa/kelurahan" in answer.content.decode()


def test_above_a_regency_one_goes_down_first(client_as: Any) -> None:
    text = client_as(Role.IPSM_CHAIR, JATIM).get("/permintaan/selesaikan/").content.decode()
    assert "/permintaan/selesaikan/?wilayah=35.07" in text


def test_closing_wants_a_reason(world: World, client_as: Any) -> None:
    client, asked = client_as(Role.IPSM_CHAIR, MALANG), world.malang.request_id
    assert (
        "Tulis alasannya"
        in client.post(f"/permintaan/{asked}/tutup/", {"reason": ""}, follow=True).content.decode()
    )
    client.post(f"/permintaan/{asked}/tutup/", {"reason": "Desa menolak"})
    assert SkRequest.objects.get(pk=asked).closed_reason == "Desa menolak"
    assert "Ditutup pada" in client.get(f"/permintaan/{asked}/").content.decode()
    assert client.get(f"/permintaan/{asked}/tutup/").status_code == 405


@pytest.mark.parametrize("path", ["{}/", "{}/jawaban/", "siap/?id={}", "lembar.pdf?id={}"])
def test_a_neighbours_request_is_not_there(world: World, client_as: Any, path: str) -> None:
    address = "/permintaan/" + path.format(world.semarang.request_id)
    assert client_as(Role.DINSOS_ADMIN, MALANG).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_who_may_only_read_cannot_ask(world: World, client_as: Any) -> None:
    auditor = client_as(Role.AUDITOR, MALANG)
    assert auditor.get("/permintaan/selesaikan/").status_code == 403
    page = auditor.get(f"/permintaan/{world.malang.request_id}/").content.decode()
    assert "SK sudah datang" not in page
    assert "Tutup tanpa SK" not in page
