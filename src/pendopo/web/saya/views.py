from django.http import HttpResponse

from pendopo.access.policy import Permission
from pendopo.audit.queries import history_of_person
from pendopo.legality.queries import standing_of
from pendopo.roster.pillar_queries import pillars_of
from pendopo.roster.queries import own_person
from pendopo.shared.phones import format_phone
from pendopo.web.door import Visit, page
from pendopo.web.psm.facts import masked, numbers


@page(Permission.OWN_VIEW)
def own_page(visit: Visit) -> HttpResponse:
    """What Pendopo knows of a PSM, shown to herself: standing, papers, data, and who did what with them."""
    human = own_person(visit.actor)
    verdicts = standing_of(visit.actor, human, visit.on)
    entries = history_of_person(human.pk)
    return visit.show(
        "saya/halaman.html",
        human=human,
        verdicts=verdicts,
        masked=masked(human),
        numbers=numbers(human),
        pillars=[p for p in pillars_of(visit.actor, human) if p.cancelled_at is None],
        phone=format_phone(human.phone),
        entries=entries,
        reveals=[entry for entry in entries if entry.kind == "nik"],
    )
