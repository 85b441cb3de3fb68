"""All reads of the roster. Rows leave through `access.visible`."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import keys_inside, one_visible, visible
from pendopo.prepared import OneOf, prepared
from pendopo.roster.enums import NikState
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.roster.nik_store import nik_index
from pendopo.shared.names import name_key
from pendopo.shared.refusals import NotVisible
from pendopo.shared.text import similarity
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ancestor

NEAR_NAME = 80
"""Likeness (0–100) from which two names with one birth date are asked about."""


def person(actor: Actor, person_id: int) -> Person:
    """One person in reach; NotVisible else. A merged record leads to the one that was kept by `merged_into`."""
    return one_visible(Person.objects.all(), actor, Permission.PERSON_VIEW, pk=person_id)


def person_or_keeper(actor: Actor, person_id: int) -> Person:
    """One person in reach; of a record that was merged, the one that was kept."""
    with suppress(NotVisible):
        human = person(actor, person_id)
        if human.merged_into_id is None:
            return human
    former = Person.objects.filter(pk=person_id, merged_into__isnull=False).first()
    steps = 0
    while former and former.merged_into_id and steps < 20:
        person_id, steps = former.merged_into_id, steps + 1
        former = Person.objects.filter(pk=person_id, merged_into__isnull=False).first()
    return person(actor, person_id)


_merged_into = prepared(
    lambda keepers: Person.objects.filter(OneOf(F("merged_into_id"), keepers)).values_list("pk", flat=True)
)


def former_records(human: Person) -> list[int]:
    """Ids of the records that were merged into a visible person, also by way of others."""
    found: list[int] = []
    layer = [human.pk]
    while layer:
        layer = _merged_into(layer)
        found += layer
    return found


def posting(actor: Actor, posting_id: int) -> PsmPosting:
    rows = PsmPosting.objects.select_related("person", "village")
    return one_visible(rows, actor, Permission.PERSON_VIEW, pk=posting_id)


def own_person(actor: Actor) -> Person:
    """The PSM whose account this is; NotVisible for anybody else. A merged record leads to the one that was kept."""
    human = Person.objects.filter(pk=actor.person_id or 0).select_related("merged_into").first()
    if human is None or not actor.may(Permission.OWN_VIEW):
        raise NotVisible
    return human.merged_into or human


_postings_of = prepared(
    lambda person_id: (
        PsmPosting.objects.filter(person_id=person_id).select_related("village").order_by("-starts_on")
    )
)


def postings_of(actor: Actor, human: Person) -> list[PsmPosting]:
    """Postings of a visible person, newest first. Those at other offices are part of her story."""
    del actor  # the person was fetched through the gate
    postings = _postings_of(human.pk)
    for posting in postings:
        posting.person = human
    return postings


def serving(actor: Actor, place: Wilayah, on: date, limit: int = 800) -> list[PsmPosting]:
    """Who serves in a place on a day, by village and name; nobody of it after `limit`."""
    if not actor.reaches(place.path):
        raise NotVisible
    rows = visible(PsmPosting.objects.all(), replace(actor, path=place.path), Permission.PERSON_VIEW)
    rows = rows.filter(cancelled_at__isnull=True, person__merged_into__isnull=True, starts_on__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=on))
    rows = rows.filter(Q(person__died_on__isnull=True) | Q(person__died_on__gte=on))
    return list(
        rows.select_related("person", "village").order_by("village__code", "person__name_key", "pk")[:limit]
    )


def looks_like(actor: Actor, village: Wilayah, name: str, birth_on: date | None) -> list[Person]:
    """People of the village's regency, in reach, that a newcomer may already be: near name, no other birth date."""
    key, regency = name_key(name), ancestor(village.path, Level.REGENCY)
    nearby = Person.objects.filter(merged_into__isnull=True, name_key__trigram_similar=key)
    nearby = nearby.filter(pk__in=keys_inside(Person, regency))
    if birth_on:
        nearby = nearby.filter(Q(birth_on=birth_on) | Q(birth_on__isnull=True))
    rows = visible(nearby, actor, Permission.PERSON_VIEW).annotate(
        likeness=TrigramSimilarity("name_key", key)
    )
    least = 70 if birth_on else 88
    near: list[Person] = [p for p in rows.order_by("-likeness")[:20] if similarity(key, p.name_key) >= least]
    return near[:5]


def by_nik(actor: Actor, digits: str) -> QuerySet[Person]:
    """The person with exactly this NIK, if in reach."""
    found = Person.objects.filter(nik_index=nik_index(digits), merged_into__isnull=True)
    return visible(found, actor, Permission.PERSON_VIEW)


def likely_duplicates(actor: Actor) -> QuerySet[LikelyDuplicate]:
    """Pairs that wait for a decision and whose lowest common node lies in reach."""
    waiting = LikelyDuplicate.objects.filter(
        decided_at__isnull=True, left__merged_into__isnull=True, right__merged_into__isnull=True
    )
    rows = visible(waiting, actor, Permission.PERSON_MERGE).select_related("left", "right")
    return rows.prefetch_related("left__postings__village", "right__postings__village").order_by(
        "-score", "pk"
    )


def duplicate(actor: Actor, duplicate_id: int) -> LikelyDuplicate:
    rows = LikelyDuplicate.objects.select_related("left", "right")
    return one_visible(rows, actor, Permission.PERSON_MERGE, pk=duplicate_id)


def moves_waiting(actor: Actor) -> QuerySet[MoveRequest]:
    waiting = MoveRequest.objects.filter(answered_at__isnull=True)
    return visible(waiting, actor, Permission.PERSON_WRITE).select_related(
        "posting__person", "posting__village__parent__parent", "village__parent__parent"
    )


def move_of(actor: Actor, post: PsmPosting) -> MoveRequest | None:
    """The open request to move this posting, which came through the gate."""
    del actor
    return post.moves.filter(answered_at__isnull=True).select_related("village").first()


def moves_asked(actor: Actor) -> QuerySet[MoveRequest]:
    """Requests that offices in reach have sent, the newest first."""
    ours = visible(PsmPosting.objects.all(), actor, Permission.PERSON_WRITE)
    rows = MoveRequest.objects.filter(posting__in=ours).select_related(
        "posting__person", "posting__village__parent__parent", "village__parent__parent"
    )
    return rows.order_by("-asked_at")


def likely_twins(human: Person) -> list[tuple[Person, str, float]]:
    """People of the same regency that may be this one: (person, why, likeness). For commands, not for doors.

    Same first fifteen digits of the NIK, or one birth date and near names.
    """
    path = human.postings.values_list("village_path", flat=True).order_by("-starts_on").first()
    path = path or human.pillars.values_list("place_path", flat=True).order_by("-starts_on").first()
    if path is None:
        return []
    regency = ancestor(path, Level.REGENCY)
    nearby = Person.objects.filter(merged_into__isnull=True, pk__in=keys_inside(Person, regency))
    nearby = nearby.exclude(pk=human.pk)
    twins: dict[int, tuple[Person, str, float]] = {}
    if human.birth_on:
        for other in nearby.filter(birth_on=human.birth_on):
            likeness = similarity(human.name_key, other.name_key)
            if likeness >= NEAR_NAME:
                twins[other.pk] = (other, "nama_dan_lahir", likeness)
    if human.nik_stem is not None and human.nik_state != NikState.NONE:
        stem = Person.objects.filter(nik_stem=human.nik_stem, merged_into__isnull=True).exclude(pk=human.pk)
        for other in stem:
            twins.setdefault(other.pk, (other, "nik_mirip", 90.0))
    return list(twins.values())
