"""What pages read of boards: who may, what is told, and what it costs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.legality.board_timelines import rejudge_units
from pendopo.legality.models import BoardNaming
from pendopo.legality.queries.board_story import unit_story
from pendopo.legality.queries.boards import BoardLine, units_on
from pendopo.roster.enums import SeatKind, StopKind
from pendopo.roster.models import IpsmUnit
from pendopo.rules import board_registry as rule
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from tests.legality.boards import asks, decree, met, place, seat_of, sits, stop, term_of, unit_of

MALANG, SEMARANG = "35.07", "33.22"
DAY = date(2024, 4, 1)


@pytest.fixture
def unit(world: Any) -> IpsmUnit:
    found = unit_of(MALANG)
    term = term_of(found)
    sits(seat_of(term), "Sutrisno")
    seat_of(term, SeatKind.BENDAHARA)
    decree(term, until=date(2029, 1, 31))
    met(found, date(2024, 3, 1))
    rejudge_units([found.pk])
    return found


@pytest.fixture
def neighbour(actor: Any) -> Actor:
    beside = place("35.08")
    return replace(actor(Role.IPSM_SECRETARY, MALANG), place_id=beside.pk, path=beside.path)


def line_of(lines: list[BoardLine], code: str) -> BoardLine:
    return next(line for line in lines if line.code == code)


def test_every_place_has_a_line(unit: IpsmUnit, actor: Any) -> None:
    bare = unit_of("35.08")
    lines = units_on(actor(Role.IPSM_SECRETARY, "35"), place("35"), Level.REGENCY, DAY)
    assert len(lines) == 38
    told = line_of(lines, MALANG)
    assert (told.standing, told.active, told.access, told.step) == ("sah", False, True, "ber_sk")
    assert (told.chair.name, told.term, told.days_in_step) == ("Sutrisno", "2024–2029", 60)
    assert told.sentence.startswith("Karena SK 188/")
    assert told.idle_sentence == "Ada jabatan wajib yang kosong."
    assert told.access_sentence == "Boleh mengakses program: ya."
    none = line_of(lines, "35.09")
    assert (none.unit_id, none.standing, none.step, none.days_in_step) == (None, "", "belum", None)
    assert none.sentence == "Belum ada IPSM yang dibentuk di sini."
    assert line_of(lines, "35.08").unit_id == bare.pk


def test_neighbours_read_verdicts_and_no_names(unit: IpsmUnit, actor: Any, neighbour: Actor) -> None:
    lines = units_on(neighbour, place("35"), Level.REGENCY, DAY)
    told = line_of(lines, MALANG)
    assert (told.standing, told.chair, told.inside) == ("sah", None, False)
    with pytest.raises(NotVisible):
        units_on(neighbour, place(MALANG), Level.DISTRICT, DAY)
    with pytest.raises(NotVisible):
        units_on(actor(Role.IPSM_SECRETARY, SEMARANG), place("35"), Level.REGENCY, DAY)
    deeper = units_on(neighbour, place("35"), Level.DISTRICT, DAY)
    assert {line.code[:5] for line in deeper} == {"35.08"}
    with pytest.raises(NotAllowed):
        units_on(actor(Role.PSM, MALANG), place(MALANG), Level.DISTRICT, DAY)


def test_the_story_of_a_unit(unit: IpsmUnit, actor: Any, neighbour: Actor) -> None:
    asks("35", 2, needs=["sah", "aktif"])
    stop(unit, StopKind.BEKU, date(2024, 6, 1))
    rejudge_units([unit.pk])
    secretary = actor(Role.IPSM_SECRETARY, MALANG)
    told = unit_story(secretary, unit.pk, DAY)
    assert (told.verdict.standing, told.verdict.active, told.verdict.access) == ("sah", False, False)
    assert told.verdict.headline == "Pengurus IPSM Kab. Malang sah"
    assert "Ada jabatan wajib yang kosong." in told.verdict.idle
    assert "kebijakan meminta pengurus yang aktif" in told.verdict.access_words
    assert told.current
    assert [(s.seat.kind, s.holder.name if s.holder else "") for s in told.current.seats] == [
        ("ketua", "Sutrisno"), ("bendahara", ""),
    ]  # fmt: skip
    assert [(p.state, p.word) for p in told.current.papers] == [("governs", "menentukan")]
    assert told.policy.needs == {"sah", "aktif"}
    assert told.segments[0].period.lower == date(2024, 1, 10)
    frozen = unit_story(secretary, unit.pk, date(2024, 7, 1)).verdict
    assert frozen.rules[0] == rule.FROZEN
    assert frozen.reasons == ("IPSM Kab. Malang dibekukan sejak 1 Juni 2024.",)
    before = unit_story(secretary, unit.pk, date(2020, 1, 1)).verdict
    assert (before.standing, before.step) == ("", "belum")
    with pytest.raises(NotVisible):
        unit_story(neighbour, unit.pk, DAY)


def test_a_wrong_paper_stays_to_be_seen(unit: IpsmUnit, actor: Any) -> None:
    BoardNaming.objects.update(annulled_at="2024-05-01T00:00:00Z")
    rejudge_units([unit.pk])
    told = unit_story(actor(Role.IPSM_SECRETARY, MALANG), unit.pk, DAY)
    assert told.verdict.standing == "belum_ber_sk"
    assert [p.word for t in told.terms for p in t.papers] == ["salah catat, dibatalkan"]


def test_costs_do_not_grow(unit: IpsmUnit, actor: Any) -> None:
    secretary = actor(Role.IPSM_SECRETARY, "35")

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as rows:
            units_on(secretary, place("35"), Level.REGENCY, DAY)
        with CaptureQueriesContext(connection) as story:
            unit_story(secretary, unit.pk, DAY)
        return len(rows), len(story)

    before = asked()
    for code in ("35.08", "35.09", "35.10"):
        other = unit_of(code)
        decree(term_of(other))
        rejudge_units([other.pk])
    later = term_of(unit, date(2026, 1, 1))
    sits(seat_of(later), "Siti", date(2026, 1, 1))
    decree(later, date(2026, 1, 5))
    met(unit, date(2026, 2, 1))
    rejudge_units([unit.pk])
    assert asked() == before
    assert before[0] <= 6
