"""Who a user is: her grants in force, and the actor that a grant makes of her."""

from datetime import datetime

from django.db.models import Q

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.prepared import prepared

_grants = prepared(
    lambda user_id, at: (
        Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=at), user_id=user_id, since__lte=at)
        .select_related("wilayah")
        .order_by("wilayah__level", "pk")
    )
)


def grants_of(user_id: int, at: datetime) -> list[Grant]:
    """Grants in force at that instant, the highest place first."""
    return _grants(user_id, at)


def actor_of(user: User, grant: Grant, door: str, at: datetime) -> Actor:
    return Actor(
        user_id=user.pk,
        name=user.name,
        role=Role(grant.role),
        place_id=grant.wilayah_id,
        path=grant.wilayah.path,
        door=door,
        at=at,
        person_id=user.person_id,
    )
