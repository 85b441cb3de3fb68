"""Two dates beside each other: every person in at most one change, and the names are those counted."""

from datetime import date, timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.insights.compare import Change, changed_people, compare
from pendopo.insights.compare_phrases import difference, opening, points
from pendopo.insights.fold import fold_due
from pendopo.insights.trend import joined_months, trend_of, trends_below
from pendopo.legality.models import Segment
from pendopo.shared.refusals import NotVisible
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

YEARS = 365


def _since(world: World, days: int = 3 * YEARS) -> date:
    return world.on - timedelta(days=days)


def _states(world: World, on: date) -> dict[int, str]:
    inside = Segment.objects.filter(village_path__startswith=world.malang.place.path, period__contains=on)
    return dict(inside.values_list("person_id", "standing"))


def _expected(world: World, since: date) -> dict[Change, set[int]]:
    then, now = _states(world, since), _states(world, world.on)
    found: dict[Change, set[int]] = {change: set() for change in Change}
    for person in then.keys() | now.keys():
        a, b = then.get(person), now.get(person)
        if a is None:
            found[Change.JOINED].add(person)
        elif b is None:
            found[Change.GONE].add(person)
        elif a != "sah" and b == "sah":
            found[Change.GAINED].add(person)
        elif a == "sah" and b == "habis":
            found[Change.EXPIRED].add(person)
        elif a == "sah" and b != "sah":
            found[Change.LOST].add(person)
    return found


@pytest.mark.parametrize("days", [30, 400, 3 * YEARS, 7 * YEARS, 12 * YEARS])
def test_counts_and_names_are_those_of_a_recount(world: World, days: int) -> None:
    actor, since = world.actor(Role.DINSOS_ADMIN, MALANG), _since(world, days)
    found, expected = compare(actor, world.malang.place, since, world.on), _expected(world, since)
    for change in Change:
        if change == Change.OTHER:
            continue
        assert found.people[change] == len(expected[change]), change
        listed = changed_people(actor, world.malang.place, since, world.on, change)
        assert {line.person_id for line in listed.items} == expected[change], change


def test_names_end_at_ones_reach(world: World) -> None:
    province = world.malang.place.parent
    assert province is not None
    actor, since = world.actor(Role.IPSM_CHAIR, MALANG), _since(world)
    assert compare(actor, province, since, world.on).now.total.psm == 10
    with pytest.raises(NotVisible):
        changed_people(actor, province, since, world.on, Change.JOINED)
    with pytest.raises(NotVisible):
        compare(world.actor(Role.IPSM_CHAIR, SEMARANG), world.malang.place, since, world.on)


@pytest.mark.parametrize("folded", [False, True])
def test_the_trend_is_the_consolidation_of_each_month(world: World, folded: bool) -> None:
    if folded:
        assert fold_due() == 2, "both regencies"
    actor, first = world.actor(Role.DINSOS_ADMIN, JATIM), date(world.on.year - 6, 1, 1)
    province = world.malang.place.parent
    assert province is not None
    for place in (province, world.malang.place, world.malang.district, world.malang.villages[1]):
        months = trend_of(actor, place, first, world.on)
        assert len(months) == (world.on.year - first.year) * 12 + world.on.month
        for at in months[::17]:
            total = compare(actor, place, at.month, at.month).now.total
            assert (at.psm, at.valid, at.checked, at.covered) == (
                total.psm, total.valid, total.checked, total.covered,
            ), (place, at.month)  # fmt: skip
    below = trends_below(actor, province, first, world.on)
    assert joined_months(list(below.values()))[-1] == trend_of(actor, province, first, world.on)[-1]


def test_words() -> None:
    assert (difference(3, 5), difference(5, 3), difference(4, 4)) == ("+2", "−2", "tetap")
    assert (points(0.5, 0.71), points(None, 0.2), points(0.5, 0.4)) == ("naik 21 poin", "", "turun 10 poin")


def test_the_opening_names_both_shares(world: World) -> None:
    found = compare(world.actor(Role.IPSM_CHAIR, MALANG), world.malang.place, _since(world), world.on)
    assert "berubah dari" in opening(found, "Kab. Malang")
