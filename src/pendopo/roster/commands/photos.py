from django.db import transaction

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.rows import own, reached_places, save_next_version
from pendopo.roster.models import Person
from pendopo.roster.photos import forget_photo, store_photo
from pendopo.roster.records import PERSONAL, person_values


@command("person.photo_set", Permission.PERSON_WRITE)
def set_photo(desk: Desk, person_id: int, version: int, content: bytes) -> Person:
    """Give a person a photo, or another one; only its shrunk picture is kept."""
    human = own(desk, Person, person_id, version)
    return _change(desk, human, store_photo(content))


@command("person.photo_removed", Permission.PERSON_WRITE)
def remove_photo(desk: Desk, person_id: int, version: int) -> Person:
    """Take the photo away, from the disk too unless another record has the same."""
    human = own(desk, Person, person_id, version)
    gone = human.photo
    if gone and not Person.objects.filter(photo=gone).exclude(pk=human.pk).exists():
        transaction.on_commit(lambda: forget_photo(gone))
    return _change(desk, human, "")


def _change(desk: Desk, human: Person, photo: str) -> Person:
    desk.at(*reached_places(desk, human))
    before = person_values(human)
    human.photo = photo
    save_next_version(human)
    desk.about(human, before=before, after=person_values(human), person_id=human.pk, personal=PERSONAL)
    return human
