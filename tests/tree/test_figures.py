"""Figures group by the tree of their date: before the law, and after it."""

from datetime import date, timedelta

import pytest

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.insights.figures import Consolidation
from pendopo.insights.fold import fold_due
from pendopo.insights.queries import consolidation
from pendopo.insights.trend import trend_of
from pendopo.insights.villages import villages_below
from pendopo.insights.wanted import coverage_below
from pendopo.legality.models import Segment
from pendopo.processes.tree.commands import merge_places, move_place, rename_place, split_place
from pendopo.processes.tree.drafts import Named, Split
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code
from tests.tree.test_deeds import BEFORE, LAW, SINCE, new_regency
from tests.worlds.two_kabupaten import JATIM, ROOT, World

pytestmark = pytest.mark.django_db
LATER = SINCE + timedelta(days=200)


@pytest.fixture(params=[False, True], ids=["pending", "folded"])
def folded(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def jatim(world: World) -> Actor:
    fold_due()
    return world.actor(Role.DINSOS_ADMIN, JATIM)


def shown(found: Consolidation) -> dict[str, tuple[int, int, int, int]]:
    """name → PSM, valid, villages with PSM, people of sixty; places with nobody are left out."""
    return {
        r.name: (r.figures.psm, r.figures.valid, r.figures.covered, r.figures.sixty_up)
        for r in found.rows
        if r.figures.psm
    }


def total(found: Consolidation) -> tuple[int, int, int, int]:
    f = found.total
    return f.psm, f.valid, f.covered, f.sixty_up


def look(actor: Actor, code: str, on: date) -> Consolidation:
    place = by_code(code)
    assert place is not None
    return consolidation(actor, place, on)


def test_a_split_regency(world: World, jatim: Actor, folded: bool) -> None:
    was = {day: shown(look(jatim, JATIM, day)) for day in (BEFORE, SINCE, LATER)}
    villages = look(jatim, "35.07", BEFORE).total.villages
    new_regency(jatim, world)
    if folded:
        fold_due()
    assert shown(look(jatim, JATIM, BEFORE)) == was[BEFORE]
    for day in (SINCE, LATER):
        assert shown(look(jatim, JATIM, day)) == {"Kab. Malang Selatan": was[day]["Kab. Malang"]}
    assert total(look(jatim, "35.07", BEFORE)) == was[BEFORE]["Kab. Malang"]
    assert total(look(jatim, "35.80", SINCE)) == was[SINCE]["Kab. Malang"]
    assert total(look(jatim, "35.07", SINCE)) == (0, 0, 0, 0)
    assert total(look(jatim, "35.80", BEFORE)) == (0, 0, 0, 0)
    assert "Kab. Malang Selatan" not in {r.name for r in look(jatim, JATIM, BEFORE).rows}
    assert look(jatim, "35.07", BEFORE).total.villages == villages
    after = look(jatim, "35.07", SINCE).total.villages, look(jatim, "35.80", SINCE).total.villages
    assert sum(after) == villages
    assert after[1] > 0


def test_a_district_is_read_where_it_lay(world: World, jatim: Actor, folded: bool) -> None:
    code = world.malang.district.code
    was = {day: shown(look(jatim, code, day)) for day in (BEFORE, LATER)}
    new_regency(jatim, world)
    if folded:
        fold_due()
    today = Wilayah.objects.get(pk=world.malang.district.pk).code
    for day in (BEFORE, LATER):
        assert shown(look(jatim, today, day)) == was[day]
    months = trend_of(jatim, Wilayah.objects.get(pk=world.malang.district.pk), date(2023, 1, 1), LATER)
    assert {m.psm for m in months} == {12}


def test_merged_villages(world: World, jatim: Actor, folded: bool) -> None:
    one, two = world.malang.villages[:2]
    code = world.malang.district.code
    was, then = shown(look(jatim, code, BEFORE)), shown(look(jatim, code, SINCE))
    merge_places(jatim, (two.pk,), one.pk, None, LAW)
    if folded:
        fold_due()
    assert shown(look(jatim, code, BEFORE)) == was
    after = shown(look(jatim, code, SINCE))
    both = [a + b for a, b in zip(then[one.full_name], then[two.full_name], strict=True)]
    assert after[one.full_name] == (both[0], both[1], 1, both[3])
    assert two.full_name not in after
    assert look(jatim, code, BEFORE).total.villages == look(jatim, code, SINCE).total.villages + 1
    coverage = coverage_below(jatim, world.malang.place, BEFORE)
    assert sum(c.villages for c in coverage.values()) == look(jatim, "35.07", BEFORE).total.villages


def test_a_split_village(world: World, jatim: Actor, folded: bool) -> None:
    origin, goes = world.malang.villages[0], world.malang.psm["forever"]
    code = world.malang.district.code
    was, then = shown(look(jatim, code, BEFORE)), shown(look(jatim, code, SINCE))
    split_place(jatim, origin.pk, 0, Split(Named("Baru", "desa", f"{code}.2098"), (), (goes.pk,)), LAW)
    if folded:
        fold_due()
    assert shown(look(jatim, code, BEFORE)) == was
    after = shown(look(jatim, code, SINCE))
    assert after["Desa Baru"][:3] == (1, 1, 1)
    assert after[origin.full_name][0] == then[origin.full_name][0] - 1


def test_a_regency_in_another_province(world: World, folded: bool) -> None:
    ministry = world.actor(Role.DINSOS_ADMIN, ROOT)
    fold_due()
    was = {(code, day): total(look(ministry, code, day)) for code in ("35", "33") for day in (BEFORE, LATER)}
    jateng = by_code("33")
    assert jateng is not None
    move_place(ministry, world.malang.place.pk, jateng.pk, "33.90", LAW)
    if folded:
        fold_due()
    assert total(look(ministry, "35", BEFORE)) == was["35", BEFORE]
    assert total(look(ministry, "33", BEFORE)) == was["33", BEFORE]
    assert total(look(ministry, "35", LATER)) == (0, 0, 0, 0)
    both = tuple(a + b for a, b in zip(was["35", LATER], was["33", LATER], strict=True))
    assert total(look(ministry, "33", LATER)) == both
    assert shown(look(ministry, "0", BEFORE)) == {
        "Jawa Timur": was["35", BEFORE],
        "Jawa Tengah": was["33", BEFORE],
    }
    assert shown(look(ministry, "0", LATER)) == {"Jawa Tengah": both}


def test_old_dates_show_old_names(world: World, jatim: Actor) -> None:
    village, code = world.malang.villages[0], world.malang.district.code
    rename_place(jatim, village.pk, Named("Sidomakmur", "kelurahan", village.code), LAW)
    assert village.full_name in shown(look(jatim, code, BEFORE))
    assert "Kel. Sidomakmur" in shown(look(jatim, code, SINCE))


def test_nobody_is_lost_on_the_way(world: World, jatim: Actor) -> None:
    """Whoever is in service on a day is counted once, in some place of that day's tree."""
    new_regency(jatim, world)
    one, two = world.malang.villages[:2]
    merge_places(jatim, (two.pk,), one.pk, None, LAW)
    for day in (date(2019, 5, 5), BEFORE, SINCE, LATER, world.on):
        serving = Segment.objects.filter(period__contains=day, village_path__startswith=jatim.path).count()
        assert look(jatim, JATIM, day).total.psm == serving


def test_the_villages_of_a_province_are_right_at_once(world: World, jatim: Actor) -> None:
    """The count is kept between pages, and counted anew after each change of the tree."""
    place = by_code(JATIM)
    assert place is not None
    before = sum(villages_below(place, LATER).values())
    first, second = world.malang.villages[:2]
    merge_places(jatim, (first.pk,), second.pk, None, LAW)
    assert sum(villages_below(place, LATER).values()) == before - 1
    assert sum(villages_below(place, BEFORE).values()) == before
    third = world.malang.villages[2]
    split_place(jatim, third.pk, 0, Split(Named("Baru", "desa", f"{third.code[:-2]}98")), LAW)
    assert sum(villages_below(place, LATER).values()) == before
