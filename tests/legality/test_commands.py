from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.kernel import command as kernel
from pendopo.legality import commands
from pendopo.legality.drafts import PolicyDraft, RevocationDraft, ScanDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Policy, Scan, Sk, SkRequest
from pendopo.legality.scans import read_scan
from pendopo.legality.timelines import rejudge
from pendopo.roster.models import PsmPosting
from pendopo.rules.policy import Bimtek
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from pendopo.wilayah.queries import by_code
from tests.kernel.snapshots import nothing_written, one_event, refused
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    def below(path: str) -> None:
        rejudge(PsmPosting.objects.filter(village_path__startswith=path).values_list("pk", flat=True))

    monkeypatch.setitem(kernel.JOBS, "legality.rejudge_below", below)


@pytest.fixture
def admin(world: World) -> Actor:
    return world.actor(Role.DINSOS_ADMIN)


def paper(world: World, name: str) -> Sk:
    return Sk.objects.get(pk=world.malang.sk[name])


def draft(world: World, *names: str, **more: Any) -> SkDraft:
    given: dict[str, Any] = {
        "number": "141/77/2026", "issuer": Issuer.KEPALA_DESA, "office_id": world.malang.villages[1].pk,
        "signed_on": date(2026, 1, 5), "end_kind": EndKind.TANPA_BATAS,
        "posting_ids": tuple(world.malang.psm[n].pk for n in names or ("no_sk",)),
    }  # fmt: skip
    return SkDraft(**(given | more))


def standing(world: World, name: str, on: date | None = None) -> str:
    return world.malang.psm[name].segments.get(period__contains=on or world.on).standing


def issue(world: World, actor: Actor) -> Sk:
    return commands.issue_sk(actor, draft(world))


def correct(world: World, actor: Actor) -> Sk:
    sk = paper(world, "expired")
    until = world.on + timedelta(days=500)
    return commands.correct_sk(actor, sk.pk, sk.version, draft(
        world, "expired", number=sk.number, office_id=sk.office_id, signed_on=sk.signed_on,
        end_kind=EndKind.TANGGAL, ends_on=until,
    ))  # fmt: skip


def revoke(world: World, actor: Actor) -> Sk:
    sk = paper(world, "forever")
    return commands.revoke_sk(actor, sk.pk, sk.version, RevocationDraft(world.on, "Mengundurkan diri"))


def unrevoke(world: World, actor: Actor) -> Sk:
    sk = paper(world, "revoked")
    return commands.unrevoke_sk(actor, sk.pk, sk.version, "Salah catat")


def annul(world: World, actor: Actor) -> Sk:
    sk = paper(world, "replacing")
    return commands.annul_sk(actor, sk.pk, sk.version, "Tidak pernah ada")


def scan(world: World, actor: Actor) -> Sk:
    sk = paper(world, "forever")
    return commands.attach_scan(actor, sk.pk, sk.version, ScanDraft("sk.pdf", PDF))


def verify(world: World, actor: Actor) -> Sk:
    sk = paper(world, "unchecked")
    return commands.verify_sk(actor, sk.pk, sk.version, "SK asli")


def withdraw(world: World, actor: Actor) -> Sk:
    sk = paper(world, "forever")
    return commands.withdraw_verification(actor, sk.pk, sk.version, "Ternyata salinan")


def set_policy(world: World, actor: Actor, *entitled: Issuer) -> Policy:
    signers = entitled or (Issuer.KEPALA_DESA, Issuer.BUPATI_WALIKOTA)
    return commands.set_policy(
        actor, world.malang.place.pk, PolicyDraft(None, signers, 60, Bimtek.TIDAK, 2, "Perbup")
    )


def ask(world: World, actor: Actor) -> list[SkRequest]:
    return commands.ask_sk(actor, [v.pk for v in world.malang.villages], world.on, "whatsapp")


def close(world: World, actor: Actor) -> SkRequest:
    return commands.close_request(actor, world.malang.request_id, "PSM-nya pindah")


Deed = Callable[[World, Actor], Any]
DEEDS: dict[str, Deed] = {
    "sk.issued": issue,
    "sk.corrected": correct,
    "sk.revoked": revoke,
    "sk.unrevoked": unrevoke,
    "sk.annulled": annul,
    "sk.scanned": scan,
    "sk.verified": verify,
    "sk.verification_withdrawn": withdraw,
    "policy.set": set_policy,
    "sk.asked": ask,
    "sk.request_closed": close,
}
deeds = pytest.mark.parametrize(("event", "deed"), DEEDS.items(), ids=DEEDS)


@deeds
def test_writes_one_event(world: World, admin: Actor, event: str, deed: Deed) -> None:
    with one_event(event):
        deed(world, admin)


@deeds
def test_a_broken_log_saves_nothing(
    world: World, admin: Actor, event: str, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr(kernel, "write_subjects", broken)
    with nothing_written(), pytest.raises(RuntimeError, match="no log"):
        deed(world, admin)


@deeds
def test_the_neighbour_does_not_see_it(world: World, event: str, deed: Deed) -> None:
    with nothing_written(), pytest.raises((NotVisible, Invalid)) as caught:
        deed(world, world.actor(Role.DINSOS_ADMIN, SEMARANG))
    told = caught.value
    assert isinstance(told, NotVisible) or set(told.fields) == {"people"}


@deeds
def test_an_auditor_only_reads(world: World, event: str, deed: Deed) -> None:
    with nothing_written(), pytest.raises((NotAllowed, NotVisible, Invalid)):
        deed(world, world.actor(Role.AUDITOR))


@pytest.mark.parametrize("deed", [verify, withdraw, set_policy])
def test_what_only_dinsos_may(world: World, deed: Deed) -> None:
    with nothing_written(), pytest.raises((NotAllowed, NotVisible)):
        deed(world, world.actor(Role.IPSM_SECRETARY))


def test_an_sk_makes_legal(world: World, admin: Actor) -> None:
    issue(world, admin)
    assert standing(world, "no_sk", date(2026, 1, 4)) == "belum_ber_sk"
    assert standing(world, "no_sk") == "sah"


def test_an_office_not_named_is_that_of_the_people(world: World, admin: Actor) -> None:
    sk = commands.issue_sk(admin, draft(world, "no_sk", office_id=None))
    assert sk.office == world.malang.villages[1]
    above = commands.issue_sk(admin, draft(world, "no_sk", "young", office_id=None, issuer=Issuer.CAMAT))
    assert above.office == world.malang.district
    with pytest.raises(Invalid, match="kantor"):
        commands.issue_sk(admin, draft(world, "no_sk", "young", office_id=None, number="2"))


def test_pressing_twice_is_recognised_also_where_only_the_year_is_known(world: World, admin: Actor) -> None:
    for written in (draft(world), draft(world, number="77", signed_on=None, signed_year=2024)):
        first = commands.issue_sk(admin, written)
        with refused(Conflict, rule=f"sk_known:{first.pk}"):
            commands.issue_sk(admin, written)
    assert (
        Event.objects.filter(name="sk.issued", subjects__kind="sk", subjects__object_id=first.pk).count() == 1
    )
    other = draft(world, "wrong_office", number="77", signed_on=None, signed_year=2024)
    assert commands.issue_sk(admin, other).pk != first.pk


def test_the_same_paper_again_adds_the_missing_names(world: World, admin: Actor) -> None:
    first = issue(world, admin)
    again = commands.issue_sk(admin, draft(world, "no_sk", "wrong_office"))
    assert again.pk == first.pk
    assert first.namings.count() == 2
    with refused(Conflict, rule=f"sk_known:{first.pk}"):
        commands.issue_sk(admin, draft(world, end_kind=EndKind.KOSONG))


def test_names_out_of_reach_are_refused(world: World, admin: Actor) -> None:
    theirs = world.semarang.psm["no_sk"].pk
    with refused(Invalid, field="people"):
        commands.issue_sk(admin, draft(world, posting_ids=(world.malang.psm["no_sk"].pk, theirs)))


def test_an_office_fits_its_signer(world: World, admin: Actor) -> None:
    with refused(Invalid, field="office"):
        commands.issue_sk(admin, draft(world, issuer=Issuer.CAMAT))
    with refused(Invalid, field="issuer"):
        commands.issue_sk(admin, draft(world, issuer=Issuer.LURAH))


def test_an_old_copy_is_a_conflict(world: World, admin: Actor) -> None:
    sk = verify(world, admin)
    with refused(Conflict):
        commands.revoke_sk(admin, sk.pk, sk.version - 1, RevocationDraft(world.on, "Terlambat"))


def test_revoking_and_taking_it_back(world: World, admin: Actor) -> None:
    assert standing(world, "revoked") == "gugur"
    unrevoke(world, admin)
    assert standing(world, "revoked") == "sah"
    with refused(Conflict):
        unrevoke(world, admin)
    revoke(world, admin)
    assert standing(world, "forever") == "gugur"
    with refused(Conflict):
        revoke(world, admin)


def test_annulling_restores_what_was_cut(world: World, admin: Actor) -> None:
    before = world.malang.psm["replaced"].segments.get(period__contains=world.on)
    assert before.sk_id == world.malang.sk["replacing"]
    annul(world, admin)
    after = world.malang.psm["replaced"].segments.get(period__contains=world.on)
    assert (after.sk_id, after.standing) == (world.malang.sk["replaced"], "sah")
    assert standing(world, "young") == "belum_ber_sk"
    with refused(Conflict):
        annul(world, admin)


def test_a_correction_can_leave_a_name_out(world: World, admin: Actor) -> None:
    sk = paper(world, "replacing")
    named = draft(world, "replaced", number=sk.number, office_id=sk.office_id, signed_on=sk.signed_on)
    commands.correct_sk(admin, sk.pk, sk.version, named)
    assert standing(world, "young") == "belum_ber_sk"


def test_a_correction_must_not_become_another_paper(world: World, admin: Actor) -> None:
    sk, other = paper(world, "soon"), paper(world, "unchecked")
    with refused(Conflict):
        commands.correct_sk(admin, sk.pk, sk.version, draft(
            world, "soon", number=other.number, office_id=other.office_id, signed_on=other.signed_on
        ))  # fmt: skip


def test_checking_changes_the_mark_not_the_standing(world: World, admin: Actor) -> None:
    one = world.malang.psm["unchecked"]
    before = one.segments.get(period__contains=world.on)
    verify(world, admin)
    after = one.segments.get(period__contains=world.on)
    assert (before.standing, before.checked, after.standing, after.checked) == ("sah", False, "sah", True)
    with refused(Conflict):
        verify(world, admin)
    withdraw(world, admin)
    assert not world.malang.psm["forever"].segments.get(period__contains=world.on).checked


def test_a_scan_is_kept_byte_for_byte(world: World, admin: Actor) -> None:
    one = scan(world, admin).scan
    assert one is not None
    assert read_scan(one) == PDF
    again = commands.attach_scan(
        admin, paper(world, "soon").pk, paper(world, "soon").version, ScanDraft("x.pdf", PDF)
    )
    assert again.scan == one
    assert Scan.objects.count() == 1
    for content in (b"", b"PK\x03\x04 not a paper", b"<html>"):
        with refused(Invalid, field="scan"):
            commands.attach_scan(
                admin, paper(world, "soon").pk, paper(world, "soon").version, ScanDraft("x", content)
            )


def test_a_policy_is_followed_below_it(world: World, admin: Actor) -> None:
    assert standing(world, "wrong_office") == "gugur"
    policy = set_policy(world, admin)
    assert standing(world, "wrong_office") == "habis"  # entitled now, but sixty months are over
    with one_event("policy.cancelled"):
        commands.cancel_policy(admin, policy.pk)
    assert standing(world, "wrong_office") == "gugur"
    with refused(Conflict):
        commands.cancel_policy(admin, policy.pk)


def test_a_second_policy_of_a_day_replaces_the_first(world: World, admin: Actor) -> None:
    first = set_policy(world, admin)
    set_policy(world, admin, Issuer.CAMAT)
    first.refresh_from_db()
    assert first.cancelled_at
    assert standing(world, "forever") == "gugur"


def test_a_province_cannot_be_told_by_its_regency(world: World, admin: Actor) -> None:
    province = by_code(JATIM)
    assert province is not None
    with refused(NotVisible):
        commands.set_policy(admin, province.pk, PolicyDraft(None, (Issuer.CAMAT,), None, Bimtek.TIDAK, 1))


def test_asking_twice_keeps_one_request(world: World, admin: Actor) -> None:
    requests = ask(world, admin)
    assert [r.village_id for r in requests] == [v.pk for v in world.malang.villages]
    assert {r.pk for r in ask(world, admin)} == {r.pk for r in requests}


def test_the_sk_that_comes_back_answers(world: World, admin: Actor) -> None:
    sk = commands.issue_sk(admin, draft(world), request_id=world.malang.request_id)
    request = SkRequest.objects.get(pk=world.malang.request_id)
    assert (request.answered_on, request.sk) == (world.on, sk)
    with refused(Conflict):
        close(world, admin)


def test_what_an_annulled_sk_had_answered_waits_again(world: World, admin: Actor) -> None:
    sk = commands.issue_sk(admin, draft(world), request_id=world.malang.request_id)
    commands.annul_sk(admin, sk.pk, sk.version, "Bukan SK desa ini")
    request = SkRequest.objects.get(pk=world.malang.request_id)
    assert (request.answered_on, request.sk) == (None, None)
    assert commands.issue_sk(admin, draft(world, number="2/2024"), request_id=request.pk)


def test_a_village_that_was_asked_anew_waits_once(world: World, admin: Actor) -> None:
    sk = commands.issue_sk(admin, draft(world), request_id=world.malang.request_id)
    village = SkRequest.objects.get(pk=world.malang.request_id).village_id
    assert village in [r.village_id for r in ask(world, admin)]
    commands.annul_sk(admin, sk.pk, sk.version, "Bukan SK desa ini")
    assert SkRequest.objects.filter(village_id=village, answered_on__isnull=True).count() == 1
    assert SkRequest.objects.get(pk=world.malang.request_id).sk == sk


def test_an_answer_is_for_the_own_request(world: World, admin: Actor) -> None:
    commands.issue_sk(admin, draft(world), request_id=world.semarang.request_id)
    assert SkRequest.objects.get(pk=world.semarang.request_id).answered_on is None


def test_an_operator_may_not_change_a_paper_that_names_others(world: World) -> None:
    admin, operator = world.actor(Role.DINSOS_ADMIN), world.actor(Role.VILLAGE_OPERATOR, MALANG)
    sk = commands.issue_sk(admin, draft(world, "no_sk", "forever", issuer=None, office_id=None))
    with refused(Conflict):
        commands.annul_sk(operator, sk.pk, sk.version, "Bukan milik saya")
