from collections.abc import Mapping
from datetime import date

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.wilayah.models import Wilayah


@command("export.made", Permission.EXPORT_RUN)
def note_export(
    desk: Desk, what: str, place_id: int, on: date, filters: Mapping[str, str], rows: int
) -> None:
    """A list left the house as a file: which, of what place and day, narrowed how, how many rows.

    The text that was searched for is personal and stays out; that there was one is told.
    """
    desk.at(Wilayah.objects.get(pk=place_id))
    narrowed = {name: "…" if name == "q" else value for name, value in filters.items() if value}
    desk.counts(what=what, on=on.isoformat(), filters=narrowed, rows=rows)
