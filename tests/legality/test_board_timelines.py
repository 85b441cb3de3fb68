"""Stored = judged, whatever rows the verdicts of a unit hang on."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.legality.board_facts import load_unit_facts
from pendopo.legality.board_timelines import drift_units, rejudge_units
from pendopo.legality.board_upkeep import check_units
from pendopo.legality.models import BoardNaming, BoardSegment, SkRevocation, SkVerification
from pendopo.legality.timelines import rejudge
from pendopo.legality.upkeep import rejudge_units_below
from pendopo.roster.enums import SeatKind, StopKind, TermStepKind
from pendopo.roster.models import IpsmUnit, Person
from pendopo.rules import board_registry as rule
from pendopo.shared.clock import now
from tests.legality.boards import (
    ELECTED,
    SIGNED,
    asks,
    decree,
    met,
    psm,
    seat_of,
    sits,
    step_of,
    stop,
    term_of,
    unit_of,
)

pytestmark = pytest.mark.django_db


def on(unit: IpsmUnit, day: date) -> BoardSegment:
    return BoardSegment.objects.get(unit=unit, period__contains=day)


@pytest.fixture
def unit() -> IpsmUnit:
    return unit_of("35.07")


@pytest.fixture
def board(unit: IpsmUnit) -> dict[str, Any]:
    """A board with an SK, a chair who is a PSM in force, and a meeting."""
    posting = psm("35.07.24", "Budi")
    term = term_of(unit)
    chair = seat_of(term)
    told = {
        "posting": posting,
        "term": term,
        "chair": sits(chair, posting.person),
        "sk": decree(term, until=date(2029, 1, 31)),
        "work": met(unit, date(2024, 3, 1)),
    }
    rejudge_units([unit.pk])
    return told


def test_a_board_in_force(unit: IpsmUnit, board: dict[str, Any]) -> None:
    found = on(unit, date(2024, 4, 1))
    assert (found.standing, found.sk, found.term) == ("sah", board["sk"], board["term"])
    assert (found.active, found.access, found.step) == (True, True, "ber_sk")
    assert (found.ends_on, found.warnings) == (date(2029, 1, 31), [])
    assert on(unit, ELECTED).step == "terpilih"
    assert on(unit, date(2028, 12, 31)).soon_from == date(2028, 11, 2)
    assert on(unit, date(2024, 10, 1)).idle_reasons == [rule.NO_WORK]
    assert on(unit, date(2029, 2, 1)).reasons == [rule.EXPIRED]
    assert drift_units([unit.pk]).units == ()


def test_a_unit_without_facts_or_cancelled_has_no_verdict(unit: IpsmUnit, board: dict[str, Any]) -> None:
    other = unit_of("35.08")
    rejudge_units([other.pk])
    assert not BoardSegment.objects.filter(unit=other).exists()
    unit.cancelled_at = now()
    unit.save()
    assert drift_units([unit.pk]).units == (unit.pk,)
    rejudge_units([unit.pk])
    assert not BoardSegment.objects.filter(unit=unit).exists()


def test_every_kind_of_row_is_read(unit: IpsmUnit, board: dict[str, Any]) -> None:
    SkVerification.objects.create(sk=board["sk"], by_user_id=1, by_name="Dinsos", at=now(), seen="asli")
    step_of(board["term"], TermStepKind.DIKUKUHKAN, date(2024, 5, 1))
    seat_of(board["term"], SeatKind.BENDAHARA)
    stop(unit, StopKind.BEKU, date(2024, 8, 1), date(2024, 8, 31))
    asks("35", 2, longest_term_months=24, active_months=12, needs=["sah", "aktif"])
    asks("35", 3, longest_term_months=1)
    asks("36", 2, longest_term_months=1)
    rejudge_units([unit.pk])
    may = on(unit, date(2024, 5, 1))
    assert (may.step, may.checked, may.idle_reasons) == ("dikukuhkan", True, [rule.SEAT_VACANT])
    assert may.access_reasons == [rule.NOT_ACTIVE]
    assert on(unit, date(2024, 8, 31)).reasons == [rule.FROZEN]
    assert on(unit, date(2026, 2, 1)).reasons == [rule.EXPIRED, rule.CAPPED]


def test_what_was_cancelled_or_annulled_is_not_read(unit: IpsmUnit, board: dict[str, Any]) -> None:
    SkRevocation.objects.create(sk=board["sk"], revoked_on=date(2025, 1, 1), reason="uji", recorded_at=now())
    rejudge_units([unit.pk])
    assert on(unit, date(2025, 1, 1)).reasons == [rule.REVOKED]
    BoardNaming.objects.update(annulled_at=now())
    rejudge_units([unit.pk])
    assert on(unit, date(2025, 1, 1)).reasons == [rule.NONE_YET]
    board["term"].cancelled_at = now()
    board["term"].save()
    rejudge_units([unit.pk])
    assert (on(unit, date(2025, 1, 1)).step, on(unit, date(2025, 1, 1)).term) == ("belum", None)


def test_the_chair_follows_the_register(unit: IpsmUnit, board: dict[str, Any]) -> None:
    posting = board["posting"]
    posting.until = date(2024, 6, 30)
    posting.save()
    rejudge([posting.pk])
    assert on(unit, date(2024, 6, 30)).warnings == []
    assert on(unit, date(2024, 7, 1)).warnings == [rule.CHAIR_NOT_PSM]
    posting.person.died_on = date(2024, 6, 15)
    posting.person.save()
    rejudge([posting.pk])
    assert on(unit, date(2024, 6, 16)).warnings == [rule.CHAIR_VACANT]
    assert rule.SEAT_VACANT in on(unit, date(2024, 6, 16)).idle_reasons


def test_a_chair_beside_the_register(unit: IpsmUnit, board: dict[str, Any]) -> None:
    holder = board["chair"]
    holder.person, holder.name = None, "Siti"
    holder.save()
    rejudge_units([unit.pk])
    assert on(unit, SIGNED).warnings == [rule.CHAIR_NOT_TIED]
    holder.person = Person.objects.create(name="Siti", name_key="SITI", created_at=now())
    holder.save()
    rejudge_units([unit.pk])
    assert on(unit, SIGNED).warnings == [rule.CHAIR_NOT_PSM]


def test_facts_cost_the_same_for_one_and_many(unit: IpsmUnit, board: dict[str, Any]) -> None:
    others = [unit_of(code) for code in ("35.08", "35.09", "35.10")]
    for other in others:
        decree(term_of(other))

    def asked(units: list[IpsmUnit]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load_unit_facts(units)
        return len(queries)

    assert asked([unit]) == asked([unit, *others]) <= 14


def test_drift_is_found_and_mended(unit: IpsmUnit, board: dict[str, Any]) -> None:
    BoardSegment.objects.filter(unit=unit).update(active=True)
    assert [s.drifted for s in check_units(unit.place_path, mend=False)] == [(unit.pk,)]
    call_command("periksa_putusan", wilayah="35.07", stdout=(told := StringIO()))
    assert "1 unit IPSM diperiksa: 1 berbeda dan sudah dibetulkan." in told.getvalue()
    assert [s.drifted for s in check_units(unit.place_path, mend=False)] == [()]


def test_a_policy_reaches_all_units_below(unit: IpsmUnit, board: dict[str, Any]) -> None:
    asks("35", 2, longest_term_months=12)
    assert rejudge_units_below(unit.place_path[:10], 3) == 0
    assert rejudge_units_below(unit.place_path[:10], 2) == 1
    assert on(unit, date(2025, 2, 1)).reasons == [rule.EXPIRED, rule.CAPPED]
