"""Photo, other facts, other pillars, and parting what was merged, with the real client."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pendopo.access.enums import Role
from pendopo.processes.models import Merge
from pendopo.roster.commands import register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.models import LikelyDuplicate, Person, PillarPosting
from tests.worlds.two_kabupaten import SEMARANG, World

pytestmark = pytest.mark.django_db
SECRETARY = Role.IPSM_SECRETARY
KK = "3507011203090004"


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (300, 400), "navy").save(out, "JPEG")
    return SimpleUploadedFile("saya.jpg", out.getvalue(), "image/jpeg")


def person(world: World, name: str = "forever") -> Person:
    return Person.objects.get(pk=world.malang.people[name])


def typed(human: Person, **more: Any) -> dict[str, Any]:
    return {
        "name": human.name, "nik_state": "sure", "keep_nik": "on", "version": human.version, "sex": human.sex,
        "birth_on": human.birth_on.isoformat() if human.birth_on else "",
    } | more  # fmt: skip


def test_a_photo_is_put_on_shown_and_taken_away(world: World) -> None:
    client, human = world.client(SECRETARY), person(world)
    address = f"/psm/{human.pk}/gambar"
    assert client.get(address).status_code == 404
    sent = client.post(f"/psm/{human.pk}/foto", {"photo": picture(), "version": human.version})
    assert sent.status_code == 302
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "private" in answer["Cache-Control"]
    assert Image.open(BytesIO(answer.content)).size == (300, 400)
    assert len(client.get(f"{address}?kecil=ya").content) < len(answer.content)
    assert address in client.get("/psm/?q=aminah").content.decode()
    assert address in client.get(f"/psm/{human.pk}/").content.decode()
    assert world.client(Role.PSM).get("/saya/gambar").status_code == 200
    assert "/saya/gambar" in world.client(Role.PSM).get("/saya/").content.decode()
    assert world.client(SECRETARY, SEMARANG).get(address).status_code == 404
    client.post(f"/psm/{human.pk}/foto/hapus", {"version": human.version + 1})
    assert client.get(address).status_code == 404


def test_what_is_no_photo_is_told_in_place(world: World) -> None:
    human = person(world)
    bad = SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")
    answer = world.client(SECRETARY).post(f"/psm/{human.pk}/foto", {"photo": bad, "version": human.version})
    assert answer.status_code == 400
    assert "bukan foto JPEG" in answer.content.decode()


def test_numbers_stay_hidden_kept_and_are_opened_for_a_reason(world: World) -> None:
    client, human = world.client(SECRETARY), person(world)
    sent = client.post(
        f"/psm/{human.pk}/betulkan", typed(human, kk=KK, job="Petani", blood="O+", education="sma")
    )
    assert sent.status_code == 302
    text = client.get(f"/psm/{human.pk}/").content.decode()
    assert KK not in text.replace(" ", "")
    assert "Petani" in text
    human.refresh_from_db()
    page = client.get(f"/psm/{human.pk}/betulkan").content.decode()
    assert KK not in page
    assert "Kosongkan bila tetap" in page
    client.post(f"/psm/{human.pk}/betulkan", typed(human, job="Guru"))
    opened = client.post(f"/psm/{human.pk}/nik", {"nomor": "kk", "reason": "Pendaftaran BPJS"})
    assert KK in opened.content.decode().replace(" ", "")
    assert "nomor KK atau BPJS" in client.get(f"/psm/{human.pk}/").content.decode()
    human.refresh_from_db()
    client.post(f"/psm/{human.pk}/betulkan", typed(human, forget=["kk"]))
    human.refresh_from_db()
    assert human.kk_sealed is None


def test_a_pillar_is_started_listed_filtered_and_ended(world: World) -> None:
    client, human = world.client(SECRETARY), person(world)
    sent = client.post(
        f"/pilar/orang/{human.pk}",
        {
            "pillar": "TKSK",
            "place": world.malang.district.code,
            "starts_on": "1/2/2022",
            "paper": "SK 460/7/2022",
        },
    )
    assert sent.status_code == 302
    post = PillarPosting.objects.get()
    assert "TKSK" in client.get(f"/psm/{human.pk}/").content.decode()
    assert "1 orang" in client.get("/pilar/").content.decode()
    found = client.get("/psm/?pilar=TKSK").content.decode()
    assert "Siti Aminah" in found
    assert "Bambang" not in found
    assert "Siti Aminah" not in client.get("/psm/?pilar=TAGANA").content.decode()
    wrong = client.post(
        f"/pilar/orang/{human.pk}",
        {"pillar": "TKSK", "place": world.malang.villages[0].code, "starts_on": "1/2/2022"},
    )
    assert "TKSK bertugas di tingkat kecamatan" in wrong.content.decode()
    ended = {"last_day": "1/3/2023", "reason": "unable", "version": post.version}
    assert client.post(f"/pilar/{post.pk}/akhiri", ended).status_code == 302
    assert "Belum ada yang tercatat" in client.get("/pilar/").content.decode()
    assert world.client(SECRETARY, SEMARANG).get(f"/pilar/{post.pk}/betulkan").status_code == 404


def test_a_member_who_is_no_psm_has_a_page(world: World) -> None:
    client = world.client(SECRETARY)
    sent = client.post(
        "/pilar/baru",
        {"pillar": "TAGANA", "place": world.malang.place.code, "starts_on": "1/2/2022", "name": "Yuni Astuti",
         "nik_state": "none"},
    )  # fmt: skip
    assert sent.status_code == 302
    text = client.get(sent["Location"]).content.decode()
    assert "Bukan PSM" in text
    assert "Tagana" in text
    assert "Bertugas sebagai PSM" in text


def test_a_clash_is_decided_and_the_merge_taken_back(world: World) -> None:
    client, kept = world.client(SECRETARY), world.malang.psm["forever"]
    draft = PersonDraft(name="Sity Aminah Wijaya", birth_on=kept.person.birth_on)
    there = register_psm(
        world.actor(SECRETARY), world.malang.villages[1].pk, draft, PostingDraft(kept.starts_on)
    )
    pair = LikelyDuplicate.objects.get()
    side = "kiri" if pair.left_id == kept.person_id else "kanan"
    page = client.get(f"/ganda/{pair.pk}/").content.decode()
    assert "Bertugas di dua tempat" in page
    name = page.split('name="benar_')[1].split('"')[0]
    assert client.post(f"/ganda/{pair.pk}/sama", {"simpan": side}).status_code == 409
    chosen = {"simpan": side, f"benar_{name}": kept.pk}
    assert client.post(f"/ganda/{pair.pk}/sama", chosen).status_code == 302
    merge = Merge.objects.get()
    assert f"/ganda/gabungan/{merge.pk}/" in client.get(f"/psm/{kept.person_id}/").content.decode()
    preview = client.get(f"/ganda/gabungan/{merge.pk}/").content.decode()
    assert "berlaku lagi" in preview
    assert client.post(f"/ganda/gabungan/{merge.pk}/", {"reason": ""}).status_code == 409
    done = client.post(f"/ganda/gabungan/{merge.pk}/", {"reason": "Ternyata dua orang"})
    assert done["Location"].startswith(f"/psm/{there.person_id}/")
    assert client.get(done["Location"]).status_code == 200
    assert "sudah dipisahkan" in client.get(f"/ganda/gabungan/{merge.pk}/").content.decode()
    assert world.client(SECRETARY, SEMARANG).get(f"/ganda/gabungan/{merge.pk}/").status_code == 404
