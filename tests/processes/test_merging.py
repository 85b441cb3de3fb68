"""Merging two records and parting them again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.legality.commands import issue_sk
from pendopo.legality.drafts import SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import LedgerEntry, Segment, SkNaming
from pendopo.legality.timelines import drift
from pendopo.processes.merging.clashes import sort_out
from pendopo.processes.merging.commands import CLASH, merge_people, part_people
from pendopo.processes.merging.plan import plan_parting
from pendopo.processes.models import Merge
from pendopo.roster import commands as roster
from pendopo.roster.drafts import EndDraft, PersonDraft, PillarDraft, PostingDraft
from pendopo.roster.enums import EndReason, NikState
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PillarPosting, PsmPosting
from pendopo.shared.refusals import Conflict, Invalid, NotVisible
from tests.kernel.snapshots import one_event, refused
from tests.worlds.two_kabupaten import SEMARANG, World

WHY = "Ternyata dua orang"
_LEFT_OUT = {"version", "id"}


@pytest.fixture
def she(world: World) -> Actor:
    return world.actor(Role.IPSM_SECRETARY)


def state() -> dict[str, Any]:
    """Everything that a merge may change, without counters; derived rows without their keys."""
    kept: tuple[type[Model], ...] = (
        Person, PsmPosting, PillarPosting, SkNaming, MoveRequest, LikelyDuplicate, User,
    )  # fmt: skip
    found: dict[str, Any] = {}
    for model in kept:
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "version"]
        rows = model._default_manager.order_by("pk").values_list(*names)
        found[model.__name__] = [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows
        ]
    for model in (Segment, LedgerEntry):
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in ("id", "words")]
        found[model.__name__] = sorted(map(repr, model._default_manager.values_list(*names)))
    return found


def nothing_drifts() -> None:
    found = drift(list(PsmPosting.objects.values_list("pk", flat=True)))
    assert (found.postings, found.villages) == ((), ())


def twin_of(world: World, she: Actor, name: str = "forever", village: int = 0, **more: Any) -> PsmPosting:
    """The same human, written down a second time with a slip."""
    human = world.malang.psm[name].person
    person = PersonDraft(
        name=human.name.replace("ti", "ty"), birth_on=human.birth_on, sex=human.sex, address="RT 9",
        nik=human.nik()[:15], nik_state=NikState.UNSURE, kk="3507011203090004", job="Petani",
    )  # fmt: skip
    posting = PostingDraft(more.get("starts_on", date(2016, 1, 1)), kta_number="35.1")
    return roster.register_psm(she, world.malang.villages[village].pk, person, posting)


def paper(she: Actor, post: PsmPosting, *others: PsmPosting, number: str = "141/99/2017") -> None:
    issue_sk(
        she,
        SkDraft(
            number=number, issuer=Issuer.KEPALA_DESA, office_id=post.village_id, signed_on=date(2017, 1, 2),
            posting_ids=(post.pk, *(p.pk for p in others)), end_kind=EndKind.TANPA_BATAS,
        ),
    )  # fmt: skip


def test_parting_gives_both_back_whole(world: World, she: Actor) -> None:
    keeper, double = world.malang.psm["forever"], twin_of(world, she)
    paper(she, double, keeper)
    paper(she, double, number="141/100/2017")
    district = world.malang.district
    for pk in (keeper.person_id, double.person_id):
        roster.start_pillar(she, pk, district.pk, PillarDraft("TKSK", date(2020, 1, 1 + pk % 20)))
    before = state()
    with one_event("person.merged"):
        merge_people(she, keeper.person_id, double.person_id, {"address", "kk", "job", "nik", "name"})
    assert Person.objects.get(pk=keeper.person_id).job == "Petani"
    assert PillarPosting.objects.filter(person=keeper.person_id, cancelled_at__isnull=True).count() == 1
    assert state() != before
    nothing_drifts()
    merge = Merge.objects.get()
    assert b"Petani" not in bytes(merge.story_sealed or b"")
    assert not plan_parting(merge).stays
    with one_event("person.unmerged"):
        part_people(she, merge.pk, WHY)
    assert state() == before
    nothing_drifts()
    with refused(Conflict):
        part_people(she, merge.pk, WHY)


def test_the_nik_and_the_account_go_back(world: World, she: Actor) -> None:
    given_up, kept = world.malang.psm["forever"], twin_of(world, she)
    before = state()
    merge_people(she, kept.person_id, given_up.person_id, {"nik"})
    part_people(she, Merge.objects.get().pk, WHY)
    assert state() == before
    assert Person.objects.get(pk=given_up.person_id).nik() == given_up.person.nik()


def test_which_posting_stays_is_chosen_and_comes_back(world: World, she: Actor) -> None:
    here, there = world.malang.psm["forever"], twin_of(world, she, village=1)
    before = state()
    with refused(Conflict, rule=CLASH):
        merge_people(she, here.person_id, there.person_id)
    with refused(Invalid):
        merge_people(she, here.person_id, there.person_id, give_up={world.malang.psm["soon"].pk})
    merge_people(she, here.person_id, there.person_id, give_up={here.pk})
    live = PsmPosting.objects.get(person=here.person_id, cancelled_at__isnull=True)
    assert live.pk == there.pk
    nothing_drifts()
    part_people(she, Merge.objects.get().pk, WHY)
    assert state() == before
    nothing_drifts()


def test_what_was_touched_since_stays_and_is_listed(world: World, she: Actor) -> None:
    keeper, double = world.malang.psm["forever"], twin_of(world, she)
    merge_people(she, keeper.person_id, double.person_id, {"address", "job"})
    human = Person.objects.get(pk=keeper.person_id)
    roster.correct_person(
        she,
        human.pk,
        human.version,
        PersonDraft(name=human.name, address="RT 77", job=human.job),
        keep_nik=NikState.SURE,
    )
    post = PsmPosting.objects.get(pk=keeper.pk)
    roster.end_posting(she, post.pk, post.version, EndDraft(date(2023, 1, 1), EndReason.UNABLE))
    new = roster.return_psm(she, human.pk, world.malang.villages[2].pk, PostingDraft(date(2024, 1, 1)))
    plan = plan_parting(Merge.objects.get())
    assert [(type(s.row).__name__, s.row.pk, s.why) for s in plan.stays] == [
        ("Person", human.pk, "touched"), ("PsmPosting", keeper.pk, "touched"), ("PsmPosting", new.pk, "new"),
    ]  # fmt: skip
    part_people(she, Merge.objects.get().pk, WHY)
    human.refresh_from_db()
    assert (human.address, human.job) == ("RT 77", "")
    assert PsmPosting.objects.get(pk=keeper.pk).until == date(2023, 1, 1)
    other = PsmPosting.objects.get(pk=double.pk)
    assert (other.person_id, other.cancelled_at, other.starts_on) == (
        double.person_id,
        None,
        date(2016, 1, 1),
    )
    nothing_drifts()


def test_a_posting_that_would_meet_another_stays_cancelled(world: World, she: Actor) -> None:
    here, there = world.malang.psm["forever"], twin_of(world, she, village=1)
    merge_people(she, here.person_id, there.person_id, give_up={here.pk})
    live = PsmPosting.objects.get(pk=there.pk)
    roster.end_posting(she, live.pk, live.version, EndDraft(date(2023, 1, 1), EndReason.UNABLE))
    roster.return_psm(she, here.person_id, world.malang.villages[2].pk, PostingDraft(date(2024, 1, 1)))
    plan = plan_parting(Merge.objects.get())
    assert (here.pk, "meets") in [(s.row.pk, s.why) for s in plan.stays]
    part_people(she, Merge.objects.get().pk, WHY)
    assert PsmPosting.objects.get(pk=here.pk).cancelled_at is not None
    assert PsmPosting.objects.get(pk=there.pk).person_id == there.person_id
    nothing_drifts()


def test_the_newest_merge_is_parted_first_and_only_in_reach(world: World, she: Actor) -> None:
    keeper, second = world.malang.psm["forever"], twin_of(world, she)
    merge_people(she, keeper.person_id, second.person_id)
    third = twin_of(world, she, village=2, starts_on=world.on + timedelta(days=1))
    merge_people(she, keeper.person_id, third.person_id, give_up={third.pk})
    first, last = Merge.objects.order_by("pk")
    with refused(Conflict):
        part_people(she, first.pk, WHY)
    with refused(NotVisible):
        part_people(world.actor(Role.IPSM_SECRETARY, SEMARANG), last.pk, WHY)
    with refused(Invalid):
        part_people(she, last.pk, " ")
    part_people(she, last.pk, WHY)
    part_people(she, first.pk, WHY)
    nothing_drifts()


def test_a_nik_that_somebody_else_got_since_holds_it_up(world: World, she: Actor) -> None:
    keeper, nik = twin_of(world, she), world.malang.psm["forever"].person.nik()
    merge_people(she, keeper.person_id, world.malang.people["forever"])
    roster.register_psm(
        she, world.malang.villages[1].pk, PersonDraft(name="Orang Lain", nik=nik, nik_state=NikState.SURE),
        PostingDraft(date(2024, 1, 1)),
    )  # fmt: skip
    with refused(Conflict):
        part_people(she, Merge.objects.get().pk, WHY)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


service = st.tuples(st.integers(0, 2), st.integers(0, 2500), st.integers(0, 900) | st.none())
one_record = st.lists(service, min_size=1, max_size=3)
_FACTS = ("name", "birth", "sex", "address", "phone", "nik", "kk", "job", "died_on", "blood")
_FIRST = date(2016, 1, 1)


def _record(world: World, she: Actor, services: list[Any], n: int) -> int:
    """A person with postings that follow each other, papers and a pillar."""
    draft = PersonDraft(
        name=f"Uji Coba {n}", address=f"RT {n}", kk="3507011203090004" if n else "", job="Petani" if n else "",
        nik=f"350701450360{n + 50:04d}", nik_state=NikState.SURE if n else NikState.UNSURE, birth_on=date(1960, 3, 5),
    )  # fmt: skip
    human_id, day = 0, _FIRST
    for village, wait, length in services:
        day += timedelta(days=wait % 700)
        place = world.malang.villages[village]
        post = (
            roster.return_psm(she, human_id, place.pk, PostingDraft(day))
            if human_id
            else roster.register_psm(she, place.pk, draft, PostingDraft(day))
        )
        human_id = post.person_id
        if wait % 2:
            paper(she, post, number=f"{n}/{wait}/{post.pk}")
        if length is None:
            break
        last = min(day + timedelta(days=length), world.on)
        roster.end_posting(she, post.pk, post.version, EndDraft(last, EndReason.UNABLE))
        day = last + timedelta(days=1)
    roster.start_pillar(
        she, human_id, world.malang.district.pk, PillarDraft("TKSK", _FIRST + timedelta(days=n))
    )
    return human_id


@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(records=st.tuples(one_record, one_record), take=st.sets(st.sampled_from(_FACTS)), sides=st.randoms())
def test_any_merge_can_be_taken_back(
    world: World, she: Actor, records: Any, take: set[str], sides: Any
) -> None:
    with undone():
        keeper, other = (_record(world, she, services, n) for n, services in enumerate(records))
        before = state()
        give_up: set[int] = set()
        while clashes := sort_out(*(_live(pk, give_up) for pk in (keeper, other)))[1]:
            give_up.add(sides.choice((clashes[0].one, clashes[0].two)).pk)
        merge_people(she, keeper, other, take, give_up=give_up)
        nothing_drifts()
        part_people(she, Merge.objects.get().pk, WHY)
        assert state() == before
        nothing_drifts()


def _live(person_id: int, but: set[int]) -> list[PsmPosting]:
    rows = PsmPosting.objects.filter(person=person_id, cancelled_at__isnull=True)
    return list(rows.exclude(pk__in=but).order_by("pk"))
