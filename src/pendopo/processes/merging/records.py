"""Both records with all that hangs on them, locked, in reach of the office that decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.kernel.command import Desk
from pendopo.legality.models import SkNaming
from pendopo.roster.commands.rows import own
from pendopo.roster.models import Holder, MoveRequest, Person, PillarPosting, PsmPosting
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import common


@dataclass(slots=True)
class Both:
    keeper: Person
    other: Person
    postings: list[PsmPosting]
    pillars: list[PillarPosting]
    holders: list[Holder]

    @property
    def place_path(self) -> str:
        return common([p.village_path for p in self.postings] + [p.place_path for p in self.pillars])

    def live(self, human: Person) -> list[PsmPosting]:
        return [p for p in self.postings if p.person_id == human.pk and p.cancelled_at is None]

    def live_pillars(self, human: Person) -> list[PillarPosting]:
        return [p for p in self.pillars if p.person_id == human.pk and p.cancelled_at is None]

    def touch(self, desk: Desk) -> None:
        """Judge again: both, whoever is judged by papers that name them, and boards on which they sit."""
        desk.touches(self.postings)
        villages = SkNaming.objects.filter(posting__in=self.postings).values("village_id")
        desk.touches(PsmPosting.objects.filter(village_id__in=villages).values_list("pk", flat=True))
        desk.touches_units(holder.seat.term.unit_id for holder in self.holders)

    def everything(self) -> Iterator[Model]:
        """Every row that a merge may change, but for doubts about third people."""
        yield from (self.keeper, self.other)
        yield from self.postings
        yield from self.pillars
        yield from self.holders
        yield from SkNaming.objects.filter(posting__in=self.postings)
        yield from MoveRequest.objects.filter(posting__in=self.postings)
        yield from User.objects.filter(person_id__in=(self.keeper.pk, self.other.pk))


def lock_both(
    desk: Desk, keeper_id: int, other_id: int, versions: tuple[int, int] | None, *, parting: bool = False
) -> Both:
    """Both records, locked in the order of their ids so that two merges never wait for each other.

    Conflict where one of them serves outside the actor's reach too.
    """
    wanted = dict(zip((keeper_id, other_id), versions or (None, None), strict=True))
    if parting:
        rows = {
            p.pk: p
            for p in Person.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
        }
    else:
        rows = {pk: own(desk, Person, pk, wanted[pk]) for pk in sorted(wanted)}
        if any(row.merged_into_id for row in rows.values()):
            raise Conflict(_("Salah satu data ini sudah digabungkan."))
    both = Both(
        rows[keeper_id],
        rows[other_id],
        list(
            PsmPosting.objects.select_for_update(of=("self",))
            .filter(person__in=rows)
            .select_related("village")
            .order_by("pk")
        ),
        list(
            PillarPosting.objects.select_for_update(of=("self",))
            .filter(person__in=rows)
            .select_related("place", "pillar")
            .order_by("pk")
        ),
        list(Holder.objects.filter(person__in=rows).select_related("seat__term").order_by("pk")),
    )
    places: list[Wilayah] = [p.village for p in both.postings] + [p.place for p in both.pillars]
    if not all(desk.actor.reaches(place.path) for place in places):
        raise Conflict(
            _("Salah satunya juga bertugas di luar wilayah Anda. Kantor yang mencakup keduanya memutuskan.")
        )
    desk.at(*places)
    return both
