"""Reads of other pillars: whose they are, who belongs to one in a place, and who may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.codelists.models import PillarType
from pendopo.codelists.queries import pillar_types, pillar_types_on
from pendopo.prepared import prepared
from pendopo.roster.models import Person, PillarPosting, PsmPosting
from pendopo.shared.names import name_key
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.models import Wilayah

ANY = "ada"
"""Filter value: whatever pillar."""


@dataclass(frozen=True, slots=True)
class PillarCount:
    """Of one pillar: its members on the day, each human once."""

    pillar: PillarType
    people: int


_pillars_of = prepared(
    lambda person_id: (
        PillarPosting.objects.filter(person_id=person_id)
        .select_related("pillar", "place")
        .order_by("-starts_on", "pk")
    )
)


def pillars_of(actor: Actor, human: Person) -> list[PillarPosting]:
    """Postings of a visible person in other pillars, running ones first. Those elsewhere are part of her story."""
    del actor  # the person was fetched through the gate
    rows = _pillars_of(human.pk)
    for row in rows:
        row.person = human
    return sorted(rows, key=lambda p: (p.cancelled_at is not None, p.until is not None))


def pillar_posting(actor: Actor, pillar_id: int) -> PillarPosting:
    rows = PillarPosting.objects.select_related("person", "place", "pillar")
    return one_visible(rows, actor, Permission.PERSON_VIEW, pk=pillar_id)


def pillar_members(
    actor: Actor, place: Wilayah, on: date, code: str = "", text: str = ""
) -> QuerySet[PillarPosting]:
    """Members of other pillars at and below a place on a day, by name."""
    rows = _in_place(actor, place).filter(in_force(on))
    if code:
        rows = rows.filter(pillar__code=code)
    if text:
        rows = rows.filter(person__name_key__contains=name_key(text))
    rows = rows.annotate(is_psm=Exists(_serving(on)))
    return rows.select_related("person", "place", "pillar").order_by("person__name_key", "pk")


def pillar_counts(actor: Actor, place: Wilayah, on: date) -> tuple[int, list[PillarCount]]:
    """How many humans belong to another pillar, each once; and how many to each pillar."""
    rows = _in_place(actor, place).filter(in_force(on))
    people = rows.aggregate(n=Count("person_id", distinct=True))["n"]
    by_pillar = dict(
        rows.values_list("pillar_id")
        .annotate(n=Count("person_id", distinct=True))
        .values_list("pillar_id", "n")
    )
    kinds = (kind for kind in pillar_types() if kind.pk in by_pillar)
    return people, [PillarCount(kind, by_pillar[kind.pk]) for kind in kinds]


def offered_pillars(day: date) -> Sequence[PillarType]:
    return list(pillar_types_on(day))


def known_pillars() -> Sequence[PillarType]:
    return pillar_types()


def in_force(on: date) -> Q:
    """Condition on pillar postings: running on a day. Death ends every one of them."""
    running = Q(starts_on__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
    alive = Q(person__died_on__isnull=True) | Q(person__died_on__gte=on)
    return running & alive & Q(cancelled_at__isnull=True, person__merged_into__isnull=True)


def belongs(person: Combinable, on: date, code: str = ANY) -> Exists:
    """Condition for lists of others: this person belongs to that pillar, or to any, on the day."""
    rows = PillarPosting.objects.filter(in_force(on), person_id=person)
    return Exists(rows if code == ANY else rows.filter(pillar__code=code))


def _in_place(actor: Actor, place: Wilayah) -> QuerySet[PillarPosting]:
    if not actor.reaches(place.path):
        raise NotVisible
    rows = visible(PillarPosting.objects.all(), actor, Permission.PERSON_VIEW)
    return rows.filter(place_path__gte=place.path, place_path__lt=place.path_until)


def _serving(on: date) -> QuerySet[PsmPosting]:
    running = Q(until__isnull=True) | Q(until__gte=on)
    return PsmPosting.objects.filter(
        running, person_id=OuterRef("person_id"), starts_on__lte=on, cancelled_at__isnull=True
    )
