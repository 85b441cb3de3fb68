from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.legality.drafts import BoardPolicyDraft
from pendopo.legality.models import BoardPolicy
from pendopo.legality.records import board_policy_values
from pendopo.roster.models import IpsmUnit
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.models import Wilayah

MOST_AT_ONCE = 800
"""Units that are judged again within the command; of more a job takes care."""


@command("policy.board_set", Permission.POLICY_WRITE)
def set_board_policy(desk: Desk, wilayah_id: int, draft: BoardPolicyDraft) -> BoardPolicy:
    """What an office asks of the boards of one level, from a signing date on. Those boards are judged again."""
    place = Wilayah.objects.select_for_update(no_key=True).filter(pk=wilayah_id).first()
    if place is None:
        raise Conflict(_("Wilayah ini tidak ada."))
    desk.at(place)
    if draft.level < place.level:
        raise Invalid(
            fields={"level": _("Kantor ini hanya mengatur IPSM di tingkatnya sendiri dan di bawahnya.")}
        )
    former = BoardPolicy.objects.filter(
        wilayah=place, level=draft.level, in_force_from=draft.in_force_from, cancelled_at__isnull=True
    ).first()  # fmt: skip
    if former:
        former.cancelled_at = desk.actor.at
        former.save()
    policy = BoardPolicy.objects.create(
        wilayah=place,
        place_path=place.path,
        level=draft.level,
        in_force_from=draft.in_force_from,
        entitled=[str(i) for i in draft.entitled],
        longest_term_months=draft.longest_term_months,
        active_months=draft.active_months,
        needs=[str(n) for n in draft.needs],
        basis=draft.basis.strip()[:250],
        recorded_at=desk.actor.at,
    )
    before = board_policy_values(former) if former else None
    desk.about(policy, before=before, after=board_policy_values(policy))
    _rejudge(desk, policy)
    return policy


@command("policy.board_cancelled", Permission.POLICY_WRITE)
def cancel_board_policy(desk: Desk, policy_id: int) -> BoardPolicy:
    """A policy on boards that was entered by mistake; the one before it, or the one above, holds again."""
    row = one_visible(BoardPolicy.objects.all(), desk.actor, desk.permission, pk=policy_id)
    policy = BoardPolicy.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=row.pk)
    if policy.cancelled_at:
        raise Conflict(_("Kebijakan ini sudah dibatalkan."))
    desk.at(policy.wilayah)
    policy.cancelled_at = desk.actor.at
    policy.save()
    desk.about(policy, before=board_policy_values(policy), after={})
    _rejudge(desk, policy)
    return policy


def _rejudge(desk: Desk, policy: BoardPolicy) -> None:
    path = policy.place_path
    units = IpsmUnit.objects.filter(level=policy.level, place_path__gte=path, place_path__lt=path + "~")
    ids = list(units.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(ids) <= MOST_AT_ONCE:
        desk.touches_units(ids)
    else:
        desk.later("legality.rejudge_units_below", path=path, level=policy.level)
