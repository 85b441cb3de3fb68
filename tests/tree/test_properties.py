"""Laws in any number and order: the tree stays whole, nobody is lost, what is stored is what is judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.insights.fold import fold_due
from pendopo.insights.queries import consolidation
from pendopo.legality.models import Segment
from pendopo.legality.timelines import drift
from pendopo.processes.tree.commands import merge_places, move_place, rename_place, split_place
from pendopo.processes.tree.drafts import Law, Named, Split
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Refusal
from pendopo.wilayah.enums import KINDS_OF, Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code
from tests.tree.whole import tree_is_whole
from tests.worlds.two_kabupaten import JATIM, World

pytestmark = pytest.mark.django_db
FIRST = date(2021, 1, 1)
LAST = date(2026, 1, 1)
step = st.tuples(
    st.sampled_from(["rename", "move", "split", "merge", "village"]), st.integers(0, 40), st.integers(0, 40),
    st.integers(0, 120), st.booleans(),
)  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Laws:
    """Tells laws about the districts and villages where people of the world serve, and their neighbours."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.day, self.n = actor, FIRST, 0

    def tell(self, kind: str, one: int, two: int, days: int, flag: bool) -> None:
        self.day = min(self.day + timedelta(days=days), LAST)
        self.n += 1
        try:
            with transaction.atomic():
                getattr(self, kind)(one, two, flag)
        except Refusal:
            return

    @property
    def law(self) -> Law:
        return Law(self.day, f"Perda {self.n}/2025")

    def places(self, level: Level) -> list[Wilayah]:
        """Those with people first, then a few neighbours."""
        paths = {p[: level.path_length] for p in PsmPosting.objects.values_list("village_path", flat=True)}
        busy = list(Wilayah.objects.filter(path__in=paths, path__startswith=self.actor.path).order_by("pk"))
        near = Wilayah.objects.filter(
            parent_id__in=[b.parent_id for b in busy], level=level, successor__isnull=True
        )
        return [*busy, *near.exclude(pk__in=[b.pk for b in busy]).order_by("pk")[:3]]

    def pick(self, level: Level, at: int) -> Wilayah:
        places = self.places(level)
        return places[at % len(places)]

    def code(self, parent: Wilayah, level: Level) -> str:
        return f"{parent.code}.{(8000 if level == Level.VILLAGE else 50) + self.n}"

    def rename(self, one: int, two: int, flag: bool) -> None:
        level = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)[two % 3]
        node = self.pick(level, one)
        assert node.parent is not None
        code = self.code(node.parent, level) if flag else node.code
        kinds = KINDS_OF[level]
        rename_place(self.actor, node.pk, Named(f"Nama {self.n}", kinds[one % len(kinds)], code), self.law)

    def move(self, one: int, two: int, flag: bool) -> None:
        level = Level.DISTRICT if flag else Level.VILLAGE
        node, parent = self.pick(level, one), self.pick(Level(level - 1), two)
        move_place(self.actor, node.pk, parent.pk, "", self.law)

    def split(self, one: int, two: int, flag: bool) -> None:
        level = Level.REGENCY if flag else Level.DISTRICT
        origin = self.pick(level, one)
        children = list(
            origin.children.filter(successor__isnull=True).order_by("pk").values_list("pk", flat=True)
        )
        assert origin.parent is not None
        named = Named(f"Mekar {self.n}", KINDS_OF[level][0], self.code(origin.parent, level))
        split_place(
            self.actor,
            origin.pk,
            0,
            Split(named, tuple(children[two % len(children) :][:2]), (), flag),
            self.law,
        )

    def village(self, one: int, two: int, flag: bool) -> None:
        origin = self.pick(Level.VILLAGE, one)
        people = list(PsmPosting.objects.filter(village=origin).order_by("pk").values_list("pk", flat=True))
        assert origin.parent is not None
        named = Named(f"Mekar {self.n}", "desa", self.code(origin.parent, Level.VILLAGE))
        split_place(
            self.actor,
            origin.pk,
            0,
            Split(named, (), tuple(people[: two % (len(people) + 1)]), flag),
            self.law,
        )

    def merge(self, one: int, two: int, flag: bool) -> None:
        level = (Level.VILLAGE, Level.VILLAGE, Level.DISTRICT, Level.REGENCY)[(one + two) % 4]
        node, other = self.pick(level, one), self.pick(level, two)
        if not flag:
            merge_places(self.actor, (node.pk,), other.pk, None, self.law)
            return
        assert node.parent is not None
        named = Named(f"Satu {self.n}", KINDS_OF[level][0], self.code(node.parent, level))
        merge_places(self.actor, (node.pk, other.pk), None, named, self.law)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(step, min_size=3, max_size=9), folds=st.booleans())
def test_after_any_laws_the_tree_is_whole(world: World, steps: list[Any], folds: bool) -> None:
    with undone():
        jatim, laws = world.actor(Role.DINSOS_ADMIN, JATIM), Laws(world.actor(Role.DINSOS_ADMIN, JATIM))
        for one in steps:
            laws.tell(*one)
        if folds:
            fold_due()
        tree_is_whole()
        stored = drift(list(PsmPosting.objects.values_list("pk", flat=True)))
        assert (stored.postings, stored.villages) == ((), ())
        nobody_is_lost(jatim, [FIRST - timedelta(days=1), laws.day - timedelta(days=1), laws.day, LAST])


def nobody_is_lost(jatim: Actor, days: list[date]) -> None:
    province = by_code(JATIM)
    assert province is not None
    for day in days:
        serving = Segment.objects.filter(period__contains=day, village_path__startswith=jatim.path).count()
        found = consolidation(jatim, province, day)
        assert found.total.psm == sum(row.figures.psm for row in found.rows) == serving
        for row in found.rows:
            if row.figures.psm:
                below = consolidation(jatim, Wilayah.objects.get(pk=row.id), day)
                assert below.total.psm == row.figures.psm == sum(r.figures.psm for r in below.rows)
                assert below.total.older == row.figures.older
