"""From rows to the facts that the judge of boards wants. A dozen queries for any number of units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F

from pendopo.kernel.bulk import among
from pendopo.legality.facts import Papers, load_papers, paper_of
from pendopo.legality.models import BoardNaming, Segment
from pendopo.legality.models import BoardPolicy as PolicyRow
from pendopo.legality.whereabouts import Stays, stays_of_places
from pendopo.prepared import OneOf, prepared
from pendopo.roster.enums import SeatKind
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Seat, TermStep, UnitStop, UnitWork
from pendopo.rules.board_facts import Holding, SeatFacts, Stop, StopKind, TermFacts, UnitFacts
from pendopo.rules.board_policy import BoardPolicy, DatedBoardPolicy, Need
from pendopo.rules.days import earliest
from pendopo.rules.facts import Paper
from pendopo.rules.formation import Step
from pendopo.rules.issuer import IssuerType
from pendopo.rules.standing import Standing
from pendopo.wilayah.models import PATH_STEP
from pendopo.wilayah.paths import ids_of

Periods = tuple[tuple[date, date | None], ...]


class _Holder(NamedTuple):
    seat_id: int
    person_id: int | None
    starts_on: date
    until: date | None
    acting: bool
    died_on: date | None


def _live(model: Any, units: Any, *fields: str) -> Any:
    rows = model.objects.filter(unit_id__in=among(units), cancelled_at__isnull=True)
    return rows.order_by("pk").values_list("unit_id", *fields)


def _live_seats(units: Any) -> Any:
    rows = Seat.objects.filter(
        term__unit_id__in=among(units), term__cancelled_at__isnull=True, cancelled_at__isnull=True
    )
    return rows.order_by("pk").values_list("pk", "term_id", "kind", "required")


def _live_namings(units: Any) -> Any:
    rows = BoardNaming.objects.filter(
        term__unit_id__in=among(units),
        term__cancelled_at__isnull=True,
        annulled_at__isnull=True,
        sk__annulled_at__isnull=True,
    )
    return rows.order_by("pk").values_list("term_id", "sk_id")


_terms = prepared(lambda units: _live(BoardTerm, units, "pk"))
_stops = prepared(lambda units: _live(UnitStop, units, "kind", "since", "until"))
_works = prepared(lambda units: _live(UnitWork, units, "on"))
_all_seats = prepared(_live_seats)
_namings = prepared(_live_namings)
_steps_taken = prepared(
    lambda units: (
        TermStep.objects.filter(term__unit_id__in=among(units), cancelled_at__isnull=True)
        .order_by("pk")
        .values_list("term_id", "step", "on")
    )
)
_sitting = prepared(
    lambda seats: (
        Holder.objects.filter(seat_id__in=among(seats), cancelled_at__isnull=True)
        .order_by("pk")
        .values_list(*_Holder._fields[:-1], "person__died_on")
    )
)
_legal_times = prepared(
    lambda people: (
        Segment.objects.filter(person_id__in=among(people), standing=Standing.SAH.value)
        .order_by("period")
        .values_list("person_id", "period")
    )
)
_set_at = prepared(
    lambda places: PolicyRow.objects.filter(
        OneOf(F("wilayah_id"), places), cancelled_at__isnull=True
    ).order_by("pk")
)


class _Board(NamedTuple):
    """All rows of the boards, by the id of what they hang on."""

    steps: dict[int, list[tuple[Step, date]]]
    papers: dict[int, list[Paper]]
    seats: dict[int, list[SeatFacts]]


def load_unit_facts(units: list[IpsmUnit]) -> dict[int, UnitFacts]:
    """unit id → facts."""
    ids = [unit.pk for unit in units]
    terms = _many(_terms(ids))
    stays = stays_of_places({unit.wilayah_id: unit.place_path for unit in units})
    where = {term_id: stays[unit.wilayah_id] for unit in units for (term_id,) in terms[unit.pk]}
    board = _Board(_steps(ids), _papers(ids, where), _seats(ids))
    stops = _many(_stops(ids))
    works = _many(_works(ids))
    policies = _policies(units, stays)
    return {
        unit.pk: UnitFacts(
            depth=unit.level,
            terms=tuple(_term(term_id, board) for (term_id,) in terms[unit.pk]),
            stops=tuple(Stop(StopKind(kind), since, until) for kind, since, until in stops[unit.pk]),
            worked_on=tuple(on for (on,) in works[unit.pk]),
            policies=policies[unit.pk],
        )
        for unit in units
    }


def _term(term_id: int, board: _Board) -> TermFacts:
    return TermFacts(
        id=term_id,
        steps=tuple(board.steps[term_id]),
        papers=tuple(board.papers[term_id]),
        seats=tuple(board.seats[term_id]),
    )


def _many(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """By the first value of the rows."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def _steps(unit_ids: list[int]) -> dict[int, list[tuple[Step, date]]]:
    found: dict[int, list[tuple[Step, date]]] = defaultdict(list)
    for term_id, step, on in _steps_taken(unit_ids):
        found[term_id].append((Step(step), on))
    return found


def _papers(unit_ids: list[int], where: dict[int, Stays]) -> dict[int, list[Paper]]:
    named = _namings(unit_ids)
    known: Papers = load_papers({sk_id for _term_id, sk_id in named})
    found: dict[int, list[Paper]] = defaultdict(list)
    for term_id, sk_id in named:
        found[term_id].append(paper_of(sk_id, known, where[term_id], names_this_place=True))
    return found


def _seats(unit_ids: list[int]) -> dict[int, list[SeatFacts]]:
    rows = _all_seats(unit_ids)
    holders = _holders([pk for pk, *_rest in rows])
    chairs = [pk for pk, _term_id, kind, _required in rows if kind == SeatKind.KETUA]
    in_force = _in_force({h.person_id for pk in chairs for h in holders[pk] if h.person_id})
    found: dict[int, list[SeatFacts]] = defaultdict(list)
    for pk, term_id, kind, required in rows:
        chair = kind == SeatKind.KETUA
        holdings = tuple(_holding(h, in_force, chair=chair) for h in holders[pk])
        found[term_id].append(SeatFacts(chair, required, holdings))
    return found


def _holders(seat_ids: list[int]) -> dict[int, list[_Holder]]:
    found: dict[int, list[_Holder]] = defaultdict(list)
    for row in _sitting(seat_ids) if seat_ids else ():
        found[row[0]].append(_Holder(*row))
    return found


def _holding(holder: _Holder, in_force: dict[int, Periods], *, chair: bool) -> Holding:
    """Only of a chair is it asked whether a PSM in force sits there."""
    tied = chair and holder.person_id is not None
    return Holding(
        starts_on=holder.starts_on,
        until=earliest(holder.until, holder.died_on),
        acting=holder.acting,
        psm_periods=in_force.get(holder.person_id or 0, ()) if tied else None,
    )


def _in_force(person_ids: set[int]) -> dict[int, Periods]:
    """person id → periods in which the stored verdict of any posting says *sah*."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for person_id, period in _legal_times(list(person_ids)) if person_ids else ():
        found[person_id].append((period.lower, period.upper))
    return {person_id: tuple(periods) for person_id, periods in found.items()}


def _policies(
    units: Iterable[IpsmUnit], stays: Mapping[int, Stays]
) -> dict[int, tuple[DatedBoardPolicy, ...]]:
    """Those of the places above a unit, and its own, that speak of boards of its level; each while it lay above."""
    wanted = {node for of_one in stays.values() for stay in of_one for node in ids_of(stay.path)}
    at: dict[tuple[int, int], list[DatedBoardPolicy]] = defaultdict(list)
    for row in _set_at(list(wanted)):
        at[row.level, row.wilayah_id].append(dated_board_policy(row))
    return {
        unit.pk: tuple(
            replace(policy, depth=depth, above_from=stay.first, above_past=stay.past)
            for stay in stays[unit.wilayah_id]
            for depth, node in enumerate(ids_of(stay.path))
            for policy in at[unit.level, node]
        )
        for unit in units
    }


def dated_board_policy(row: PolicyRow) -> DatedBoardPolicy:
    return DatedBoardPolicy(
        depth=len(row.place_path) // PATH_STEP - 1,
        in_force_from=row.in_force_from,
        policy=BoardPolicy(
            entitled=frozenset(IssuerType(i) for i in row.entitled),
            longest_term_months=row.longest_term_months,
            active_months=row.active_months,
            needs=frozenset(Need(n) for n in row.needs),
        ),
    )
