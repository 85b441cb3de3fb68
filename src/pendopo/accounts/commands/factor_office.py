"""What an office does about second factors: demand them, and help those who lost theirs."""

from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.accounts.commands.codes import Issued, write_code
from pendopo.accounts.commands.rows import own_account
from pendopo.accounts.commands.sessions import end_all
from pendopo.accounts.drafts import FactorPolicyDraft
from pendopo.accounts.models import Authenticator, FactorPolicy, Passkey, RecoveryCode
from pendopo.accounts.records import about_account
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@command("account.factors_reset", Permission.ACCOUNT_WRITE)
def reset_factors(desk: Desk, user_id: int, reason: str) -> Issued:
    """Take all second factors from somebody who lost them, and the password with them; a code lets her in.

    Whoever finds the old password then finds it useless, and every device is logged out.
    """
    if len(reason.strip()) < 5:
        raise Invalid(fields={"reason": _("Tulis alasannya, misalnya “HP hilang, sudah bertemu langsung”.")})
    user = own_account(desk, user_id)
    if user.pk == desk.actor.user_id:
        raise Conflict(
            _("Pengaman sendiri tidak dapat dilepas dari sini. Mintalah admin lain atau kantor di atas.")
        )
    if not user.is_active:
        raise Conflict(_("Akun ini ditutup. Buka kembali dahulu."))
    removed = sum(
        model.objects.filter(user=user).delete()[0] for model in (Authenticator, Passkey, RecoveryCode)
    )
    if not removed:
        raise Conflict(_("Akun ini tidak memakai pengaman tambahan."))
    end_all(user)
    user.set_unusable_password()
    user.save()
    issued = write_code(desk, user)
    desk.because(reason.strip()[:250])
    about_account(desk, user, before={"second_step": True}, after={"second_step": False})
    return issued


@command("account.factor_policy_set", Permission.POLICY_WRITE)
def set_factor_policy(desk: Desk, wilayah_id: int, draft: FactorPolicyDraft) -> FactorPolicy:
    """Which roles at and below a place must have a second factor from now on; what was said before ends."""
    place = Wilayah.objects.select_for_update().filter(pk=wilayah_id).first()
    if place is None:
        raise Invalid(fields={"wilayah": _("Pilih wilayah dari daftar.")})
    desk.at(place)
    if place.level > Level.REGENCY:
        raise Invalid(_("Ketentuan ini ditetapkan kantor kabupaten/kota, provinsi, atau pusat."))
    before = FactorPolicy.objects.filter(wilayah=place, ended_at__isnull=True).first()
    if before:
        before.ended_at = desk.actor.at
        before.save(update_fields=["ended_at"])
    made = FactorPolicy.objects.create(
        wilayah=place,
        wilayah_path=place.path,
        roles=[role.value for role in Role if role in draft.roles],
        grace_days=draft.grace_days,
        basis=draft.basis.strip(),
        set_at=desk.actor.at,
    )
    desk.about(made, before=_values(before), after=_values(made))
    return made


def _values(policy: FactorPolicy | None) -> dict[str, object] | None:
    if policy is None:
        return None
    return {"demanded_of": policy.roles or ["nobody"], "grace_days": policy.grace_days, "basis": policy.basis}
