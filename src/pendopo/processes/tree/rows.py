"""What the commands of the tree share: who may, which nodes, what is touched."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pendopo.kernel.command import Desk
from pendopo.processes.tree.drafts import Law
from pendopo.processes.tree.following import follow
from pendopo.roster.commands.twins import give_to_lowest_office
from pendopo.roster.models import FormerVillage, IpsmUnit, PsmPosting
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed, NotVisible
from pendopo.wilayah.commands.tree import Shift, lock
from pendopo.wilayah.enums import ChangeKind, Level
from pendopo.wilayah.models import TreeChange, Wilayah


def own_places(desk: Desk, *ids: int) -> list[Wilayah]:
    """The nodes, locked, in the order given. Only a province or the ministry changes the tree."""
    if len(desk.actor.path) > Level.PROVINCE.path_length:
        raise NotAllowed(_("Hanya Dinas Sosial provinsi atau Kementerian Sosial yang mengubah wilayah."))
    found = lock(ids)
    if len(found) < len(set(ids)):
        raise NotVisible
    desk.at(*(found[pk] for pk in ids))
    for node in found.values():
        if node.level == Level.COUNTRY:
            raise Invalid(_("Indonesia tidak dapat diubah di sini."))
        if node.successor_id:
            raise Conflict(
                _("%(place)s sudah digabungkan sejak %(day)s.")
                % {"place": node, "day": format_date((node.valid_until or date.min) + timedelta(days=1))}
            )
    return [found[pk] for pk in ids]


def parent_for(desk: Desk, parent_id: int, level: int) -> Wilayah:
    """A place of the level above, in reach and still there. Indonesia is a parent of provinces."""
    parent = Wilayah.objects.filter(pk=parent_id, level=level - 1, successor__isnull=True).first()
    if parent is None:
        raise Invalid(
            fields={"parent": _("Pilih %(level)s yang menjadi induknya.") % {"level": Level(level - 1).label}}
        )
    desk.at(parent)
    return parent


def begin(desk: Desk, kind: ChangeKind, place: Wilayah, law: Law, was: str, became: str) -> TreeChange:
    law.check(desk.actor.today)
    return TreeChange.objects.create(
        kind=kind,
        place=place,
        place_path=place.path,
        since=law.since,
        basis=law.basis.strip()[:250],
        was=was[:300],
        became=became[:300],
        recorded_at=desk.actor.at,
        recorded_by=desk.actor.name,
    )


def carry(desk: Desk, shift: Shift) -> None:
    """Everything below a moved node follows and is judged again."""
    follow(shift)
    judge_below(desk, shift.new)
    give_to_lowest_office(shift.new)


def judge_below(desk: Desk, path: str) -> None:
    below = {"gte": path, "lt": path + "~"}
    postings = PsmPosting.objects.filter(village_path__gte=below["gte"], village_path__lt=below["lt"])
    desk.touches(postings.values_list("pk", flat=True))
    units = IpsmUnit.objects.filter(place_path__gte=below["gte"], place_path__lt=below["lt"])
    desk.touches_units(units.values_list("pk", flat=True))


def remember_village(postings: list[int], village: Wilayah, law: Law) -> None:
    """The postings go on elsewhere, unbroken; until the day before they count where they were."""
    last = law.since - timedelta(days=1)
    FormerVillage.objects.bulk_create(
        (FormerVillage(posting_id=pk, village=village, until=last) for pk in postings), batch_size=2000
    )


def tell(desk: Desk, change: TreeChange, law: Law) -> None:
    """The one event."""
    desk.because(law.basis.strip()[:250])
    desk.about(
        change,
        before={"tree": change.was},
        after={"tree": change.became, "since": change.since, "basis": change.basis},
    )
    desk.counts(people=len(desk.postings))
