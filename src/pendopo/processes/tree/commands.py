"""The four deeds by which a law changes the tree."""

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.processes.tree.dissolving import dissolve_units
from pendopo.processes.tree.drafts import Law, Named, Split
from pendopo.processes.tree.following import take_over
from pendopo.processes.tree.rows import (
    begin,
    carry,
    judge_below,
    own_places,
    parent_for,
    remember_village,
    tell,
)  # fmt: skip
from pendopo.processes.tree.splitting import choose_children, choose_postings, give_village
from pendopo.roster.commands.twins import give_to_lowest_office
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.commands.tree import absorb, found, hang, keep_states, relabel, restate, subtree
from pendopo.wilayah.enums import ChangeKind, Level
from pendopo.wilayah.models import TreeChange, Wilayah


@command("wilayah.renamed", Permission.TREE_WRITE, alone=True)
def rename_place(desk: Desk, node_id: int, named: Named, law: Law) -> TreeChange:
    """Another name, kind (desa → kelurahan) or code; a new code is passed on to everything below."""
    [node] = own_places(desk, node_id)
    named.check(Level(node.level))
    if (node.name, node.kind, node.code) == (named.name.strip(), named.kind, named.code):
        raise Invalid(fields={"name": _("Tidak ada yang berubah.")})
    was = titled(node)
    change = begin(desk, ChangeKind.RENAMED, node, law, was, "")
    keep_states(change, subtree(node) if named.code != node.code else [node.pk])
    restate(node, named.name.strip(), named.kind, named.code)
    relabel(node)
    _became(change, titled(node))
    tell(desk, change, law)
    return change


@command("wilayah.moved", Permission.TREE_WRITE, alone=True)
def move_place(desk: Desk, node_id: int, parent_id: int, code: str, law: Law) -> TreeChange:
    """Under another parent, with everything below: a district goes over to a new regency."""
    [node] = own_places(desk, node_id)
    parent = parent_for(desk, parent_id, node.level)
    if parent.pk == node.parent_id:
        raise Invalid(fields={"parent": _("%(place)s sudah di sana.") % {"place": node}})
    named = Named(node.name, node.kind, code or node.code)
    named.check(Level(node.level))
    change = begin(desk, ChangeKind.MOVED, node, law, placed(node), "")
    keep_states(change, subtree(node))
    restate(node, node.name, node.kind, named.code)
    shift = hang(node, parent)
    relabel(node)
    carry(desk, shift)
    _became(change, placed(node))
    tell(desk, change, law)
    return change


@command("wilayah.split", Permission.TREE_WRITE, alone=True)
def split_place(desk: Desk, origin_id: int, parent_id: int, draft: Split, law: Law) -> TreeChange:
    """A new place out of an old one. Chosen children, or the chosen postings of a village, go over to it.

    A posting goes on unbroken: its papers were right where they were signed and stay so.
    """
    [origin] = own_places(desk, origin_id)
    parent = parent_for(desk, parent_id or origin.parent_id or 0, origin.level)
    draft.named.check(Level(origin.level))
    children = choose_children(desk, origin, draft.children)
    postings = choose_postings(origin, draft.postings)
    change = begin(desk, ChangeKind.SPLIT, origin, law, titled(origin), "")
    node = found(change, parent, origin, draft.named.name.strip(), draft.named.kind, draft.named.code)
    for child in children:
        keep_states(change, subtree(child))
        if draft.recode:
            restate(child, child.name, child.kind, f"{node.code}.{child.code.rpartition('.')[2]}")
        shift = hang(child, node)
        relabel(child)
        carry(desk, shift)
    give_village(desk, postings, origin, node, law)
    went = ", ".join(child.full_name for child in children)
    _became(change, f"{titled(origin)} + {titled(node)}" + (f" ({went})" if went else ""))
    tell(desk, change, law)
    return change


@command("wilayah.merged", Permission.TREE_WRITE, alone=True)
def merge_places(
    desk: Desk, node_ids: tuple[int, ...], survivor_id: int | None, new: Named | None, law: Law
) -> TreeChange:
    """Places become one: the survivor, or a new place. What was at and below the others goes on there.

    The others close: they stay for old dates, and whoever looks for them finds the survivor. What they had
    decided (policies) ends with them; papers are judged by it as before.
    """
    nodes = own_places(desk, *dict.fromkeys(node_ids))
    was = ", ".join(titled(n) for n in nodes)
    survivor, change = _survivor(desk, nodes, survivor_id, new, law, was)
    for node in (n for n in nodes if n.pk != survivor.pk):
        keep_states(change, subtree(node))
        postings = list(PsmPosting.objects.filter(village=node).values_list("pk", flat=True))
        remember_village(postings, node, law)
        dissolve_units(desk, node, law)
        shift, beside = absorb(change, node, survivor)
        take_over(desk, node, survivor, shift, beside)
        desk.touches(postings)
    relabel(survivor)
    judge_below(desk, survivor.path)
    give_to_lowest_office(survivor.path)
    _became(change, titled(survivor))
    tell(desk, change, law)
    return change


def _survivor(
    desk: Desk, nodes: list[Wilayah], survivor_id: int | None, new: Named | None, law: Law, was: str
) -> tuple[Wilayah, TreeChange]:
    if len({n.level for n in nodes}) != 1 or len(nodes) < (1 if survivor_id else 2):
        raise Invalid(fields={"others": _("Pilih wilayah-wilayah yang setingkat.")})
    if new is not None:
        new.check(Level(nodes[0].level))
        change = begin(desk, ChangeKind.MERGED, nodes[0], law, was, "")
        parent = Wilayah.objects.get(pk=nodes[0].parent_id or 0)
        place = found(change, parent, nodes[0], new.name.strip(), new.kind, new.code)
        TreeChange.objects.filter(pk=change.pk).update(place=place, place_path=place.path)
        return place, TreeChange.objects.get(pk=change.pk)
    [survivor] = own_places(desk, survivor_id or 0)
    if survivor.level != nodes[0].level or all(n.pk == survivor.pk for n in nodes):
        raise Invalid(fields={"survivor": _("Pilih wilayah setingkat yang meneruskan.")})
    if survivor.valid_from and survivor.valid_from > law.since:
        raise Invalid(fields={"since": _("%(place)s belum ada pada hari itu.") % {"place": survivor}})
    others = f"{was}, {titled(survivor)}" if survivor.pk not in {n.pk for n in nodes} else was
    return survivor, begin(desk, ChangeKind.MERGED, survivor, law, others, "")


def titled(node: Wilayah) -> str:
    return f"{node.full_name} ({node.code})"


def placed(node: Wilayah) -> str:
    parent = Wilayah.objects.filter(pk=node.parent_id or 0).first()
    return f"{titled(node)}, {parent.full_name}" if parent else titled(node)


def _became(change: TreeChange, became: str) -> None:
    change.became = became[:300]
    change.save(update_fields=["became"])
