"""The demo in small: a few regencies that between them show all the law knows."""

from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.access.queries import grants_of
from pendopo.audit.models import Event
from pendopo.insights.models import Balance
from pendopo.legality.board_timelines import drift_units
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import BoardSegment, LedgerPending, Segment, SkRequest
from pendopo.legality.timelines import drift
from pendopo.processes.seeding.accounts import LOGINS, PASSWORD, TWO_STEPS
from pendopo.processes.seeding.demo import NotEmpty, build
from pendopo.processes.seeding.places import ALL_COVERED, POLICIES, WITHOUT_PSM, plan_of, villages_of
from pendopo.processes.seeding.regency import seed_of
from pendopo.roster.enums import EndReason, NikState
from pendopo.roster.models import IpsmUnit, LikelyDuplicate, Person, PsmPosting
from pendopo.rules.board_registry import BOARD_RULES
from pendopo.rules.registry import RULES, RuleKind
from pendopo.shared.clock import WIB
from pendopo.shared.nik import age_on, faults
from pendopo.wilayah.queries import by_code

AT = datetime(2026, 11, 21, 9, tzinfo=WIB)
TODAY = AT.date()
FEW = frozenset({*POLICIES, WITHOUT_PSM, "33.72", "35.01"})

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> list[str]:
    said: list[str] = []
    build(AT, said.append, FEW)
    return said


def test_the_demo_shows_all_the_law_knows(demo: list[str]) -> None:
    segments = Segment.objects.all()
    shown = {rule for s in segments for rule in (*s.reasons, *s.warnings)}
    assert shown == {rule.id for rule in RULES.values() if rule.kind != RuleKind.FRAME}
    assert set(segments.filter(period__contains=TODAY).values_list("standing", flat=True)) == set(
        StandingChoice
    )
    assert segments.filter(period__contains=TODAY, soon_from__lte=TODAY).exists()
    assert set(segments.filter(standing="sah").values_list("checked", flat=True)) == {True, False}
    assert set(PsmPosting.objects.values_list("end_reason", flat=True)) == {"", *EndReason}
    assert LikelyDuplicate.objects.exists()
    requests = {(bool(request.answered_on), bool(request.sk_id)) for request in SkRequest.objects.all()}
    assert requests == {(False, False), (True, True), (True, False)}
    people_stand_as_people_do()
    boards_show_all_the_law_knows()
    what_is_stored_is_judged_and_folded()
    everybody_logs_in()
    with pytest.raises(NotEmpty):
        build(AT, demo.append)


def people_stand_as_people_do() -> None:
    ages = sorted(
        age_on(birth, TODAY) for birth in Person.objects.values_list("birth_on", flat=True) if birth
    )
    assert 48 <= ages[len(ages) // 2] <= 60
    assert ages[0] < 35
    assert ages[-1] > 75
    women = Person.objects.filter(sex="P").count() / Person.objects.count()
    assert 0.5 < women < 0.6
    sure = Person.objects.filter(nik_state=NikState.SURE)
    assert not any(faults(person.nik()) for person in sure[:200])
    assert {NikState.UNSURE, NikState.NONE} < set(Person.objects.values_list("nik_state", flat=True))


def boards_show_all_the_law_knows() -> None:
    segments = BoardSegment.objects.all()
    shown = {rule for s in segments for rule in (*s.reasons, *s.warnings, *s.idle_reasons, *s.access_reasons)}
    assert {rule.id for rule in BOARD_RULES.values() if rule.kind != RuleKind.FRAME} - shown == set()
    today = segments.filter(period__contains=TODAY)
    assert set(today.values_list("standing", flat=True)) == set(StandingChoice)
    assert {level for (level,) in today.values_list("level").distinct()} == {0, 1, 2, 3}
    assert not drift_units(list(IpsmUnit.objects.values_list("pk", flat=True))).units


def what_is_stored_is_judged_and_folded() -> None:
    found = drift(list(PsmPosting.objects.values_list("pk", flat=True)))
    assert (found.postings, found.villages) == ((), ())
    assert not LedgerPending.objects.exists()
    assert Balance.objects.exists()
    seeded = Event.objects.filter(name="demo.seeded")
    assert sum(event.subjects.count() for event in seeded) == Person.objects.count()


def everybody_logs_in() -> None:
    told = {login.username for login in LOGINS} | {TWO_STEPS.username, "operator.desa", "psm"}
    assert set(User.objects.values_list("username", flat=True)) == told
    assert all(grants_of(user.pk, AT) and not user.must_change_password for user in User.objects.all())
    assert User.objects.get(username="dinsos.malang").check_password(PASSWORD)
    assert User.objects.get(username="psm").person_id
    assert {grant.role for user in User.objects.all() for grant in grants_of(user.pk, AT)} == set(Role)


def test_the_same_day_gives_the_same_people() -> None:
    place = by_code("35.79")
    assert place is not None
    villages = villages_of(place)
    one, other = (seed_of(place.code, villages, plan_of(place.code), TODAY) for _ in range(2))
    assert one == other
    assert one.people


def test_special_regencies() -> None:
    for code, wanted in ((WITHOUT_PSM, 0), (ALL_COVERED, 328)):
        place = by_code(code)
        assert place is not None
        seed = seed_of(code, villages_of(place), plan_of(code), TODAY)
        assert len(seed.postings) == len({p.village_id for p in seed.postings}) == wanted


def test_an_installation_in_use_is_left_alone(world: Any) -> None:
    with pytest.raises(CommandError, match="database kosong"):
        call_command("demo")


def test_no_demo_no_logins(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    told = StringIO()
    call_command("demo", logins=True, stdout=told)
    assert told.getvalue() == ""
