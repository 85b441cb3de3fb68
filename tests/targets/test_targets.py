"""A province sets targets, the kab/kota answers, and sees what comes next."""

from datetime import date, timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.insights.stages import Stage, StageKind, StageState, next_stage
from pendopo.insights.target_queries import target_table
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from pendopo.targets.commands import answer_target, cancel_round, change_target, set_round
from pendopo.targets.drafts import RoundDraft, StagesDraft
from pendopo.targets.models import Target, TargetRound
from pendopo.targets.queries import round_on, rounds_of
from tests.worlds.two_kabupaten import JATENG, JATIM, MALANG, SEMARANG, World

STAGES = StagesDraft(board=False, covered_percent=1, valid_percent=60, checked_percent=50)


def _draft(world: World, name: str = "Sampai Rakor", days: int = 200) -> RoundDraft:
    return RoundDraft(name, world.on - timedelta(days=5), world.on + timedelta(days=days), STAGES)


def _set(world: World, name: str = "Sampai Rakor", days: int = 200) -> TargetRound:
    return set_round(
        world.actor(Role.DINSOS_ADMIN, JATIM), world.malang.place.parent_id or 0, _draft(world, name, days)
    )


def _malang(made: TargetRound, world: World) -> Target:
    return made.targets.get(regency=world.malang.place)


def test_every_kab_kota_of_the_province_gets_its_target(world: World) -> None:
    made = _set(world)
    assert made.targets.count() == 38
    assert Event.objects.filter(name="target.set").count() == 1
    with pytest.raises(Invalid, match="sudah dipakai"):
        _set(world)


def test_a_kab_kota_sets_no_targets_and_a_neighbour_finds_none(world: World) -> None:
    with pytest.raises(NotVisible):
        set_round(world.actor(Role.DINSOS_ADMIN, MALANG), world.malang.place.parent_id or 0, _draft(world))
    with pytest.raises(NotVisible):
        set_round(world.actor(Role.DINSOS_ADMIN, JATENG), world.malang.place.parent_id or 0, _draft(world))
    made = _set(world)
    assert rounds_of(world.actor(Role.DINSOS_ADMIN, SEMARANG), world.malang.place) == []
    with pytest.raises(NotVisible):
        cancel_round(world.actor(Role.DINSOS_ADMIN, JATENG), made.pk)


def test_the_kab_kota_answers_for_itself(world: World) -> None:
    target = _malang(_set(world), world)
    with pytest.raises(NotAllowed):
        answer_target(world.actor(Role.DINSOS_ADMIN, JATIM), target.pk, target.version, True)
    chair = world.actor(Role.IPSM_CHAIR, MALANG)
    with pytest.raises(Invalid, match="mengapa belum setuju"):
        answer_target(chair, target.pk, target.version, False)
    answered = answer_target(chair, target.pk, target.version, True)
    assert answered.agreed
    with pytest.raises(Conflict):
        answer_target(chair, target.pk, target.version, True)


def test_a_changed_target_is_asked_anew(world: World) -> None:
    target = _malang(_set(world), world)
    target = answer_target(world.actor(Role.IPSM_CHAIR, MALANG), target.pk, target.version, True)
    higher = StagesDraft(board=True, covered_percent=2, valid_percent=90, checked_percent=None)
    with pytest.raises(NotVisible):
        change_target(world.actor(Role.DINSOS_ADMIN, MALANG), target.pk, target.version, higher)
    changed = change_target(world.actor(Role.DINSOS_ADMIN, JATIM), target.pk, target.version, higher)
    assert (changed.agreed, changed.valid_percent, changed.checked_percent) == (None, 90, None)


def test_the_table_says_what_stands_and_what_comes_next(world: World) -> None:
    made = _set(world)
    rows = target_table(world.actor(Role.IPSM_CHAIR, MALANG), made, world.on)
    assert len(rows) == 38
    row = next(r for r in rows if r.place.id == world.malang.place.pk)
    figures = row.place.figures
    by_kind = {stage.kind: stage for stage in row.stages}
    assert by_kind[StageKind.VALID].done == figures.valid
    assert by_kind[StageKind.VALID].whole == figures.psm
    assert row.next is not None
    assert row.next.kind == StageKind.COVERED
    bare = next(r for r in rows if r.place.figures.psm == 0)
    assert bare.reached == 0, "of nothing nothing is reached"


def test_the_round_of_a_day(world: World) -> None:
    near, far = _set(world, "Dekat", 100), _set(world, "Jauh", 400)
    rounds = rounds_of(world.actor(Role.IPSM_CHAIR, MALANG), world.malang.place)
    assert round_on(rounds, world.on) == near
    assert round_on(rounds, world.on + timedelta(days=200)) == far
    assert round_on(rounds, world.on + timedelta(days=500)) == far
    assert round_on(rounds, world.on - timedelta(days=50)) is None


def test_missed_only_after_the_day() -> None:
    due = date(2026, 6, 30)
    stage = Stage(StageKind.VALID, 80, done=7, whole=10, due_on=due, on=due)
    assert (stage.lacking, stage.state) == (1, StageState.NOT_YET)
    late = Stage(StageKind.VALID, 80, done=7, whole=10, due_on=due, on=due + timedelta(days=1))
    assert late.state == StageState.MISSED
    assert next_stage([late]) is late


def test_nonsense_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="paling sedikit satu"):
        StagesDraft(board=False, covered_percent=None, valid_percent=None, checked_percent=None)
    with pytest.raises(Invalid, match="tidak dapat lebih banyak"):
        StagesDraft(board=True, covered_percent=None, valid_percent=50, checked_percent=60)
    with pytest.raises(Invalid, match="sesudah tanggal mulai"):
        RoundDraft("Rakor", date(2026, 1, 2), date(2026, 1, 1), STAGES)
