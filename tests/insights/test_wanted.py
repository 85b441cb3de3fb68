"""Villages against the wanted number of PSM: out of sums the same as village by village, for the country too."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.access.enums import Role
from pendopo.insights.fold import due, fold
from pendopo.insights.wanted import Coverage, coverage_below
from pendopo.legality.commands import set_policy
from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import Segment
from pendopo.legality.request_queries import policies_on
from pendopo.legality.timelines import drift
from pendopo.roster.commands import end_posting, register_psm
from pendopo.roster.drafts import EndDraft, PersonDraft, PostingDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import PsmPosting
from pendopo.rules.policy import Bimtek
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code
from tests.worlds.two_kabupaten import JATENG, JATIM, ROOT, World

pytestmark = pytest.mark.django_db


def by_hand(place: Wilayah, on: date) -> dict[str, tuple[int, int]]:
    """Path right below → villages with PSM, and with as many as wanted; those with none are left out."""
    there = Segment.objects.filter(village_path__startswith=place.path, period__contains=on)
    people: dict[str, set[int]] = {}
    for path, person_id in there.values_list("village_path", "person_id"):
        people.setdefault(path, set()).add(person_id)
    found: dict[str, tuple[int, int]] = {}
    for path, policy in policies_on(people, on).items():
        below = path[: len(place.path) + 5]
        covered, full = found.get(below, (0, 0))
        enough = len(people[path]) >= (policy.wanted_per_village if policy else 1)
        found[below] = covered + 1, full + enough
    return found


def crowd(world: World, dice: random.Random) -> None:
    """Up to eight more PSM in the villages of both regencies, some of whom have left."""
    admin = world.actor(Role.DINSOS_ADMIN, ROOT)
    for village in (*world.malang.villages, *world.semarang.villages):
        for n in range(dice.randrange(9)):
            starts = world.on - timedelta(dice.randrange(1, 900))
            posting = register_psm(
                admin, village.pk, PersonDraft(f"Orang {village.pk} {n}"), PostingDraft(starts)
            )
            if dice.random() < 0.2:
                post = PsmPosting.objects.get(pk=posting.pk)
                ended = EndDraft(starts + timedelta(dice.randrange(400)), EndReason.OTHER, "pindah tugas")
                if ended.last_day <= world.on:
                    end_posting(admin, post.pk, post.version, ended)


def policies(world: World, dice: random.Random) -> None:
    admin = world.actor(Role.DINSOS_ADMIN, ROOT)
    regency, district = world.malang.place, world.malang.district
    places = [by_code(ROOT), by_code(JATIM), by_code(JATENG), regency, district, *world.malang.villages[:2]]
    for place in places:
        if place is not None and dice.random() < 0.7:
            draft = PolicyDraft(
                None, (Issuer.KEPALA_DESA,), None, Bimtek.TIDAK, dice.randrange(1, 9), "Perbup"
            )
            set_policy(admin, place.pk, draft)


def shown(found: dict[str, Coverage]) -> dict[str, tuple[int, int]]:
    return {path: (c.covered, c.full) for path, c in found.items() if c.covered}


@pytest.mark.parametrize("seed", range(3))
def test_sums_say_what_a_count_by_hand_says(world: World, seed: int) -> None:
    dice = random.Random(seed)
    crowd(world, dice)
    for waiting in due()[: dice.randrange(3)]:
        fold(waiting)
    admin = world.actor(Role.DINSOS_ADMIN, ROOT)
    for _round in range(2):
        for code in (ROOT, JATIM, world.malang.place.code):
            place = by_code(code)
            assert place is not None
            for on in (world.on, world.on - timedelta(dice.randrange(800))):
                assert shown(coverage_below(admin, place, on)) == by_hand(place, on), (code, on)
        policies(world, dice)
    assert drift(list(PsmPosting.objects.values_list("pk", flat=True))).villages == ()


def test_the_country_is_a_few_statements(world: World) -> None:
    dice = random.Random(7)
    crowd(world, dice)
    policies(world, dice)
    country = by_code(ROOT)
    assert country is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = coverage_below(world.actor(Role.DINSOS_ADMIN, ROOT), country, world.on)
    assert len(found) == 38 and len(asked) <= 14, [q["sql"][:80] for q in asked]
    assert sum(c.villages for c in found.values()) > 80_000
