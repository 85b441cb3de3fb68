"""What the legality report says of each place: its board with its papers, and the figures of its PSM.

Numbers and verdicts pass the gate of figures; who chairs a board is told only within one's reach.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.insights.boards import BoardState, boards_on
from pendopo.insights.figures import Consolidation, PlaceFigures
from pendopo.insights.queries import consolidation
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import BoardSegment
from pendopo.roster.enums import SeatKind
from pendopo.roster.models import Holder
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import PATH_STEP, Wilayah


@dataclass(frozen=True, slots=True)
class BoardPapers:
    """The paper that governs a board, its term as the papers name it, and who chairs it."""

    sk_number: str
    sk_date: date | None
    term: str
    chair: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    place: PlaceFigures
    board: BoardState | None
    papers: BoardPapers | None
    boards_below: int
    """Legal boards on the level right below the place, of `places_below`."""
    places_below: int


@dataclass(frozen=True, slots=True)
class Report:
    found: Consolidation
    level: Level
    """Of the rows."""
    rows: tuple[ReportRow, ...]


def legality_report(actor: Actor, place: Wilayah, on: date) -> Report:
    """A row per place right below Indonesia, a province or a regency. Invalid further down."""
    if place.level > Level.REGENCY:
        raise Invalid(_("Laporan legalitas dibuat untuk Indonesia, provinsi, atau kabupaten/kota."))
    found = consolidation(actor, place, on)
    level = Level(place.level + 1)
    boards = boards_on(place, level, on)
    papers = _papers(actor, place, level, on)
    legal, places = _below(place, level, on)
    return Report(
        found,
        level,
        tuple(
            ReportRow(
                place=row,
                board=boards.get(row.path),
                papers=papers.get(row.path),
                boards_below=legal.get(row.path, 0),
                places_below=places.get(row.path, 0),
            )
            for row in found.rows
        ),
    )


def _below(place: Wilayah, level: Level, on: date) -> tuple[dict[str, int], dict[str, int]]:
    """path of a row → legal boards one level below it, and how many places there are."""
    deeper, length = Level(level + 1), len(place.path) + PATH_STEP
    legal: dict[str, int] = {}
    for path, state in boards_on(place, deeper, on).items():
        legal[path[:length]] = legal.get(path[:length], 0) + state.legal
    rows = Wilayah.objects.filter(level=deeper, path__gte=place.path, path__lt=place.path_until)
    standing = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return legal, dict(standing.values_list(Left("path", length)).annotate(n=Count("pk")))


def _papers(actor: Actor, place: Wilayah, level: Level, on: date) -> dict[str, BoardPapers]:
    rows = BoardSegment.objects.filter(
        level=level, place_path__gte=place.path, place_path__lt=place.path_until, period__contains=on
    ).select_related("sk", "term")
    segments = list(rows)
    chairs = _chairs(actor, [s.term_id for s in segments if s.term_id], on)
    return {
        s.place_path: BoardPapers(
            sk_number=s.sk.number if s.sk and s.standing != StandingChoice.BELUM_BER_SK else "",
            sk_date=s.sk.signed_on if s.sk and s.standing != StandingChoice.BELUM_BER_SK else None,
            term=_term(s),
            chair=chairs.get(s.term_id or 0, ("", ""))[0],
            phone=chairs.get(s.term_id or 0, ("", ""))[1],
        )
        for s in segments
    }


def _chairs(actor: Actor, terms: list[int], on: date) -> dict[int, tuple[str, str]]:
    rows = visible(Holder.objects.all(), actor, Permission.UNIT_VIEW).filter(
        Q(until__isnull=True) | Q(until__gte=on),
        seat__term_id__in=terms,
        seat__kind=SeatKind.KETUA,
        seat__cancelled_at__isnull=True,
        cancelled_at__isnull=True,
        starts_on__lte=on,
    )
    return {
        holder.seat.term_id: (
            holder.person.full_name if holder.person else holder.name,
            holder.person.phone if holder.person else holder.contact,
        )
        for holder in rows.select_related("person", "seat").order_by("-seat__order")
    }


def _term(segment: BoardSegment) -> str:
    """As the papers name it, else nothing: years are never made up."""
    term = segment.term
    if term is None or not (term.first_year or term.last_year):
        return ""
    return f"{term.first_year or ''}–{term.last_year or ''}"
