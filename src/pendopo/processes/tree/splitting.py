from collections.abc import Iterable

from django.utils.translation import gettext as _

from pendopo.kernel.command import Desk
from pendopo.processes.tree.drafts import Law
from pendopo.processes.tree.rows import remember_village
from pendopo.roster.commands.twins import give_to_lowest_office
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.commands.tree import lock
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


def choose_children(desk: Desk, origin: Wilayah, ids: Iterable[int]) -> list[Wilayah]:
    """Children of the origin that go over; not all of them, or it would be no split."""
    wanted = set(ids)
    children = sorted(lock(wanted).values(), key=lambda child: child.code)
    if len(children) < len(wanted) or any(
        child.parent_id != origin.pk or child.successor_id for child in children
    ):
        raise Invalid(fields={"children": _("Pilih dari wilayah yang sekarang di bawah %s.") % origin})
    if children and len(children) == origin.children.filter(successor__isnull=True).count():
        raise Invalid(fields={"children": _("Sisakan paling sedikit satu untuk %s.") % origin})
    if origin.level < Level.VILLAGE and not children:
        raise Invalid(fields={"children": _("Pilih apa yang pindah ke wilayah baru.")})
    desk.at(*children)
    return children


def choose_postings(origin: Wilayah, ids: Iterable[int]) -> list[int]:
    wanted = set(ids)
    found = PsmPosting.objects.select_for_update().filter(pk__in=wanted, village=origin).order_by("pk")
    postings = [p.pk for p in found]
    if len(postings) < len(wanted):
        raise Invalid(fields={"postings": _("Pilih PSM dari %s.") % origin})
    return postings


def give_village(desk: Desk, postings: list[int], origin: Wilayah, node: Wilayah, law: Law) -> None:
    """The postings go on in the new village; where they were is remembered."""
    if not postings:
        return
    remember_village(postings, origin, law)
    PsmPosting.objects.filter(pk__in=postings).update(village=node, village_path=node.path)
    desk.touches(postings)
    give_to_lowest_office(node.path)
