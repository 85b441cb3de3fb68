"""What pages show of a person's numbers and photo: masked, and with the address of the picture."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.roster.models import Person
from pendopo.roster.nik_store import Number
from pendopo.shared.masks import DOT, mask_nik


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that is recorded, as pages show it."""

    which: Number
    label: str
    short: str
    masked: str


def masked(human: Person) -> str:
    """The NIK as pages show it; of an unsure one nothing, since its digits may be another's."""
    if not human.nik_sealed:
        return ""
    return mask_nik(DOT * 14 + human.nik_tail) if human.nik_tail else mask_nik(DOT * 16)


def number_label(which: Number) -> str:
    labels = {
        Number.KK: _("Nomor KK"),
        Number.BPJS_WORK: _("BPJS Ketenagakerjaan"),
        Number.BPJS_HEALTH: _("BPJS Kesehatan"),
    }
    return labels[which]


def short_label(which: Number) -> str:
    """As people say it, for narrow columns."""
    return {Number.KK: _("Nomor KK"), Number.BPJS_WORK: _("BPJS TK"), Number.BPJS_HEALTH: _("BPJS Kes.")}[
        which
    ]


def numbers(human: Person) -> list[Shown]:
    """KK and BPJS, those that are recorded."""
    found = []
    for which, length in ((Number.KK, 16), (Number.BPJS_WORK, 11), (Number.BPJS_HEALTH, 13)):
        tail = getattr(human, f"{which}_tail")
        if tail:
            hidden = DOT * (length - 2) + tail
            shown = mask_nik(hidden) if which == Number.KK else hidden
            found.append(Shown(which, number_label(which), short_label(which), shown))
    return found


def photo_url(human: Person, *, small: bool = False) -> str:
    """Where the photo is, empty for none. A new photo has a new address, so browsers may keep the old one."""
    if not human.photo:
        return ""
    return photo_address(human.pk, human.photo, small=small)


def photo_address(person_id: int, photo: str, *, small: bool = False) -> str:
    return f"{reverse('psm:gambar', args=[person_id])}?v={photo[:8]}{'&kecil=ya' if small else ''}"
