"""Rows of the tree and its history, for the commands of `processes.tree`, which hold the tree alone.

In: nodes and a change with its day. Out: former states kept, today's rows changed, and which beginning of a
path became which. What hangs on the tree in other rooms is not moved here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Invalid
from pendopo.shared.text import key
from pendopo.wilayah.commands.loading import spoken
from pendopo.wilayah.models import FormerState, SchemeMember, TreeChange, Wilayah
from pendopo.wilayah.paths import segment

_LABEL = 320
_KEEP = """
    INSERT INTO wilayah_formerstate
        (wilayah_id, change_id, name, code, kind, parent_id, path, held_path, valid_from, valid_until)
    SELECT id, %(change)s, name, code, kind, parent_id, path, path, greatest(valid_from, state_since),
        least(valid_until, %(last)s::date)
    FROM wilayah_wilayah WHERE id = ANY(%(ids)s)
"""
_SINCE = "UPDATE wilayah_wilayah SET state_since = %(since)s WHERE id = ANY(%(ids)s)"
_MOVE = """
    UPDATE wilayah_wilayah SET path = %(new)s || substr(path, %(rest)s)
    WHERE path > %(old)s AND path < %(old)s || '~'
"""
_HOLD = """
    UPDATE wilayah_formerstate SET held_path = %(new)s || substr(held_path, %(rest)s)
    WHERE held_path >= %(old)s AND held_path < %(old)s || '~'
"""


@dataclass(frozen=True, slots=True)
class Shift:
    """Everything below `old` hangs below `new` now."""

    old: str
    new: str


def lock(ids: Iterable[int]) -> dict[int, Wilayah]:
    """The nodes, locked in one order."""
    rows = Wilayah.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: row for row in rows}


def subtree(place: Wilayah) -> list[int]:
    below = Wilayah.objects.filter(path__gte=place.path, path__lt=place.path_until)
    return list(below.order_by("pk").values_list("pk", flat=True))


def keep_states(change: TreeChange, ids: list[int]) -> None:
    """The present states become former ones, held until the day before the change."""
    _refuse_older(change, ids)
    last = change.since - timedelta(days=1)
    values: dict[str, Any] = {"change": change.pk, "ids": ids, "since": change.since, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        cursor.execute(_SINCE, values)


def _refuse_older(change: TreeChange, ids: list[int]) -> None:
    """History is told in its order: nothing is slipped in before what is known already."""
    later = Wilayah.objects.filter(pk__in=ids).filter(
        Q(state_since__gt=change.since) | Q(valid_from__gt=change.since)
    )
    if node := later.order_by("path").first():
        raise Invalid(
            fields={
                "since": _(
                    "%(place)s sudah tercatat berubah sejak %(day)s. Catat perubahan menurut urutannya."
                )
                % {
                    "place": node,
                    "day": format_date(max(d for d in (node.state_since, node.valid_from) if d)),
                }
            }
        )


def restate(node: Wilayah, name: str, kind: str, code: str) -> None:
    """Name, kind and code; a new code is passed on to everything below that carried the old one in front."""
    former = node.code
    _refuse_taken(node, former, code)
    node.name, node.kind, node.code, node.key = name, kind, code, key(name)[:100]
    node.save(update_fields=["name", "kind", "code", "key"])
    if code != former:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE wilayah_wilayah SET code = %s || substr(code, %s) WHERE path > %s AND path < %s"
                " AND code LIKE %s",
                [code, len(former) + 1, node.path, node.path_until, f"{former}.%"],
            )


def _refuse_taken(node: Wilayah, former: str, code: str) -> None:
    if code == former:
        return
    others = Wilayah.objects.exclude(path__gte=node.path, path__lt=node.path_until)
    if taken := others.filter(Q(code=code) | Q(code__startswith=f"{code}.")).order_by("code").first():
        raise Invalid(
            fields={
                "code": _("Kode %(code)s sudah dipakai %(place)s.") % {"code": taken.code, "place": taken}
            }
        )


def hang(node: Wilayah, parent: Wilayah) -> Shift:
    """Under another parent, with everything below."""
    shift = Shift(node.path, parent.path + segment(node.pk))
    node.parent, node.path = parent, shift.new
    node.save(update_fields=["parent", "path"])
    _move_below(shift)
    return shift


def found(change: TreeChange, parent: Wilayah, origin: Wilayah, name: str, kind: str, code: str) -> Wilayah:
    """A new place beside or near its origin, whose groups it shares."""
    if taken := Wilayah.objects.filter(code=code).first():
        raise Invalid(
            fields={"code": _("Kode %(code)s sudah dipakai %(place)s.") % {"code": code, "place": taken}}
        )
    node = Wilayah.objects.create(
        code=code, level=origin.level, kind=kind, name=name, parent=parent, path=f"?{code}",
        label="", key=key(name)[:100], valid_from=change.since, lat=origin.lat, lon=origin.lon,
    )  # fmt: skip
    node.path = parent.path + segment(node.pk)
    node.save(update_fields=["path"])
    SchemeMember.objects.bulk_create(
        SchemeMember(scheme_id=m.scheme_id, group=m.group, regency=node, source=change.basis)
        for m in SchemeMember.objects.filter(regency=origin)
    )
    relabel(node)
    return node


def absorb(change: TreeChange, node: Wilayah, survivor: Wilayah) -> tuple[Shift, str]:
    """Everything below the node goes on below the survivor; the node closes and stands beside it, for old dates.

    Answers the shift of what was below, and the path at which the closed node itself stands from now on.
    """
    shift = Shift(node.path, survivor.path)
    _refuse_newborn(change, node)
    Wilayah.objects.filter(parent=node).update(parent=survivor)
    _move_below(shift)
    beside = survivor.path[: -len(segment(node.pk))] + segment(node.pk)
    node.parent_id, node.path, node.successor = survivor.parent_id, beside, survivor
    node.valid_until = change.since - timedelta(days=1)
    node.save(update_fields=["parent", "path", "successor", "valid_until"])
    return shift, beside


def _refuse_newborn(change: TreeChange, node: Wilayah) -> None:
    if node.valid_from and node.valid_from >= change.since:
        raise Invalid(fields={"since": _("%(place)s baru ada sejak hari itu.") % {"place": node}})


def _move_below(shift: Shift) -> None:
    """Paths strictly below; and whoever looks after what was written there, or at the node, in former days."""
    values: dict[str, Any] = {"old": shift.old, "new": shift.new, "rest": len(shift.old) + 1}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, values)
        cursor.execute(_HOLD, values)


def relabel(root: Wilayah) -> None:
    """What the type-ahead searches: names now and before, of the node and of all above it."""
    rows = list(
        Wilayah.objects.filter(path__gte=root.path, path__lt=root.path_until)
        .order_by("level", "path")
        .only("id", "name", "kind", "parent_id", "label")
    )
    former: dict[int, list[str]] = {}
    names = FormerState.objects.filter(wilayah__in=rows).order_by("-valid_until")
    for pk, kind, name in names.values_list("wilayah_id", "kind", "name"):
        former.setdefault(pk, []).append(spoken(kind, name))
    above = dict(Wilayah.objects.filter(pk=root.parent_id or 0).values_list("id", "label"))
    for row in rows:
        words = dict.fromkeys([spoken(row.kind, row.name), *former.get(row.pk, [])])
        above[row.pk] = row.label = " ".join([*words, above.get(row.parent_id or 0, "")]).strip()[:_LABEL]
    Wilayah.objects.bulk_update(rows, ["label"], batch_size=500)


def describe(change: TreeChange, was: str, became: str) -> None:
    change.was, change.became = was[:300], became[:300]
    change.save(update_fields=["was", "became"])
