"""Who a user is: her grants in force, and the actor that a grant makes of her."""

from datetime import datetime

from django.db.models import Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant, User


def grants_of(user_id: int, at: datetime) -> QuerySet[Grant]:
    """Grants in force at that instant, the highest place first."""
    in_force = Grant.objects.filter(user_id=user_id, since__lte=at).filter(
        Q(until__isnull=True) | Q(until__gt=at)
    )
    return in_force.select_related("wilayah").order_by("wilayah__level", "pk")


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
