from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.rows import reached_places
from pendopo.roster.models import Person
from pendopo.roster.nik_store import Number
from pendopo.shared.refusals import Invalid


@command("nik.revealed", Permission.NIK_REVEAL)
def reveal_nik(desk: Desk, person_id: int, reason: str) -> str:
    """Show the whole NIK of a person to the actor; the reason is kept where the person can read it."""
    human = _asked_about(desk, person_id, reason)
    desk.about(human, person_id=human.pk)
    return human.nik()


@command("nik.number_revealed", Permission.NIK_REVEAL)
def reveal_number(desk: Desk, person_id: int, which: Number, reason: str) -> str:
    """Show the whole number of the KK or of a BPJS card, under the same care as the NIK."""
    human = _asked_about(desk, person_id, reason)
    desk.about(human, after={"revealed": str(which)}, person_id=human.pk)
    return human.number(which)


def _asked_about(desk: Desk, person_id: int, reason: str) -> Person:
    if len(reason.strip()) < 5:
        raise Invalid(fields={"reason": _("Tulis alasan membukanya, misalnya “pencocokan KTP untuk SK”.")})
    human = one_visible(Person.objects.all(), desk.actor, desk.permission, pk=person_id)
    desk.at(*reached_places(desk, human))
    desk.because(reason.strip()[:250])
    return human
