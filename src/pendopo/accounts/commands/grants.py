from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.access.models import Grant
from pendopo.access.policy import Permission
from pendopo.accounts.commands.rows import in_force, own_account, place_for, refuse_last_admin, shut
from pendopo.accounts.drafts import GrantDraft
from pendopo.accounts.records import about_account, grant_values
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict, Invalid, NotVisible


@command("account.grant_given", Permission.ACCOUNT_WRITE)
def give_grant(desk: Desk, user_id: int, draft: GrantDraft) -> Grant:
    """One more role, at a place in the giver's reach; it flows down to everything below that place."""
    user = own_account(desk, user_id)
    place = place_for(desk, draft)
    if draft.role == Role.PSM and not user.person_id:
        raise Invalid(fields={"role": _("Akun PSM dibuat dari halaman PSM-nya, supaya jelas orangnya.")})
    if in_force(user, desk).filter(role=draft.role, wilayah=place).exists():
        raise Conflict(_("Peran itu sudah dipegangnya."))
    grant = Grant.objects.create(user=user, role=draft.role, wilayah=place, since=desk.actor.at)
    about_account(desk, user, after=grant_values(grant))
    return grant


@command("account.grant_ended", Permission.ACCOUNT_WRITE)
def end_grant(desk: Desk, grant_id: int, reason: str) -> Grant:
    """Take a role away from now on; with the last one the account closes.

    An office cannot take it from its own last admin.
    """
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    grant = (
        Grant.objects.select_for_update(of=("self",)).select_related("wilayah").filter(pk=grant_id).first()
    )
    if grant is None:
        raise NotVisible
    user = own_account(desk, grant.user_id)
    desk.at(grant.wilayah)
    if grant.until and grant.until <= desk.actor.at:
        raise Conflict(_("Peran ini sudah berakhir."))
    refuse_last_admin(desk, grant)
    before = grant_values(grant)
    grant.until = desk.actor.at
    grant.save(update_fields=["until"])
    desk.because(reason.strip()[:250])
    after = grant_values(grant)
    if user.is_active and not in_force(user, desk).exists():
        shut(user)
        before, after = before | {"open": True}, after | {"open": False}
    about_account(desk, user, before=before, after=after)
    return grant
