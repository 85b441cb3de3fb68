from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.rows import about_people, next_version, own_sk, touched
from pendopo.legality.models import Sk, SkVerification
from pendopo.shared.refusals import Conflict, Invalid


@command("sk.verified", Permission.SK_VERIFY)
def verify_sk(desk: Desk, sk_id: int, version: int, seen: str) -> Sk:
    """Dinas Sosial has looked at the paper: who, when, what was seen. Changes no standing."""
    if len(seen.strip()) < 3:
        raise Invalid(fields={"seen": _("Tulis apa yang dilihat: SK asli, salinan, atau pindaian.")})
    sk = own_sk(desk, sk_id, version)
    if sk.annulled_at:
        raise Conflict(_("Catatan SK ini sudah dibatalkan."))
    if sk.verifications.filter(withdrawn_at__isnull=True).exists():
        raise Conflict(_("SK ini sudah diperiksa."))
    SkVerification.objects.create(
        sk=sk,
        by_user_id=desk.actor.user_id or 0,
        by_name=desk.actor.name,
        at=desk.actor.at,
        seen=seen.strip()[:200],
    )
    next_version(sk)
    touched(desk, sk)
    desk.about(sk, after={"verified": seen.strip()})
    about_people(desk, sk, "verified")
    return sk


@command("sk.verification_withdrawn", Permission.SK_VERIFY)
def withdraw_verification(desk: Desk, sk_id: int, version: int, reason: str) -> Sk:
    """The check was wrong: the paper counts as not yet checked again."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    sk = own_sk(desk, sk_id, version)
    check = sk.verifications.filter(withdrawn_at__isnull=True).first()
    if check is None:
        raise Conflict(_("SK ini belum diperiksa."))
    check.withdrawn_at = desk.actor.at
    check.save()
    next_version(sk)
    touched(desk, sk)
    desk.because(reason.strip())
    desk.about(sk, before={"verified": check.seen}, after={})
    about_people(desk, sk, "verification_withdrawn")
    return sk
