"""Records that may be one human: noted by the machine, decided by a person."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.models import LikelyDuplicate, Person, PsmPosting
from pendopo.roster.queries import likely_twins
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import common


def note_likely_twins(person: Person, at: datetime) -> None:
    """Write down who looks like this person. Part of another command, never an event of its own."""
    for other, why, score in likely_twins(person):
        left, right = sorted((person.pk, other.pk))
        paths = [*_paths(person), *_paths(other)]
        LikelyDuplicate.objects.get_or_create(
            left_id=left,
            right_id=right,
            defaults={"why": why, "score": score, "place_path": common(paths), "found_at": at},
        )


def give_to_lowest_office(path: str) -> None:
    """The tree changed around a place: pairs of people who serve there may be another office's to decide now."""
    serving = PsmPosting.objects.filter(village_path__gte=path, village_path__lt=path + "~").values(
        "person_id"
    )
    pairs = LikelyDuplicate.objects.filter(
        Q(left__in=serving) | Q(right__in=serving), decided_at__isnull=True
    )
    for pair in pairs.select_related("left", "right"):
        lowest = common([*_paths(pair.left), *_paths(pair.right)])
        if lowest != pair.place_path:
            LikelyDuplicate.objects.filter(pk=pair.pk).update(place_path=lowest)


@command("duplicate.kept_apart", Permission.PERSON_MERGE)
def keep_apart(desk: Desk, duplicate_id: int) -> LikelyDuplicate:
    """A human says that the two are different people; the pair is not asked again."""
    pair = one_visible(LikelyDuplicate.objects.all(), desk.actor, desk.permission, pk=duplicate_id)
    if pair.decided_at:
        raise Conflict(_("Pasangan ini sudah diputuskan."))
    desk.at(Wilayah.objects.get(path=pair.place_path))
    pair.decided_at, pair.same = desk.actor.at, False
    pair.save()
    for person_id in (pair.left_id, pair.right_id):
        desk.about(pair, after={"same": False}, person_id=person_id)
    return pair


def _paths(person: Person) -> list[str]:
    villages = person.postings.values_list("village_path", flat=True)
    return [*villages, *person.pillars.values_list("place_path", flat=True)]
