from datetime import date

from django.http import HttpResponse

from pendopo.access.policy import Permission
from pendopo.accounts.queries import names_of_those_who_acted
from pendopo.audit.phrases import GROUPS
from pendopo.audit.queries import entries, events_in_reach
from pendopo.shared.dates import parse_date
from pendopo.web.door import Visit, page
from pendopo.web.paging import kept_query, page_of


@page(Permission.EVENT_VIEW)
def listing(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    kind = asked.get("jenis", "")
    kind = kind if kind in GROUPS else ""
    who = asked.get("oleh", "")
    user_id = int(who) if who.isascii() and who.isdigit() and len(who) < 15 else None
    since, until = _day(visit, "dari"), _day(visit, "sampai")
    rows = events_in_reach(visit.actor, visit.place, kind=kind, user_id=user_id, since=since, until=until)
    shown = page_of(visit.request, rows)
    return visit.show(
        "catatan/daftar.html",
        page=shown,
        entries=entries(shown.object_list),
        kinds=GROUPS.items(),
        kind=kind,
        people=names_of_those_who_acted(visit.actor, visit.place),
        user_id=user_id,
        since=since,
        until=until,
        active=bool(kind or user_id or since or until),
        kept=kept_query(visit.request),
    )


def _day(visit: Visit, name: str) -> date | None:
    text = visit.request.GET.get(name, "")[:40]
    return parse_date(text, pivot=visit.actor.today.year + 10).value if text.strip() else None
