"""Files that leave through a page: names, types, and the notes on the second sheet of a workbook."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.documents.records import Notes
from pendopo.shared.clock import zone_of
from pendopo.shared.dates import format_date
from pendopo.web.door import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def download(content: bytes, name: str, mime: str = XLSX, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def notes_of(visit: Visit, filters: Sequence[tuple[str, str]] = ()) -> Notes:
    """Where, when, by whom; the hour in the zone of the place."""
    at = visit.actor.at.astimezone(zone_of(visit.place.code))
    hour = _("%(day)s pukul %(time)s %(zone)s") % {
        "day": format_date(at.date()),
        "time": f"{at:%H.%M}",
        "zone": at.tzname() or "",
    }
    who = f"{visit.actor.name} ({Role(visit.actor.role).label})"
    return Notes(visit.place.full_name, visit.on, who, hour, filters)
