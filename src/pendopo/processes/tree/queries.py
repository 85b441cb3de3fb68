"""What a change of the tree would take along, what was changed so far, and what a place was before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.models import Grant
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.legality.models import SkNaming
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import FormerState, TreeChange, Wilayah

_MOST = 200


@dataclass(frozen=True, slots=True)
class Consequences:
    """What hangs on some places today."""

    villages: int
    psm: int
    papers: int
    accounts: int


@dataclass(frozen=True, slots=True)
class State:
    """A period in the life of a place. `first`, `last`: None for ever and for still."""

    name: str
    code: str
    parent: str
    first: date | None
    last: date | None
    basis: str
    """By which law it came to be so; empty for the first."""


def may_change(actor: Actor) -> bool:
    return actor.may(Permission.TREE_WRITE) and len(actor.path) <= Level.PROVINCE.path_length


def consequences(actor: Actor, places: Iterable[Wilayah], postings: Iterable[int] = ()) -> Consequences:
    """Everything at and below the places, and some postings besides; of what the actor may see."""
    below, at, villages = Q(pk__in=list(postings)), Q(pk__in=[]), Q(pk__in=[])
    for place in places:
        below |= Q(village_path__gte=place.path, village_path__lt=place.path_until)
        at |= Q(wilayah__path__gte=place.path, wilayah__path__lt=place.path_until)
        villages |= Q(path__gte=place.path, path__lt=place.path_until)
    serving = visible(PsmPosting.objects.all(), actor, Permission.PERSON_VIEW).filter(below)
    serving = serving.filter(cancelled_at__isnull=True)
    named = SkNaming.objects.filter(
        posting__in=serving, annulled_at__isnull=True, sk__annulled_at__isnull=True
    )
    return Consequences(
        villages=Wilayah.objects.filter(villages, level=Level.VILLAGE, successor__isnull=True).count(),
        psm=serving.count(),
        papers=named.values("sk_id").distinct().count(),
        accounts=Grant.objects.filter(at, until__isnull=True).values("user_id").distinct().count(),
    )


def changes(actor: Actor, place: Wilayah) -> QuerySet[TreeChange]:
    """What laws changed at and below a place, the newest first."""
    rows = visible(TreeChange.objects.all(), actor, Permission.FIGURES_VIEW)
    inside = rows.filter(place_path__gte=place.path, place_path__lt=place.path_until)
    return inside.select_related("place").order_by("-since", "-pk")[:_MOST]


def states(place: Wilayah) -> list[State]:
    """The life of a place, the newest first."""
    rows = FormerState.objects.filter(wilayah=place).select_related("parent", "change")
    former = list(rows.order_by("valid_until", "pk"))
    basis = ["", *(row.change.basis for row in former)]
    found = [
        State(row.full_name, row.code, str(row.parent or ""), row.valid_from, row.valid_until, why)
        for row, why in zip(former, basis, strict=False)
        if row.valid_from is None or row.valid_from <= row.valid_until
    ]
    if place.successor_id is None:
        since = max((d for d in (place.valid_from, place.state_since) if d), default=None)
        found.append(State(place.full_name, place.code, str(place.parent or ""), since, None, basis[-1]))
    return found[::-1]


def children_to_give(place: Wilayah) -> list[Wilayah]:
    return list(Wilayah.objects.filter(parent=place, successor__isnull=True).order_by("code"))


def siblings(place: Wilayah) -> list[Wilayah]:
    """Places that could become one with it."""
    rows = Wilayah.objects.filter(parent_id=place.parent_id, successor__isnull=True).exclude(pk=place.pk)
    return list(rows.order_by("code"))


def people_to_give(actor: Actor, village: Wilayah) -> list[tuple[int, str]]:
    """Postings of a village with the names of their people."""
    rows = visible(PsmPosting.objects.filter(village=village), actor, Permission.PERSON_VIEW)
    rows = rows.filter(cancelled_at__isnull=True, person__merged_into__isnull=True)
    return [(p.pk, p.person.full_name) for p in rows.select_related("person").order_by("person__name_key")]
