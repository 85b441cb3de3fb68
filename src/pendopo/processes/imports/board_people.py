"""People of the register who may be the chair that a list names. Only offered: a human ties a name to a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.intake.same import NEAR_NAME_ALONE, name_likeness
from pendopo.roster.models import Person, PsmPosting
from pendopo.shared.names import name_key
from pendopo.wilayah.models import Wilayah

OFFERED = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """`village` tells people of one name apart."""

    person_id: int
    name: str
    village: str


def likely_people(actor: Actor, chairs: Iterable[tuple[Wilayah, str]]) -> dict[tuple[int, str], list[Likely]]:
    """(place id, name as written) → people who serve in that place and are called nearly so, the likest first."""
    wanted = {(place.pk, name): (place, name_key(name)) for place, name in chairs if name_key(name)}
    names = Q(pk__in=[])
    for _place, key in wanted.values():
        names |= Q(person__name_key__contains=max(key.split(), key=len))
    rows = list(_serving(actor).filter(names)) if wanted else []
    return {asked: _likest(place, key, rows) for asked, (place, key) in wanted.items()}


def tied_person(actor: Actor, text: str) -> Person | None:
    """The living person in reach who was answered, as "p" and her id."""
    number = text.removeprefix("p")
    if number == text or not (number.isascii() and number.isdigit() and len(number) < 12):
        return None
    living = Person.objects.filter(merged_into__isnull=True, died_on__isnull=True)
    return visible(living, actor, Permission.PERSON_VIEW).filter(pk=int(number)).first()


def tied_people(actor: Actor, answers: Mapping[str, str]) -> dict[str, int]:
    """question → person id, of the answers "who is this chair" that name somebody in reach."""
    asked = {key: text for key, text in answers.items() if key.startswith("bchair:")}
    found = {key: tied_person(actor, text) for key, text in asked.items()}
    return {key: person.pk for key, person in found.items() if person}


def _serving(actor: Actor):  # type: ignore[no-untyped-def]
    living = PsmPosting.objects.filter(
        cancelled_at__isnull=True, person__merged_into__isnull=True, person__died_on__isnull=True
    )
    return visible(living, actor, Permission.PERSON_VIEW).select_related("person", "village")


def _likest(place: Wilayah, key: str, rows: list[PsmPosting]) -> list[Likely]:
    near: dict[int, tuple[float, Likely]] = {}
    for posting in rows:
        if not posting.village_path.startswith(place.path):
            continue
        score = name_likeness(posting.person.name_key, key)
        if score >= NEAR_NAME_ALONE:
            person = posting.person
            near[person.pk] = (score, Likely(person.pk, person.full_name, posting.village.full_name))
    best = sorted(near.values(), key=lambda found: -found[0])
    return [likely for _score, likely in best[:OFFERED]]
