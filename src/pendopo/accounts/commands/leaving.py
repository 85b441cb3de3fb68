"""The account of a PSM follows her service, in the transaction and the event of the command that ended it.

In: postings that a command touched. Out: a role as PSM of a village where she serves no more ends; where she
serves on elsewhere (a move) the role goes along and that village's office keeps the account; an account without
any role closes and is logged out everywhere. Roles of an office are not touched: whoever gave them ends them.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.accounts.commands.rows import in_force, shut
from pendopo.accounts.records import about_account, grant_values
from pendopo.kernel.command import Desk
from pendopo.prepared import prepared
from pendopo.roster.models import PsmPosting

_with_role = prepared(
    lambda postings: Grant.objects.filter(
        role=Role.PSM,
        until__isnull=True,
        user__person_id__in=RawSQL("SELECT person_id FROM roster_psmposting WHERE id = ANY(%s)", [postings]),
    ).values_list("user_id", flat=True)
)


def settle_accounts(desk: Desk, postings: Iterable[int]) -> None:
    """Called by the kernel at the end of every command that touched postings."""
    ids = sorted(set(_with_role(list(postings))))
    for user in User.objects.select_for_update().filter(pk__in=ids).order_by("pk") if ids else ():
        _settle(desk, user)


def restore_role(desk: Desk, user: User) -> None:
    """An account that closed with the service opens as PSM of the village she serves in now, if any."""
    serving = _serving(user).first()
    if serving and not in_force(user, desk).exists():
        _give(desk, user, serving)


def _settle(desk: Desk, user: User) -> None:
    serving = list(_serving(user))
    villages = {post.village_id for post in serving}
    held = list(user.grants.select_for_update().filter(role=Role.PSM, until__isnull=True))
    over = [grant for grant in held if grant.wilayah_id not in villages]
    if not over:
        return
    before, after = grant_values(over[0]), {}
    for grant in over:
        grant.until = desk.actor.at
        grant.save(update_fields=["until"])
    kept = {grant.wilayah_id for grant in held} & villages
    if serving and not kept:
        after = grant_values(_give(desk, user, serving[0]))
    elif not in_force(user, desk).exists():
        shut(user)
        before, after = before | {"open": True}, grant_values(over[0]) | {"open": False}
    about_account(desk, user, before=before, after=after or grant_values(over[0]))


def _serving(user: User) -> QuerySet[PsmPosting]:
    """Her postings that have no end, the newest first."""
    rows = PsmPosting.objects.filter(
        person_id=user.person_id or 0, until__isnull=True, cancelled_at__isnull=True
    )
    alive = rows.filter(person__died_on__isnull=True, person__merged_into__isnull=True)
    return alive.select_related("village").order_by("-starts_on", "-pk")


def _give(desk: Desk, user: User, post: PsmPosting) -> Grant:
    user.office, user.office_path = post.village, post.village_path
    user.save(update_fields=["office", "office_path"])
    return Grant.objects.create(user=user, role=Role.PSM, wilayah=post.village, since=desk.actor.at)
