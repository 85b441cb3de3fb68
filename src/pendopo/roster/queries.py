"""All reads of the roster. Rows leave through `access.visible`."""

from django.db.models import QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.roster.enums import NikState
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.roster.nik_store import nik_index
from pendopo.shared.text import similarity
from pendopo.wilayah.enums import Level
from pendopo.wilayah.paths import ancestor

NEAR_NAME = 80
"""Likeness (0–100) from which two names with one birth date are asked about."""


def person(actor: Actor, person_id: int) -> Person:
    """One person in reach; NotVisible else. A merged record leads to the one that was kept by `merged_into`."""
    return one_visible(Person.objects.all(), actor, Permission.PERSON_VIEW, pk=person_id)


def postings_of(actor: Actor, human: Person) -> QuerySet[PsmPosting]:
    """Postings of a visible person, newest first. Those at other offices are part of her story."""
    del actor  # the person was fetched through the gate
    return human.postings.select_related("village").order_by("-starts_on")


def by_nik(actor: Actor, digits: str) -> QuerySet[Person]:
    """The person with exactly this NIK, if in reach."""
    found = Person.objects.filter(nik_index=nik_index(digits), merged_into__isnull=True)
    return visible(found, actor, Permission.PERSON_VIEW)


def likely_duplicates(actor: Actor) -> QuerySet[LikelyDuplicate]:
    """Pairs that wait for a decision and whose lowest common node lies in reach."""
    waiting = LikelyDuplicate.objects.filter(
        decided_at__isnull=True, left__merged_into__isnull=True, right__merged_into__isnull=True
    )
    return (
        visible(waiting, actor, Permission.PERSON_MERGE).select_related("left", "right").order_by("-score", "pk")
    )


def moves_waiting(actor: Actor) -> QuerySet[MoveRequest]:
    waiting = MoveRequest.objects.filter(answered_at__isnull=True)
    return visible(waiting, actor, Permission.PERSON_WRITE).select_related("posting__person", "village")


def likely_twins(human: Person) -> list[tuple[Person, str, float]]:
    """People of the same regency that may be this one: (person, why, likeness). For commands, not for doors.

    Same first fifteen digits of the NIK, or one birth date and near names.
    """
    path = human.postings.values_list("village_path", flat=True).order_by("-starts_on").first()
    if path is None:
        return []
    regency = ancestor(path, Level.REGENCY)
    nearby = Person.objects.filter(
        merged_into__isnull=True, postings__village_path__gte=regency, postings__village_path__lt=regency + "~"
    ).exclude(pk=human.pk)
    twins: dict[int, tuple[Person, str, float]] = {}
    if human.birth_on:
        for other in nearby.filter(birth_on=human.birth_on).distinct():
            likeness = similarity(human.name_key, other.name_key)
            if likeness >= NEAR_NAME:
                twins[other.pk] = (other, "nama_dan_lahir", likeness)
    if human.nik_stem is not None and human.nik_state != NikState.NONE:
        stem = Person.objects.filter(nik_stem=human.nik_stem, merged_into__isnull=True).exclude(pk=human.pk)
        for other in stem:
            twins.setdefault(other.pk, (other, "nik_mirip", 90.0))
    return list(twins.values())
