"""The stored verdicts of IPSM units: facts out of the database, judged, written back. Nothing else writes them.

`rejudge_units` is what the kernel calls in the transaction of every command that touches a unit. It takes the
villages of the people who sit there, then the units, each in a fixed order, and reads the facts only then: so
whoever changes a chair's SK as PSM and whoever seats that chair follow each other. `rejudge_units_of` is what
rejudging postings calls for the units in which those people sit; the villages are locked by then.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from pendopo.kernel.bulk import copy_rows
from pendopo.legality.board_facts import load_unit_facts
from pendopo.legality.models import BoardSegment
from pendopo.roster.models import Holder, IpsmUnit, PsmPosting
from pendopo.roster.sitting import sitting
from pendopo.rules.board import BOARD_RULE_VERSION, judge, runs_out_from
from pendopo.wilayah.models import Wilayah

BATCH = 500
_COLUMNS = (
    "unit", "term", "place_path", "level", "period", "standing", "checked", "soon_from", "sk", "ends_on", "reasons",
    "warnings", "active", "idle_reasons", "access", "access_reasons", "step", "step_since", "rule_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitDrift:
    """Units whose stored verdicts differ from the judged."""

    units: tuple[int, ...]
    checked: int


def rejudge_units(unit_ids: Iterable[int]) -> None:
    """Judge whole timelines of units again and store them. Part of the caller's transaction."""
    ids = sorted(set(unit_ids))
    _lock_villages_of_people(ids)
    judge_and_store(ids)


def rejudge_units_of(posting_ids: Collection[int]) -> None:
    """The units on whose boards the people of these postings sit."""
    if ids := sitting(posting_ids):
        judge_and_store(ids)


def judge_and_store(ids: list[int]) -> None:
    """`ids` ascending: the rows are locked in this order."""
    list(IpsmUnit.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    for start in range(0, len(ids), BATCH):
        _store(ids[start : start + BATCH])


def _lock_villages_of_people(ids: list[int]) -> None:
    people = Holder.objects.filter(seat__term__unit_id__in=ids, person__isnull=False).values("person_id")
    villages = PsmPosting.objects.filter(person_id__in=people).values("village_id")
    rows = Wilayah.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=villages)
    list(rows.order_by("pk").values_list("pk"))


def _store(ids: list[int]) -> None:
    segments = list(verdicts_of(list(IpsmUnit.objects.filter(pk__in=ids))))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM legality_boardsegment WHERE unit_id = ANY(%s)", [ids])
    copy_rows(BoardSegment, _COLUMNS, (_row(s) for s in segments))


def verdicts_of(units: list[IpsmUnit]) -> Iterator[BoardSegment]:
    """Unsaved segments of the units as judged from today's facts."""
    facts = load_unit_facts(units)
    for unit in units:
        if unit.cancelled_at:
            continue
        judged = judge(facts[unit.pk])
        for part in judged:
            yield BoardSegment(
                unit_id=unit.pk,
                term_id=part.term_id,
                place_path=unit.place_path,
                level=unit.level,
                period=DateRange(part.starts_on, part.until, "[)"),
                standing=part.standing.value,
                checked=part.checked,
                soon_from=runs_out_from(judged, part),
                sk_id=part.paper_id,
                ends_on=part.ends_on,
                reasons=list(part.reasons),
                warnings=list(part.warnings),
                active=part.active,
                idle_reasons=list(part.idle_reasons),
                access=part.access,
                access_reasons=list(part.access_reasons),
                step=part.step.value,
                step_since=part.step_since,
                rule_version=BOARD_RULE_VERSION,
            )


def drift_units(unit_ids: list[int]) -> UnitDrift:
    """Which of these units are stored otherwise than judged."""
    units = list(IpsmUnit.objects.filter(pk__in=unit_ids))
    judged: dict[int, set[tuple[object, ...]]] = {unit.pk: set() for unit in units}
    stored: dict[int, set[tuple[object, ...]]] = {unit.pk: set() for unit in units}
    for segment in verdicts_of(units):
        judged[segment.unit_id].add(_essence(segment))
    for segment in BoardSegment.objects.filter(unit_id__in=judged):
        stored[segment.unit_id].add(_essence(segment))
    wrong = tuple(pk for pk in judged if judged[pk] != stored[pk])
    return UnitDrift(units=wrong, checked=len(units))


def _row(s: BoardSegment) -> tuple[object, ...]:
    return (
        s.unit_id, s.term_id, s.place_path, s.level, s.period, s.standing, s.checked, s.soon_from, s.sk_id,
        s.ends_on, s.reasons, s.warnings, s.active, s.idle_reasons, s.access, s.access_reasons, s.step, s.step_since,
        s.rule_version,
    )  # fmt: skip


def _essence(s: BoardSegment) -> tuple[object, ...]:
    return tuple(tuple(v) if isinstance(v, list) else str(v) for v in _row(s))
