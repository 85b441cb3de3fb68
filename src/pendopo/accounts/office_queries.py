"""Which offices help somebody of a place who cannot log in. Public: nothing here tells whether an account exists."""

from dataclasses import dataclass

from pendopo.access.models import OfficeContact
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import lineage

_OFFICES = (Level.REGENCY, Level.PROVINCE, Level.COUNTRY)


@dataclass(frozen=True, slots=True)
class Office:
    """A Dinas Sosial above (or at) a place, with what it tells of itself."""

    place: Wilayah
    phone: str
    note: str


def offices_above(place: Wilayah) -> list[Office]:
    """The offices that may give a code to people of a place, the nearest first."""
    above = [w for w in reversed(lineage(place)) if w.level in _OFFICES]
    known = {c.place_id: c for c in OfficeContact.objects.filter(place__in=above)}
    return [
        Office(w, known[w.pk].phone if w.pk in known else "", known[w.pk].note if w.pk in known else "")
        for w in above
    ]


def contact_of(place_id: int) -> OfficeContact | None:
    return OfficeContact.objects.filter(place_id=place_id).first()
