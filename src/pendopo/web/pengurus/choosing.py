"""What the box offers while somebody types the name of a person."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.board_queries import people_named
from pendopo.roster.models import Person
from pendopo.web.door import Visit, page


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    name: str
    path: str


@page(Permission.UNIT_WRITE)
def people_page(visit: Visit) -> HttpResponse:
    text = visit.request.GET.get("q", "").replace("\x00", "")[:80]
    people = [Option(str(p.pk), p.full_name, _where(p)) for p in people_named(visit.actor, text)]
    return visit.show("pengurus/pilihan_orang.html", people=people, q=text)


def _where(person: Person) -> str:
    """Her place now, or the last one; a word where she has died."""
    postings = sorted(
        person.postings.all(), key=lambda p: (p.cancelled_at is None, p.starts_on), reverse=True
    )
    place = next((f"{p.village.full_name}, {p.village.parent}" for p in postings if p.village.parent), "")
    return " · ".join(filter(None, [place, _("meninggal") if person.died_on else ""]))
