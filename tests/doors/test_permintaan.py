from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pendopo.access.enums import Role
from pendopo.legality.commands import ask_sk, issue_sk, set_policy
from pendopo.legality.drafts import PolicyDraft, SkDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import SkRequest
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.rules.policy import Bimtek
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import villages_below
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
    sheets = client.get("/permintaan/lembar.pdf").content
    assert sheets.startswith(b"%PDF")
    assert client.get("/permintaan/lembar.pdf?kertas=f4").content != sheets


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


def _bare(world: World) -> Wilayah:
    """A village without any PSM."""
    served = [v.pk for v in world.malang.villages]
    village = (
        villages_below(world.malang.place).filter(kind="desa").exclude(pk__in=served).order_by("code").first()
    )
    assert village is not None
    return village


def test_a_village_without_psm_is_asked_for_them_and_answers_with_its_first_sk(
    world: World, client_as: Any
) -> None:
    client, village = client_as(Role.IPSM_SECRETARY, MALANG), _bare(world)
    empty = client.get("/desa-tanpa-psm/").content.decode()
    assert "perihal=psm" in empty and "Minta usulan PSM" in empty
    first = client.get("/permintaan/selesaikan/").content.decode()
    assert village.full_name not in first and "Belum ada PSM (" in first
    assert village.full_name in client.get("/permintaan/selesaikan/?perihal=psm").content.decode()
    answer = client.post("/permintaan/selesaikan/?perihal=psm", {"desa": [village.pk], "cara": "whatsapp"})
    (made,) = [int(text) for text in parse_qs(urlsplit(answer["Location"]).query)["id"]]
    ready = client.get(f"/permintaan/siap/?id={made}").content.decode()
    assert "belum ada PSM" in ready
    assert client.get(f"/permintaan/lembar.pdf?id={made}").content.startswith(b"%PDF")
    page = client.get(f"/permintaan/{made}/").content.decode()
    assert "Permintaan PSM kepada Kepala Desa" in page and f"/psm/baru?wilayah={village.code}" in page
    assert "SK sudah datang" not in page and "Agar SK berlaku, SK memuat" in page
    assert "usulan PSM" in client.get("/permintaan/").content.decode()

    posting = _psm(world, village)
    page = client.get(f"/permintaan/{made}/").content.decode()
    assert "1 PSM sudah terdaftar" in page and "SK sudah datang" in page
    assert f'value="{posting}" id' in client.get(f"/permintaan/{made}/jawaban/").content.decode()
    issue_sk(world.actor(Role.DINSOS_ADMIN), _first_sk(world, village, posting))
    request = SkRequest.objects.get(pk=made)
    assert (request.answered_on, request.sk.number if request.sk else "") == (world.on, "141/1/PSM")


def test_an_open_request_for_psm_turns_into_one_for_their_sk(world: World) -> None:
    admin, village = world.actor(Role.DINSOS_ADMIN), _bare(world)
    (made,) = ask_sk(admin, [village.pk], world.on, "surat")
    assert not made.lines.exists()
    posting = _psm(world, village)
    (again,) = ask_sk(admin, [village.pk], world.on, "surat")
    assert again == made and [line.posting_id for line in again.lines.all()] == [posting]
    issue_sk(admin, _first_sk(world, village, posting))
    made.refresh_from_db()
    assert made.answered_on is None  # it names people now: answered on its own page


def test_each_letter_quotes_the_policy_that_judges_its_village(world: World, client_as: Any) -> None:
    client, admin = client_as(Role.DINSOS_ADMIN, MALANG), world.actor(Role.DINSOS_ADMIN)
    village, bare = world.malang.villages[0], _bare(world)
    other = villages_below(world.malang.place).exclude(path__startswith=world.malang.district.path)
    far = other.filter(kind="desa").order_by("code")[0]
    for place, signer, wanted in ((village, Issuer.CAMAT, 1), (far.parent, Issuer.BUPATI_WALIKOTA, 3)):
        set_policy(admin, place.pk, PolicyDraft(None, (signer,), 36, Bimtek.TIDAK, wanted, "Perbup"))
    made = ask_sk(admin, [village.pk, bare.pk, far.pk], world.on, "surat")
    texts = {r.village_id: client.get(f"/permintaan/{r.pk}/").content.decode() for r in made}
    assert "Tanda tangan Camat" in texts[village.pk] and "36 bulan" in texts[village.pk]
    assert "Tanda tangan Kepala Desa atau Lurah" in texts[bare.pk] and "36 bulan" not in texts[bare.pk]
    assert "paling sedikit 1 warga dan mengangkatnya" in texts[bare.pk]
    assert "paling sedikit 3 warga untuk diangkat dengan SK Bupati" in texts[far.pk]


def _psm(world: World, village: Wilayah) -> int:
    posting = PostingDraft(world.on)
    return register_psm(
        world.actor(Role.DINSOS_ADMIN), village.pk, PersonDraft("Rini Baru", sex="P"), posting
    ).pk


def _first_sk(world: World, village: Wilayah, posting: int) -> SkDraft:
    return SkDraft("141/1/PSM", Issuer.KEPALA_DESA, village.pk, world.on, (posting,))
