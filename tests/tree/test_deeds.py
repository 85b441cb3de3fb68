"""A law changes the tree: what follows, what stays, what is judged."""

from datetime import date, timedelta

import pytest

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.audit.models import Event
from pendopo.audit.queries import events_in_reach
from pendopo.legality.enums import Measure
from pendopo.legality.models import LedgerEntry, Segment
from pendopo.legality.timelines import drift, rejudge
from pendopo.processes.tree.commands import merge_places, move_place, rename_place, split_place
from pendopo.processes.tree.drafts import Law, Named, Split
from pendopo.roster.commands import correct_posting
from pendopo.roster.models import Person, PsmPosting
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from pendopo.wilayah.enums import ChangeKind
from pendopo.wilayah.history import children_on, place_on
from pendopo.wilayah.models import FormerState, TreeChange, Wilayah
from pendopo.wilayah.queries import by_code, search
from tests.tree.whole import tree_is_whole
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, World

pytestmark = pytest.mark.django_db
SINCE = date(2024, 3, 1)
BEFORE = SINCE - timedelta(days=1)
LAW = Law(SINCE, "UU 1/2024")


@pytest.fixture
def jatim(world: World) -> Actor:
    return world.actor(Role.DINSOS_ADMIN, JATIM)


def new_regency(actor: Actor, world: World, code: str = "35.80") -> Wilayah:
    """Kab. Malang Selatan, with the district of the world in it."""
    named = Named("Malang Selatan", "kabupaten", code)
    split_place(actor, world.malang.place.pk, 0, Split(named, (world.malang.district.pk,)), LAW)
    node = by_code(code)
    assert node is not None
    return node


def judged(world: World) -> None:
    stored = drift([p.pk for p in world.malang.psm.values()])
    assert (stored.postings, stored.villages) == ((), ())


def test_a_village_is_renamed_and_becomes_a_kelurahan(world: World, jatim: Actor) -> None:
    village = world.malang.villages[0]
    rename_place(jatim, village.pk, Named("Sidomakmur", "kelurahan", village.code), LAW)
    today = Wilayah.objects.get(pk=village.pk)
    assert today.full_name == "Kel. Sidomakmur"
    assert today.path == village.path
    assert place_on(today, BEFORE).full_name == village.full_name
    assert place_on(today, SINCE).full_name == "Kel. Sidomakmur"
    hit = next(h for h in search(f"{village.name} malang") if h.id == village.pk)
    assert (hit.name, hit.formerly) == ("Kel. Sidomakmur", village.full_name)
    assert Event.objects.filter(name="wilayah.renamed").count() == 1
    tree_is_whole()
    judged(world)


def test_a_new_code_is_passed_on(world: World, jatim: Actor) -> None:
    regency, village = world.malang.place, world.malang.villages[0]
    rename_place(jatim, regency.pk, Named(regency.name, regency.kind, "35.90"), LAW)
    found = by_code(village.code)
    assert found is not None
    assert found.pk == village.pk
    assert found.code == f"35.90{village.code[5:]}"
    assert place_on(found, BEFORE).code == village.code
    tree_is_whole()


def test_a_district_goes_to_a_new_regency_with_everybody(world: World, jatim: Actor) -> None:
    regency = new_regency(jatim, world)
    old_office, old_auditor = world.actor(Role.DINSOS_ADMIN), world.actor(Role.AUDITOR)
    assert not visible(Person.objects.all(), old_office, Permission.PERSON_VIEW).exists()
    assert not events_in_reach(old_auditor, world.malang.place).filter(name="psm.registered").exists()
    new_office = Actor(None, "Baru", Role.DINSOS_ADMIN, regency.pk, regency.path, "test", old_office.at)
    assert visible(Person.objects.all(), new_office, Permission.PERSON_VIEW).count() == 12
    assert visible(Segment.objects.all(), new_office, Permission.PERSON_VIEW).exists()
    registered = events_in_reach(new_office, regency).filter(name="psm.registered")
    assert registered.count() == 12
    assert {c.id for c in children_on(regency, BEFORE)} == set()
    assert {c.id for c in children_on(regency, SINCE)} == {world.malang.district.pk}
    assert world.malang.district.pk in {c.id for c in children_on(world.malang.place, BEFORE)}
    assert world.malang.district.pk not in {c.id for c in children_on(world.malang.place, SINCE)}
    tree_is_whole()
    judged(world)


def test_a_place_that_hung_somewhere_for_no_day_leaves_nothing_there(world: World, jatim: Actor) -> None:
    """Two laws of one date: what was counted under the first is counted under the second alone."""
    regency, other = new_regency(jatim, world), by_code("35.79")
    assert other is not None
    between = LedgerEntry.objects.filter(village_path__startswith=regency.path)[0].village_path
    move_place(jatim, world.malang.district.pk, other.pk, "", LAW)
    assert not LedgerEntry.objects.filter(village_path__startswith=regency.path).exists()
    assert LedgerEntry.objects.filter(village_path__startswith=other.path).exists()
    tree_is_whole()
    judged(world)
    LedgerEntry.objects.create(village_path=between, day=SINCE, measure=Measure.SAH, n=1)
    left = drift([p.pk for p in world.malang.psm.values()])
    assert left.villages == (between,)
    assert left.postings
    rejudge(left.postings)
    judged(world)


def test_papers_are_judged_in_the_tree_of_their_day(world: World, jatim: Actor) -> None:
    """The bupati of the old regency signed before the split: that was her district then."""
    posting = world.malang.psm["forever"]
    before = list(Segment.objects.filter(posting=posting).values_list("period", "standing", "reasons"))
    assert before
    standing = dict(Segment.objects.order_by("period").values_list("posting_id", "standing"))
    new_regency(jatim, world)
    assert (
        list(Segment.objects.filter(posting=posting).values_list("period", "standing", "reasons")) == before
    )
    assert dict(Segment.objects.order_by("period").values_list("posting_id", "standing")) == standing


def test_villages_become_one(world: World, jatim: Actor) -> None:
    one, two = world.malang.villages[:2]
    standing = dict(Segment.objects.order_by("pk").values_list("posting_id", "standing"))
    merge_places(jatim, (two.pk,), one.pk, None, LAW)
    closed = Wilayah.objects.get(pk=two.pk)
    assert (closed.successor_id, closed.valid_until) == (one.pk, BEFORE)
    assert PsmPosting.objects.filter(village=one).count() == 8
    assert dict(Segment.objects.order_by("pk").values_list("posting_id", "standing")) == standing
    assert [h.id for h in search(f"{two.name} {world.malang.district.name}")] == [one.pk]
    assert {c.id for c in children_on(world.malang.district, BEFORE)} >= {one.pk, two.pk}
    assert two.pk not in {c.id for c in children_on(world.malang.district, SINCE)}
    tree_is_whole()
    judged(world)
    later = LAW.since + timedelta(days=30)
    with pytest.raises(Conflict, match="sudah digabungkan"):
        rename_place(jatim, two.pk, Named("Lain", "desa", two.code), Law(later, "Perda 2/2024"))


def test_two_villages_become_a_new_one(world: World, jatim: Actor) -> None:
    one, two = world.malang.villages[:2]
    code = f"{world.malang.district.code}.2099"
    change = merge_places(jatim, (one.pk, two.pk), None, Named("Satu Hati", "desa", code), LAW)
    assert change.kind == ChangeKind.MERGED
    new = by_code(code)
    assert new is not None
    assert PsmPosting.objects.filter(village=new, village_path=new.path).count() == 8
    operator = world.user(Role.VILLAGE_OPERATOR)
    assert Grant.objects.get(user=operator).wilayah_id == new.pk
    tree_is_whole()
    judged(world)


def test_a_village_is_split_with_some_of_its_psm(world: World, jatim: Actor) -> None:
    origin = world.malang.villages[0]
    goes = world.malang.psm["forever"]
    standing = dict(Segment.objects.order_by("pk").values_list("posting_id", "standing"))
    code = f"{world.malang.district.code}.2098"
    split_place(jatim, origin.pk, 0, Split(Named("Baru", "desa", code), (), (goes.pk,)), LAW)
    new = by_code(code)
    assert new is not None
    assert PsmPosting.objects.get(pk=goes.pk).village_id == new.pk
    assert dict(Segment.objects.order_by("pk").values_list("posting_id", "standing")) == standing
    there = LedgerEntry.objects.filter(village_path=new.path, measure=Measure.COVERED)
    assert list(there.values_list("day", "n")) == [(SINCE, 1)]
    assert not LedgerEntry.objects.filter(village_path=new.path, day__lt=SINCE).exists()
    tree_is_whole()
    judged(world)


def test_a_posting_that_was_in_a_village_for_no_day_counts_nothing_there(world: World, jatim: Actor) -> None:
    goes, code = world.malang.psm["forever"], world.malang.district.code
    split_place(
        jatim,
        world.malang.villages[0].pk,
        0,
        Split(Named("Baru", "desa", f"{code}.2098"), (), (goes.pk,)),
        LAW,
    )
    between = by_code(f"{code}.2098")
    assert between is not None
    split_place(jatim, between.pk, 0, Split(Named("Lebih Baru", "desa", f"{code}.2097"), (), (goes.pk,)), LAW)
    assert not LedgerEntry.objects.filter(village_path=between.path).exists()
    newest = by_code(f"{code}.2097")
    assert newest is not None
    assert LedgerEntry.objects.filter(village_path=newest.path, measure=Measure.COVERED).exists()
    tree_is_whole()
    judged(world)


def test_regencies_become_one_and_grants_follow(world: World, jatim: Actor) -> None:
    batu = by_code("35.79")
    assert batu is not None
    merge_places(jatim, (world.malang.place.pk,), batu.pk, None, LAW)
    admin = world.actor(Role.DINSOS_ADMIN)
    assert admin.place_id == batu.pk
    assert visible(Person.objects.all(), admin, Permission.PERSON_VIEW).count() == 12
    assert events_in_reach(admin, Wilayah.objects.get(pk=batu.pk)).filter(name="psm.registered").count() == 12
    tree_is_whole()
    judged(world)


@pytest.mark.parametrize("role", [Role.DINSOS_ADMIN])
def test_a_regency_may_not_change_the_tree(world: World, role: Role) -> None:
    village = world.malang.villages[0]
    with pytest.raises(NotAllowed):
        rename_place(world.actor(role, MALANG), village.pk, Named("Baru", "desa", village.code), LAW)


def test_a_province_moves_nothing_of_its_neighbour(world: World, jatim: Actor) -> None:
    with pytest.raises(NotVisible):
        move_place(jatim, world.malang.district.pk, world.semarang.place.pk, "", LAW)
    with pytest.raises(NotVisible):
        rename_place(jatim, world.semarang.place.pk, Named("X Y", "kabupaten", "33.22"), LAW)
    assert not TreeChange.objects.exists()


def test_history_is_told_in_its_order(world: World, jatim: Actor) -> None:
    village = world.malang.villages[0]
    rename_place(jatim, village.pk, Named("Sidomakmur", "desa", village.code), LAW)
    earlier = Law(SINCE - timedelta(days=9), "Perda 9/2024")
    with pytest.raises(Invalid, match="sudah tercatat berubah"):
        rename_place(jatim, village.pk, Named("Sidomulyo", "desa", village.code), earlier)
    rename_place(jatim, village.pk, Named("Sidomulyo", "kelurahan", village.code), LAW)
    assert FormerState.objects.filter(wilayah=village).count() == 2
    today = Wilayah.objects.get(pk=village.pk)
    assert place_on(today, BEFORE).name == village.name
    assert place_on(today, SINCE).name == "Sidomulyo"


def test_a_law_has_a_day_and_a_number(world: World, jatim: Actor) -> None:
    village = world.malang.villages[0]
    named = Named("Sidomakmur", "desa", village.code)
    with pytest.raises(Invalid) as refused:
        rename_place(jatim, village.pk, named, Law(jatim.today + timedelta(days=1), ""))
    assert set(refused.value.fields) == {"since", "basis"}
    with pytest.raises(Invalid) as refused:
        rename_place(jatim, village.pk, Named("", "kota", "35"), LAW)
    assert set(refused.value.fields) == {"name", "kind", "code"}
    taken = world.malang.villages[1].code
    with pytest.raises(Invalid, match="sudah dipakai"):
        rename_place(jatim, village.pk, Named("Sidomakmur", "desa", taken), LAW)


def test_the_ministry_moves_a_regency_to_another_province(world: World) -> None:
    ministry, jateng = world.actor(Role.DINSOS_ADMIN, ROOT), by_code("33")
    assert jateng is not None
    move_place(ministry, world.malang.place.pk, jateng.pk, "33.90", LAW)
    assert not visible(
        Person.objects.all(), world.actor(Role.DINSOS_ADMIN, JATIM), Permission.PERSON_VIEW
    ).exists()
    assert (
        visible(Person.objects.all(), world.actor(Role.DINSOS_ADMIN, "33"), Permission.PERSON_VIEW).count()
        == 24
    )
    posting = PsmPosting.objects.select_related("village").get(pk=world.malang.psm["forever"].pk)
    assert posting.village.code.startswith("33.90.")
    assert correct_posting is not None
    tree_is_whole()
    judged(world)
