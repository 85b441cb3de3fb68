from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.accounts.queries import ids_named, names_of_those_who_acted
from pendopo.audit.phrases import GROUPS
from pendopo.audit.queries import done_by, events_in_reach, page_of_log
from pendopo.shared.dates import parse_date
from pendopo.web.door import Visit, page
from pendopo.web.paging import SIZE

_QUICK = ("", "nik", "export", "import", "role")
"""Asked most by whoever checks: one tap each."""
_MARK = "sesudah"


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    query: str
    current: bool


@page(Permission.EVENT_VIEW)
def listing(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    kind = asked.get("jenis", "")
    kind = kind if kind in GROUPS else ""
    typed = asked.get("oleh", "").strip()[:60]
    people = names_of_those_who_acted(visit.actor, visit.place)
    who, shown = _who(typed, dict(people))
    since, until = _day(visit, "dari"), _day(visit, "sampai")
    rows = events_in_reach(visit.actor, visit.place, kind=kind, who=who, since=since, until=until)
    mark = asked.get(_MARK, "")[:60]
    entries, older = page_of_log(rows, mark, SIZE)
    return visit.show(
        "catatan/daftar.html",
        entries=entries,
        newer=bool(mark),
        older=older,
        kinds=GROUPS.items(),
        quick=_chips(visit, kind),
        kind=kind,
        people=people,
        who=shown,
        since=since,
        until=until,
        active=bool(kind or who is not None or since or until),
        kept=_kept(visit),
    )


def _who(typed: str, names: dict[int, str]) -> tuple[Q | None, str]:
    """A condition on who did it, and what stands in the field. An account's number comes from links."""
    if typed.isascii() and typed.isdigit() and len(typed) < 15:
        return done_by([int(typed)]), names.get(int(typed), typed)
    return (done_by(ids_named(typed), typed), typed) if typed else (None, "")


def _chips(visit: Visit, kind: str) -> list[Chip]:
    """The same filters with another kind."""
    kept = [(k, v) for k, v in visit.request.GET.items() if k not in ("jenis", _MARK) and v]
    words = {"": _("Semua"), "nik": _("Dilihat"), "export": _("Diekspor"), "import": _("Diimpor")} | {
        "role": _("Peran")
    }
    return [
        Chip(
            words[k],
            urlencode([*kept, ("jenis", k)] if k else kept or [("wilayah", visit.place.code)]),
            k == kind,
        )
        for k in _QUICK
    ]


def _kept(visit: Visit) -> str:
    """The filters of the address without the mark of the page."""
    return urlencode([(k, v) for k, v in visit.request.GET.items() if k != _MARK and v])


def _day(visit: Visit, name: str) -> date | None:
    text = visit.request.GET.get(name, "")[:40]
    return parse_date(text, pivot=visit.actor.today.year + 10).value if text.strip() else None
