"""A batch that holds a list of boards, read: its file with the places of its office, and what was answered."""

from datetime import date

from django.utils.translation import gettext as _

from pendopo.intake.board_drafts import BoardReading
from pendopo.intake.board_headers import find_board_headers
from pendopo.intake.board_places import Place, PlaceIndex
from pendopo.intake.board_rows import place_field
from pendopo.intake.boards import read_boards, written_places
from pendopo.intake.fields import Field
from pendopo.intake.headers import Headers
from pendopo.intake.workbook import Workbook
from pendopo.processes.imports.reading import answers_of, headers_of, workbook_of
from pendopo.processes.models import ImportBatch
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

LEVEL_OF = {Field.REGENCY: Level.REGENCY, Field.DISTRICT: Level.DISTRICT, Field.VILLAGE: Level.VILLAGE}


def read_board_batch(batch: ImportBatch, today: date) -> BoardReading:
    """What the file says now; small enough to be read anew each time."""
    workbook = workbook_of(batch)
    headers = headers_of(batch, workbook)
    levels = {place_field(head) for head in headers.values()} - {None}
    places = {field: place_index(batch.place, LEVEL_OF[field]) for field in levels if field in LEVEL_OF}
    return read_boards(workbook, places, today=today, answers=answers_of(batch), headers=headers)


def place_index(above: Wilayah, level: Level) -> PlaceIndex:
    """All places of a level under an office; empty where the office itself is of that level or lower."""
    if above.level >= level:
        return PlaceIndex(())
    below = Wilayah.objects.filter(
        level=level, successor__isnull=True, path__gte=above.path, path__lt=above.path_until
    )
    rows = below.order_by("code").values_list("id", "code", "name", "kind", "parent__name")
    return PlaceIndex(Place(str(pk), *rest) for pk, *rest in rows)


def level_of_list(headers: dict[str, Headers]) -> Level | None:
    """Of the boards that a file speaks of, the highest where its sheets differ."""
    fields = [place_field(head) for head in headers.values()]
    return min((LEVEL_OF[field] for field in fields if field in LEVEL_OF), default=None)


def place_of_list(workbook: Workbook, reach: Wilayah) -> Wilayah | None:
    """The office (in reach) whose places the list names: a province of its regencies, a regency of its districts.

    None where the reach itself is that office, or where nothing tells; Invalid where it lies below.
    """
    found = {sheet.name: find_board_headers(sheet) for sheet in workbook.sheets}
    headers = {name: head for name, head in found.items() if head}
    level = level_of_list(headers)
    if level is not None and reach.level >= level:
        raise Invalid(fields={"file": _("Daftar ini diunggah kantor yang membawahi semua IPSM di dalamnya.")})
    if level is None or reach.level == level - 1:
        return None
    written = [w for s in workbook.sheets if s.name in headers for w in written_places(s, headers[s.name])]
    above = Wilayah.objects.filter(level=level - 1, path__gte=reach.path, path__lt=reach.path_until)
    hits = [(place_index(office, level).hits(written), -office.pk, office) for office in above]
    best = max(hits, default=(0, 0, None))
    return best[2] if best[0] * 2 > len(written) else None
