from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.models import Policy
from pendopo.legality.records import policy_values
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah


@command("policy.set", Permission.POLICY_WRITE)
def set_policy(desk: Desk, wilayah_id: int, draft: PolicyDraft) -> Policy:
    """What an office asks of an SK from a signing date on. All postings below are judged again by a job."""
    place = Wilayah.objects.filter(pk=wilayah_id).first()
    if place is None:
        raise Conflict(_("Wilayah ini tidak ada."))
    desk.at(place)
    former = Policy.objects.select_for_update().filter(
        wilayah=place, in_force_from=draft.in_force_from, cancelled_at__isnull=True
    ).first()  # fmt: skip
    if former:
        former.cancelled_at = desk.actor.at
        former.save()
    policy = Policy.objects.create(
        wilayah=place,
        place_path=place.path,
        in_force_from=draft.in_force_from,
        entitled=[str(i) for i in draft.entitled],
        longest_term_months=draft.longest_term_months,
        bimtek=draft.bimtek.value,
        wanted_per_village=draft.wanted_per_village,
        basis=draft.basis.strip()[:250],
        recorded_at=desk.actor.at,
    )
    desk.about(policy, before=policy_values(former) if former else None, after=policy_values(policy))
    desk.later("legality.rejudge_below", path=place.path)
    return policy


@command("policy.cancelled", Permission.POLICY_WRITE)
def cancel_policy(desk: Desk, policy_id: int) -> Policy:
    """A policy that was entered by mistake; the one before it, or the one above, holds again."""
    policy = one_visible(Policy.objects.all(), desk.actor, desk.permission, pk=policy_id)
    policy = Policy.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=policy.pk)
    if policy.cancelled_at:
        raise Conflict(_("Kebijakan ini sudah dibatalkan."))
    desk.at(policy.wilayah)
    policy.cancelled_at = desk.actor.at
    policy.save()
    desk.about(policy, before=policy_values(policy), after={})
    desk.later("legality.rejudge_below", path=policy.place_path)
    return policy
