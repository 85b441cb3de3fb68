from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.requests import reopen
from pendopo.legality.commands.rows import (
    about_people,
    next_version,
    office_of,
    own_sk,
    paper_columns,
    postings_named,
    refuse_annulled,
    refuse_twin,
    touched,
)  # fmt: skip
from pendopo.legality.drafts import RevocationDraft, SkDraft
from pendopo.legality.models import Sk, SkNaming, SkRevocation
from pendopo.legality.records import sk_values
from pendopo.shared.refusals import Conflict, Invalid


@command("sk.corrected", Permission.SK_WRITE)
def correct_sk(desk: Desk, sk_id: int, version: int, draft: SkDraft) -> Sk:
    """What was written down differs from the paper: put it right. Names left out of the draft are annulled."""
    sk = own_sk(desk, sk_id, version)
    refuse_annulled(sk)
    if sk.board_namings.exists():
        raise Conflict(_("Ini SK pengurus IPSM. Betulkan di halaman pengurusnya."))
    before = sk_values(sk)
    touched(desk, sk)
    postings = postings_named(desk, draft.posting_ids)
    sk.office = office_of(draft, postings)
    paper_columns(sk, draft)
    refuse_twin(sk)
    next_version(sk)
    _rename(desk, sk, draft)
    touched(desk, sk)
    desk.about(sk, before=before, after=sk_values(sk))
    about_people(desk, sk, "sk")
    return sk


@command("sk.revoked", Permission.SK_WRITE)
def revoke_sk(desk: Desk, sk_id: int, version: int, draft: RevocationDraft) -> Sk:
    """The office took the paper back: without force from that day on. Revives nothing (law, rule 10)."""
    sk = own_sk(desk, sk_id, version)
    refuse_annulled(sk)
    if sk.revocations.filter(annulled_at__isnull=True).exists():
        raise Conflict(_("Pencabutan SK ini sudah tercatat."))
    SkRevocation.objects.create(
        sk=sk,
        revoked_on=draft.revoked_on,
        paper=draft.paper.strip()[:120],
        reason=draft.reason.strip()[:250],
        recorded_at=desk.actor.at,
    )
    next_version(sk)
    touched(desk, sk)
    desk.because(draft.reason.strip())
    desk.about(sk, after={"revoked_on": draft.revoked_on, "paper": draft.paper})
    about_people(desk, sk, "revoked")
    return sk


@command("sk.unrevoked", Permission.SK_WRITE)
def unrevoke_sk(desk: Desk, sk_id: int, version: int, reason: str) -> Sk:
    """A revocation was recorded by mistake: take the record back."""
    _want_reason(reason)
    sk = own_sk(desk, sk_id, version)
    revocation = sk.revocations.filter(annulled_at__isnull=True).first()
    if revocation is None:
        raise Conflict(_("SK ini tidak tercatat dicabut."))
    revocation.annulled_at = desk.actor.at
    revocation.save()
    next_version(sk)
    touched(desk, sk)
    desk.because(reason.strip())
    desk.about(sk, before={"revoked_on": revocation.revoked_on}, after={})
    about_people(desk, sk, "unrevoked")
    return sk


@command("sk.annulled", Permission.SK_WRITE)
def annul_sk(desk: Desk, sk_id: int, version: int, reason: str) -> Sk:
    """A wrong entry: the paper never existed or was mistyped. What it had replaced holds again."""
    _want_reason(reason)
    sk = own_sk(desk, sk_id, version)
    refuse_annulled(sk)
    before = sk_values(sk)
    about_people(desk, sk, "annulled")
    sk.annulled_at, sk.annul_reason = desk.actor.at, reason.strip()[:250]
    next_version(sk)
    touched(desk, sk)
    reopen(desk, [sk.pk])
    desk.because(reason.strip())
    desk.about(sk, before=before, after=sk_values(sk))
    return sk


def _rename(desk: Desk, sk: Sk, draft: SkDraft) -> None:
    wanted = list(dict.fromkeys(draft.posting_ids))
    there = {n.posting_id: n for n in SkNaming.objects.filter(sk=sk, annulled_at__isnull=True)}
    SkNaming.objects.filter(pk__in=[n.pk for p, n in there.items() if p not in wanted]).update(
        annulled_at=desk.actor.at
    )
    postings = postings_named(desk, wanted)
    for order, posting in enumerate(postings, 1):
        village = draft.other_villages.get(posting.pk, posting.village_id)
        if posting.pk in there:
            SkNaming.objects.filter(pk=there[posting.pk].pk).update(order=order, village_id=village)
        else:
            SkNaming.objects.create(sk=sk, posting=posting, village_id=village, order=order)


def _want_reason(reason: str) -> None:
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
