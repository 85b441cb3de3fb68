"""The pages of papers with the real client."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.access.enums import Role
from pendopo.legality.models import Scan, Segment, Sk
from tests.worlds.two_kabupaten import SEMARANG, World

pytestmark = pytest.mark.django_db
SECRETARY, VERIFIER = Role.IPSM_SECRETARY, Role.DINSOS_VERIFIER
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40


def data_of(world: World, *names: str, **more: Any) -> dict[str, Any]:
    village = world.malang.villages[1]
    return {
        "number": "400.9/77/2025", "signed_on": "2 Januari 2025", "issuer": "kepala_desa", "office": village.code,
        "office_teks": village.full_name, "end_kind": "tanpa_batas", "simpan": "ya",
        "orang": [str(world.malang.psm[n].pk) for n in names],
    } | more  # fmt: skip


def url_of(world: World) -> str:
    return f"/sk/baru?wilayah={world.malang.villages[1].code}"


def standing(world: World, name: str) -> str:
    return Segment.objects.get(posting=world.malang.psm[name], period__contains=world.on).standing


def test_the_list_and_its_filters(world: World) -> None:
    client = world.client(SECRETARY)
    assert "141/11/2020" in client.get("/sk/").content.decode()
    unknown = client.get("/sk/?keadaan=tanpa_penanda_tangan").content.decode()
    assert "141/21/2020" in unknown
    assert "141/11/2020" not in unknown
    assert "141/02/2021" in client.get("/sk/?q=02-2021").content.decode()
    assert client.get("/sk/?keadaan=x&hal=-3&q=%27%22").status_code == 200


def test_a_neighbour_is_a_404(world: World) -> None:
    client = world.client(SECRETARY, SEMARANG)
    sk = world.malang.sk["forever"]
    for path in ("", "betulkan", "unggah", "cabut", "batalkan", "batal-cabut", "pindaian"):
        assert client.get(f"/sk/{sk}/{path}").status_code == 404
    assert world.client(VERIFIER, SEMARANG).get(f"/sk/{sk}/periksa").status_code == 404


def test_one_form_makes_the_named_legal_and_says_why_not_the_rest(world: World) -> None:
    client = world.client(SECRETARY)
    response = client.post(url_of(world), data_of(world, "no_sk", "wrong_office"))
    assert response.status_code == 302
    assert standing(world, "no_sk") == standing(world, "wrong_office") == "sah"
    text = client.get(response["Location"]).content.decode()
    assert "2 orang yang disebut SK ini semuanya sah" in text
    later = client.get(f"/sk/{world.malang.sk['replaced']}/").content.decode()
    assert "sebabnya" in later


def test_pasted_names_are_matched_asked_or_listed(world: World) -> None:
    client = world.client(SECRETARY)
    pasted = "1. Tri Hartono Wijaya, S.Sos\n2. Endeng Wijaya\n3. Zulkifli Batubara"
    matched = client.post(url_of(world), data_of(world, tempel=pasted, cocokkan="ya", simpan=[]))
    choice = matched.context["choice"]
    assert world.malang.psm["no_sk"].pk in choice.chosen
    assert [d.line for d in choice.doubts] == ["Endeng Wijaya"]
    assert choice.unknown == ["Zulkifli Batubara"]
    refused = client.post(url_of(world), data_of(world, tempel=pasted))
    assert refused.status_code == 400
    doubt = choice.doubts[0]
    answer = {doubt.name: str(world.malang.psm["wrong_office"].pk), f"{doubt.name}_baris": doubt.line}
    assert client.post(url_of(world), data_of(world, tempel=pasted, **answer)).status_code == 302
    assert Sk.objects.get(number="400.9/77/2025").namings.count() == 2


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    client = world.client(SECRETARY)
    nobody = client.post(url_of(world), data_of(world))
    assert nobody.status_code == 400
    assert "400.9/77/2025" in nobody.content.decode()
    wrong = client.post(url_of(world), data_of(world, "no_sk", signed_on="32/1/2025"))
    assert "32/1/2025" in wrong.content.decode()
    year = client.post(url_of(world), data_of(world, "no_sk", signed_on="2025"))
    assert year.status_code == 302
    assert standing(world, "no_sk") == "belum_dapat_dinilai"


def test_the_scan_is_kept_as_it_is_and_served_safely(world: World) -> None:
    client = world.client(SECRETARY)
    upload = SimpleUploadedFile("sk <b>.png", PNG, content_type="text/html")
    response = client.post(url_of(world), data_of(world, "no_sk", scan=upload))
    sk = Sk.objects.get(number="400.9/77/2025")
    assert response.status_code == 302
    shown = client.get(f"/sk/{sk.pk}/pindaian")
    assert b"".join(shown.streaming_content) == PNG
    assert shown["Content-Type"] == "image/png"
    assert shown["Content-Security-Policy"].startswith("sandbox")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/sk/{sk.pk}/pindaian?unduh=ya")["Content-Disposition"].startswith("attachment")
    assert world.client(SECRETARY, SEMARANG).get(f"/sk/{sk.pk}/pindaian").status_code == 404


def test_a_page_that_calls_itself_a_picture_is_refused(world: World) -> None:
    upload = SimpleUploadedFile("sk.png", b"<html><script>alert(1)</script>", content_type="image/png")
    response = world.client(SECRETARY).post(url_of(world), data_of(world, "no_sk", scan=upload))
    assert response.status_code == 400
    assert not Scan.objects.exists()


def test_checking_is_for_dinsos(world: World) -> None:
    sk = Sk.objects.get(pk=world.malang.sk["unchecked"])
    data = {"seen": "SK asli", "version": str(sk.version)}
    assert world.client(SECRETARY).post(f"/sk/{sk.pk}/periksa", data).status_code == 403
    client = world.client(VERIFIER)
    assert client.post(f"/sk/{sk.pk}/periksa", data).status_code == 302
    assert "SK asli" in client.get(f"/sk/{sk.pk}/").content.decode()
    assert client.post(f"/sk/{sk.pk}/periksa", data).status_code == 409


def test_revoking_taking_back_and_annulling(world: World) -> None:
    client, pk = world.client(SECRETARY), world.malang.sk["unchecked"]

    def version() -> str:
        return str(Sk.objects.get(pk=pk).version)

    revoke = {"revoked_on": "1/1/2024", "reason": "Mengundurkan diri", "version": version()}
    assert client.post(f"/sk/{pk}/cabut", revoke).status_code == 302
    assert standing(world, "unchecked") == "gugur"
    assert (
        client.post(f"/sk/{pk}/batal-cabut", {"reason": "Salah SK", "version": version()}).status_code == 302
    )
    assert standing(world, "unchecked") == "sah"
    assert client.post(f"/sk/{pk}/batalkan", {"reason": "Tidak ada", "version": version()}).status_code == 302
    assert standing(world, "unchecked") == "belum_ber_sk"


def test_correcting_a_paper(world: World) -> None:
    client, sk = world.client(SECRETARY), Sk.objects.get(pk=world.malang.sk["unknown_signer"])
    url, village = f"/sk/{sk.pk}/betulkan", world.malang.villages[2]
    assert client.get(url).status_code == 200
    data = data_of(world, "unknown_signer", number=sk.number, office=village.code, version=str(sk.version))
    data |= {"signed_on": "2/1/2020"}
    assert client.post(url, data).status_code == 302
    assert standing(world, "unknown_signer") == "sah"
    assert client.post(url, data).status_code == 409


def test_the_annex_hides_names_of_other_villages(world: World) -> None:
    client = world.client(Role.VILLAGE_OPERATOR)
    people = [world.malang.psm["unchecked"], world.malang.psm["no_sk"]]
    office = world.malang.district
    data = data_of(
        world, number="188/9/2025", issuer="camat", office=office.code, office_teks=office.full_name
    )
    data["orang"] = [str(p.pk) for p in people]
    assert world.client(SECRETARY).post(f"/sk/baru?wilayah={office.code}", data).status_code == 302
    text = client.get(f"/sk/{Sk.objects.get(number='188/9/2025').pk}/").content.decode()
    assert "Dewi Lestari" in text
    assert "Tri Hartono" not in text
    assert "1 orang di luar wilayah Anda" in text
