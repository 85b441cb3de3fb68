"""Doubts about a record that is given up become doubts about the one that is kept."""

from django.db.models import Q

from pendopo.kernel.command import Desk
from pendopo.roster.models import LikelyDuplicate, Person


def pairs_of(other: Person) -> list[LikelyDuplicate]:
    rows = LikelyDuplicate.objects.select_for_update().filter(Q(left=other) | Q(right=other))
    return list(rows.order_by("pk"))


def settle_pairs(desk: Desk, keeper: Person, other: Person) -> None:
    """The pair of these two is decided; the others ask about the kept record from now on."""
    for pair in pairs_of(other):
        third = pair.right_id if pair.left_id == other.pk else pair.left_id
        if third == keeper.pk:
            pair.same = True
        left, right = sorted((keeper.pk, third))
        known = third == keeper.pk or LikelyDuplicate.objects.filter(left_id=left, right_id=right).exists()
        if known:
            pair.decided_at = pair.decided_at or desk.actor.at
        else:
            pair.left_id, pair.right_id = left, right
        pair.save()
