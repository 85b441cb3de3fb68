"""Likely duplicates and moves between offices, with the real client."""

from datetime import date

import pytest

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.audit.models import Event
from pendopo.legality.commands import issue_sk
from pendopo.legality.drafts import SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Segment, SkNaming
from pendopo.legality.timelines import drift
from pendopo.processes.merging.commands import merge_people
from pendopo.roster.commands import ask_move, register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.shared.refusals import Conflict, NotVisible
from tests.worlds.two_kabupaten import JATIM, SEMARANG, World

pytestmark = pytest.mark.django_db
SECRETARY = Role.IPSM_SECRETARY


def twin_of(world: World, name: str, village: int = 0, starts_on: date = date(2016, 1, 1)) -> PsmPosting:
    """The same human, written down a second time with a slip."""
    human = world.malang.psm[name].person
    person = PersonDraft(
        name=human.name.replace("ti", "ty"), birth_on=human.birth_on, sex=human.sex, address="RT 9"
    )
    return register_psm(
        world.actor(SECRETARY), world.malang.villages[village].pk, person, PostingDraft(starts_on)
    )


def paper(world: World, post: PsmPosting) -> None:
    draft = SkDraft(
        number="141/99/2017", issuer=Issuer.KEPALA_DESA, office_id=post.village_id, signed_on=date(2017, 1, 2),
        posting_ids=(post.pk,), end_kind=EndKind.TANPA_BATAS,
    )  # fmt: skip
    issue_sk(world.actor(SECRETARY), draft)


def test_a_pair_is_compared_with_masked_nik_and_merged(world: World) -> None:
    kept, double = world.malang.psm["forever"], twin_of(world, "forever")
    paper(world, double)
    pair = LikelyDuplicate.objects.get()
    client = world.client(SECRETARY)
    assert "Siti Aminah" in client.get("/ganda/").content.decode()
    text = client.get(f"/ganda/{pair.pk}/").content.decode()
    assert kept.person.nik() not in text.replace(" ", "")
    side = "kiri" if pair.left_id == kept.person_id else "kanan"
    other = "kanan" if side == "kiri" else "kiri"
    response = client.post(f"/ganda/{pair.pk}/sama", {"simpan": side, "pakai_address": other})
    assert response["Location"].startswith(f"/psm/{kept.person_id}/")
    keeper = Person.objects.get(pk=kept.person_id)
    assert keeper.address == "RT 9"
    united = PsmPosting.objects.get(person=keeper, cancelled_at__isnull=True)
    assert united.starts_on == date(2016, 1, 1)
    assert SkNaming.objects.filter(posting=united, annulled_at__isnull=True).count() == 2
    assert client.get(f"/psm/{double.person_id}/")["Location"].startswith(f"/psm/{keeper.pk}/")
    assert Segment.objects.filter(posting=united, period__contains=date(2018, 1, 1)).get().standing == "sah"
    assert not Segment.objects.filter(person_id=double.person_id).exists()
    assert drift([united.pk, double.pk]).postings == ()
    assert Event.objects.filter(name="person.merged").count() == 1


def test_the_account_follows_and_the_nik_may_come_along(world: World) -> None:
    given_up, kept = world.malang.psm["forever"], twin_of(world, "forever")
    nik, actor = given_up.person.nik(), world.actor(SECRETARY)
    merge_people(actor, kept.person_id, given_up.person_id, {"nik"})
    keeper = Person.objects.get(pk=kept.person_id)
    assert keeper.nik() == nik
    assert keeper.nik_state == "sure"
    assert User.objects.get(username="psm.35.07").person_id == keeper.pk


def test_service_in_two_villages_at_once_is_refused_with_a_sentence(world: World) -> None:
    twin = twin_of(world, "forever", village=1)
    with pytest.raises(Conflict, match="waktu yang sama"):
        merge_people(world.actor(SECRETARY), world.malang.people["forever"], twin.person_id)
    assert Person.objects.get(pk=twin.person_id).merged_into_id is None


def test_different_people_are_kept_apart(world: World) -> None:
    twin_of(world, "forever")
    pair = LikelyDuplicate.objects.get()
    client = world.client(SECRETARY)
    assert client.post(f"/ganda/{pair.pk}/berbeda").status_code == 302
    assert f"/ganda/{pair.pk}/" not in client.get("/ganda/").content.decode()
    assert client.post(f"/ganda/{pair.pk}/berbeda").status_code == 409


def test_a_neighbour_sees_no_pair_and_merges_nobody(world: World) -> None:
    twin = twin_of(world, "forever")
    pair = LikelyDuplicate.objects.get()
    client = world.client(SECRETARY, SEMARANG)
    for path in ("", "sama", "berbeda"):
        assert client.post(f"/ganda/{pair.pk}/{path}").status_code == 404
    with pytest.raises(NotVisible):
        merge_people(world.actor(SECRETARY, SEMARANG), world.malang.people["forever"], twin.person_id)
    assert world.client(Role.VILLAGE_OPERATOR).get("/ganda/").status_code == 403


def test_a_move_between_offices_is_accepted_by_the_other_side(world: World) -> None:
    post, to = world.malang.psm["soon"], world.semarang.villages[0]
    move = ask_move(world.actor(SECRETARY), post.pk, post.version, to.pk, date(2024, 1, 31))
    assert "menunggu" in world.client(SECRETARY).get("/pindah/").content.decode()
    assert world.client(SECRETARY).post(f"/pindah/{move.pk}/jawab", {"jawaban": "terima"}).status_code == 404
    other = world.client(SECRETARY, SEMARANG)
    assert "Bambang" in other.get("/pindah/").content.decode()
    assert other.post(f"/pindah/{move.pk}/jawab", {"jawaban": "terima"}).status_code == 302
    assert PsmPosting.objects.get(person=post.person, until__isnull=True).village == to
    assert other.post(f"/pindah/{move.pk}/jawab", {"jawaban": "terima"}).status_code == 302
    assert "diterima" in world.client(SECRETARY).get("/pindah/").content.decode()


def test_a_move_is_declined_with_a_reason(world: World) -> None:
    post, to = world.malang.psm["soon"], world.semarang.villages[0]
    move = ask_move(world.actor(SECRETARY), post.pk, post.version, to.pk, date(2024, 1, 31))
    answer = {"jawaban": "tolak", "reason": "Belum ada suratnya"}
    world.client(SECRETARY, SEMARANG).post(f"/pindah/{move.pk}/jawab", answer)
    assert MoveRequest.objects.get().accepted is False
    assert "Belum ada suratnya" in world.client(SECRETARY).get("/pindah/").content.decode()
    assert world.client(SECRETARY, JATIM).get("/pindah/").status_code == 200
