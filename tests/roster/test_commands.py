from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.audit.models import Event, Subject
from pendopo.audit.record import open_changes
from pendopo.kernel import command as kernel
from pendopo.legality.models import Segment
from pendopo.roster import commands
from pendopo.roster.drafts import EndDraft, PersonDraft, PostingDraft
from pendopo.roster.enums import EndReason, NikState
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from tests.kernel.snapshots import nothing_written, one_event, refused
from tests.worlds.two_kabupaten import MALANG, SEMARANG, World

NIK = "3507014503600101"


@pytest.fixture
def she(world: World) -> Actor:
    return world.actor(Role.IPSM_SECRETARY)


def human(world: World, name: str) -> Person:
    return Person.objects.get(pk=world.malang.people[name])


def post(world: World, name: str) -> PsmPosting:
    return PsmPosting.objects.get(pk=world.malang.psm[name].pk)


def draft(**more: Any) -> PersonDraft:
    given = {
        "name": "Lestari Baru",
        "nik": NIK,
        "nik_state": NikState.SURE,
        "birth_on": date(1960, 3, 5),
        "sex": "P",
    }
    return PersonDraft(**(given | more))


def register(world: World, actor: Actor, **more: Any) -> PsmPosting:
    return commands.register_psm(
        actor, world.malang.villages[0].pk, draft(**more), PostingDraft(date(2024, 1, 1))
    )


def correct_person(world: World, actor: Actor, version: int | None = None, **more: Any) -> Person:
    one = human(world, "soon")
    return commands.correct_person(actor, one.pk, version or one.version, draft(**more))


def correct_posting(world: World, actor: Actor, start: date = date(2019, 1, 1)) -> PsmPosting:
    one = post(world, "soon")
    return commands.correct_posting(actor, one.pk, one.version, PostingDraft(start, kta_number="35.07.001"))


def reveal(world: World, actor: Actor) -> str:
    return commands.reveal_nik(actor, world.malang.people["soon"], "Pencocokan KTP untuk SK")


def end(world: World, actor: Actor, last: date = date(2026, 1, 31)) -> PsmPosting:
    one = post(world, "soon")
    return commands.end_posting(actor, one.pk, one.version, EndDraft(last, EndReason.OWN_REQUEST))


def take_back(world: World, actor: Actor) -> PsmPosting:
    one = post(world, "left")
    return commands.take_back_end(actor, one.pk, one.version, "Salah orang")


def die(world: World, actor: Actor, on: date = date(2026, 1, 31)) -> Person:
    one = human(world, "soon")
    return commands.record_death(actor, one.pk, one.version, on)


def cancel(world: World, actor: Actor) -> PsmPosting:
    one = post(world, "soon")
    return commands.cancel_posting(actor, one.pk, one.version, "Salah orang")


def move(world: World, actor: Actor, last: date = date(2026, 1, 31)) -> PsmPosting:
    one = post(world, "soon")
    return commands.move_psm(actor, one.pk, one.version, world.malang.villages[1].pk, last)


def ask_move(world: World, actor: Actor) -> MoveRequest:
    one = post(world, "soon")
    return commands.ask_move(actor, one.pk, one.version, world.semarang.villages[0].pk, date(2026, 1, 31))


def back(world: World, actor: Actor) -> PsmPosting:
    return commands.return_psm(
        actor, world.malang.people["left"], world.malang.villages[2].pk, PostingDraft(world.on)
    )


Deed = Callable[[World, Actor], Any]
DEEDS: dict[str, Deed] = {
    "psm.registered": register,
    "person.corrected": correct_person,
    "posting.corrected": correct_posting,
    "nik.revealed": reveal,
    "psm.left": end,
    "psm.end_taken_back": take_back,
    "person.died": die,
    "posting.cancelled": cancel,
    "psm.moved": move,
    "move.asked": ask_move,
    "psm.returned": back,
}
deeds = pytest.mark.parametrize(("event", "deed"), DEEDS.items(), ids=DEEDS)


@deeds
def test_writes_one_event(world: World, she: Actor, event: str, deed: Deed) -> None:
    with one_event(event):
        deed(world, she)


@deeds
def test_a_broken_log_saves_nothing(
    world: World, she: Actor, event: str, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr(kernel, "write_subjects", broken)
    with nothing_written(), pytest.raises(RuntimeError, match="no log"):
        deed(world, she)


@deeds
def test_the_neighbour_does_not_see_it(world: World, event: str, deed: Deed) -> None:
    with refused(NotVisible):
        deed(world, world.actor(Role.IPSM_SECRETARY, SEMARANG))


@deeds
@pytest.mark.parametrize("role", [Role.IPSM_CHAIR, Role.AUDITOR])
def test_a_role_that_only_reads_is_refused(world: World, event: str, deed: Deed, role: Role) -> None:
    with nothing_written(), pytest.raises((NotAllowed, NotVisible)):
        deed(world, world.actor(role))


def test_registers_once(world: World, she: Actor) -> None:
    known = register(world, she).person
    with refused(Conflict, rule=f"nik_here:{known.pk}"):
        register(world, she, name="Orang Lain")
    with refused(Conflict, rule="nik_elsewhere"):
        commands.register_psm(
            world.actor(Role.IPSM_SECRETARY, SEMARANG),
            world.semarang.villages[0].pk,
            draft(),
            PostingDraft(world.on),
        )


def test_a_registered_person_is_judged_at_once(world: World, she: Actor) -> None:
    segment = register(world, she).segments.get()
    assert (segment.standing, segment.name_key, segment.reasons) == (
        "belum_ber_sk",
        "lestari baru",
        ["SKP-02"],
    )


def test_a_likely_twin_is_noted_and_nothing_merged(world: World, she: Actor) -> None:
    one = register(world, she).person
    other = register(world, she, name="Lestari Barru", nik="", nik_state=NikState.NONE).person
    pair = LikelyDuplicate.objects.get(left=one, right=other)
    assert (pair.why, pair.same) == ("nama_dan_lahir", None)
    with one_event("duplicate.kept_apart"):
        commands.keep_apart(she, pair.pk)
    with refused(Conflict):
        commands.keep_apart(she, pair.pk)


def test_correcting_an_old_copy_is_a_conflict(world: World, she: Actor) -> None:
    version = human(world, "soon").version
    correct_person(world, she)
    with refused(Conflict):
        correct_person(world, she, version=version, name="Yang Terlambat")


def test_a_correction_reaches_the_lists(world: World, she: Actor) -> None:
    correct_person(world, she, name="Nama Betul")
    keys = Segment.objects.filter(person_id=world.malang.people["soon"]).values_list("name_key", flat=True)
    assert set(keys) == {"nama betul"}


def test_personal_values_of_an_event_are_sealed(world: World, she: Actor) -> None:
    correct_person(world, she, name="Nama Betul", address="Jalan Mawar 3")
    subject = Subject.objects.get(event__name="person.corrected")
    assert "Nama Betul" not in str(subject.changes)
    changes = open_changes(subject)
    assert changes["name"][1] == "Nama Betul"
    assert changes["nik"][1] == "•••• •••• •••• ••01"


def test_the_whole_nik_wants_a_reason(world: World, she: Actor) -> None:
    assert len(reveal(world, she)) == 16
    assert Event.objects.get(name="nik.revealed").reason == "Pencocokan KTP untuk SK"
    with refused(Invalid, field="reason"):
        commands.reveal_nik(she, world.malang.people["soon"], "ya")


def test_the_last_day_is_still_a_day_of_service(world: World, she: Actor) -> None:
    posting = end(world, she, date(2026, 1, 31))
    assert max(s.period.upper for s in posting.segments.all()) == date(2026, 2, 1)


def test_days_that_cannot_be_are_refused(world: World, she: Actor) -> None:
    tomorrow = world.on + timedelta(days=2)
    for deed in (end, die, move):
        with refused(Invalid):
            deed(world, she, tomorrow)
    with refused(Invalid, field="last_day"):
        end(world, she, date(2017, 12, 31))
    with refused(Invalid, field="died_on"):
        die(world, she, date(1950, 1, 1))


def test_a_death_taken_back(world: World, she: Actor) -> None:
    die(world, she)
    assert post(world, "soon").segments.filter(period__contains=world.on).count() == 0
    one = human(world, "soon")
    commands.record_death(she, one.pk, one.version, None)
    assert post(world, "soon").segments.filter(period__contains=world.on).count() == 1


def test_a_cancelled_posting_counts_nowhere(world: World, she: Actor) -> None:
    assert cancel(world, she).segments.count() == 0
    with refused(Conflict):
        cancel(world, she)


def test_moving_inside_the_reach(world: World, she: Actor) -> None:
    following = move(world, she)
    former = post(world, "soon")
    assert (former.until, former.end_reason) == (date(2026, 1, 31), EndReason.MOVED)
    assert (following.starts_on, following.village_id) == (date(2026, 2, 1), world.malang.villages[1].pk)
    with refused(Conflict):
        move(world, she)


def test_moving_to_another_office_wants_both_sides(world: World, she: Actor) -> None:
    with refused(NotVisible):
        one = post(world, "soon")
        commands.move_psm(she, one.pk, one.version, world.semarang.villages[0].pk, date(2026, 1, 31))
    request = ask_move(world, she)
    assert post(world, "soon").until is None
    with refused(Conflict):
        ask_move(world, she)
    with refused(NotVisible):
        commands.answer_move(she, request.pk, True)
    there = world.actor(Role.IPSM_SECRETARY, SEMARANG)
    with one_event("move.answered"):
        commands.answer_move(there, request.pk, True)
    following = PsmPosting.objects.get(person_id=world.malang.people["soon"], until=None)
    assert following.village_id == world.semarang.villages[0].pk
    assert following.segments.exists()
    with refused(Conflict):
        commands.answer_move(there, request.pk, False)


def test_a_declined_move_changes_nothing(world: World, she: Actor) -> None:
    request = ask_move(world, she)
    commands.answer_move(world.actor(Role.IPSM_SECRETARY, SEMARANG), request.pk, False, "Belum ada tempat")
    assert post(world, "soon").until is None


def test_nobody_serves_in_two_villages_at_once(world: World, she: Actor) -> None:
    with refused(Conflict):
        commands.return_psm(
            she, world.malang.people["soon"], world.malang.villages[1].pk, PostingDraft(world.on)
        )
    following = back(world, she)
    with refused(Conflict):
        commands.correct_posting(she, following.pk, following.version, PostingDraft(date(2020, 1, 1)))


def test_the_dead_do_not_return(world: World, she: Actor) -> None:
    with refused(Conflict):
        commands.return_psm(
            she, world.malang.people["died"], world.malang.villages[1].pk, PostingDraft(world.on)
        )


def test_an_operator_writes_in_her_village_alone(world: World) -> None:
    operator = world.actor(Role.VILLAGE_OPERATOR, MALANG)
    register(world, operator)
    nobody = draft(nik="", nik_state=NikState.NONE)
    with refused(NotVisible):
        commands.register_psm(operator, world.malang.villages[1].pk, nobody, PostingDraft(world.on))


def test_an_end_moved_into_the_next_service_is_told(world: World, she: Actor) -> None:
    following = back(world, she)
    former = post(world, "left")
    with refused(Conflict) as caught:
        commands.end_posting(she, former.pk, former.version, EndDraft(world.on, EndReason.UNABLE))
    assert str(following.village) in caught.value.sentence


def test_a_cancelled_posting_rests(world: World, she: Actor) -> None:
    cancel(world, she)
    for deed in (end, correct_posting):
        with refused(Conflict):
            deed(world, she)


def test_an_end_recorded_by_mistake_is_taken_back(world: World, she: Actor) -> None:
    before = post(world, "left")
    after = take_back(world, she)
    assert (before.until is None, after.until) == (False, None)
    assert Segment.objects.filter(posting=after, period__contains=world.on).exists()
    with refused(Conflict):
        commands.take_back_end(she, after.pk, after.version, "dua kali")
