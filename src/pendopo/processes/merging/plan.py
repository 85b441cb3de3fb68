"""How two records become two again: what goes back, and what stays because somebody has touched it since.

In: a merge with its story, and the rows as they are today. Out: a plan that a page can show and a command can carry
out; both see the same. A row goes back to whose it was; its other facts go back only where none of them was changed
since. A posting that was cancelled by the merge lives again unless it would meet another of the same human.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk
from pendopo.legality.models import SkNaming
from pendopo.processes.merging.clashes import meet
from pendopo.processes.merging.story import (
    BELONGS,
    FIELDS,
    NUMBERS,
    Changes,
    Story,
    open_story,
    value,
    values,
)
from pendopo.processes.models import Merge
from pendopo.roster.commands.rows import save_next_version
from pendopo.roster.models import Person, PillarPosting, PsmPosting
from pendopo.shared.refusals import Conflict

_GROUP = {column: name for name, columns in (FIELDS | NUMBERS).items() for column in columns}
_FIRST = (Person, PsmPosting, PillarPosting)
"""Rows that are put back before others; between them, what is cancelled first and lives again last."""


@dataclass(frozen=True, slots=True)
class Back:
    """One row and what its columns become again."""

    row: Model
    columns: dict[str, str | None]

    @property
    def revives(self) -> bool:
        return isinstance(self.row, PsmPosting | PillarPosting) and "cancelled_at" in self.columns


@dataclass(frozen=True, slots=True)
class Stays:
    """One row that stays as it is. `why`: "touched", "new" (written since), or "meets" another posting."""

    row: Model
    why: str


@dataclass(slots=True)
class Plan:
    merge: Merge
    back: list[Back] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)

    def carry_out(self) -> None:
        """Write it. Whose a row is comes before what lives again, so that no two periods of one human ever meet."""
        for back in sorted(self.back, key=_order):
            if back.revives:
                _write(back.row, {c: v for c, v in back.columns.items() if c in BELONGS})
            else:
                _write(back.row, back.columns)
        for back in self.back:
            if back.revives:
                _write(back.row, {c: v for c, v in back.columns.items() if c not in BELONGS})


def plan_parting(merge: Merge) -> Plan:
    """What parting would do today."""
    story = open_story(merge)
    plan = Plan(merge)
    for model, pk, changes in story.each():
        row = model._default_manager.filter(pk=pk).first()
        if row is not None:
            _plan_row(plan, row, changes)
    _let_meet_nothing(plan)
    plan.stays += [Stays(row, "new") for row in _written_since(merge, story)]
    return plan


def refuse_parting(desk: Desk, merge_id: int) -> Merge:
    """The merge, locked, if it can be taken back; a Conflict says what must be done first."""
    one_visible(Merge.objects.all(), desk.actor, desk.permission, pk=merge_id)
    rows = Merge.objects.select_for_update(of=("self",)).select_related("keeper", "other")
    merge = rows.get(pk=merge_id)
    trouble = why_not(merge)
    if trouble:
        raise Conflict(trouble)
    return merge


def why_not(merge: Merge) -> str:
    """A sentence, where it cannot be taken back now."""
    if merge.undone_at:
        return _("Kedua data ini sudah dipisahkan.")
    if merge.story_sealed is None:
        return _("Catatan penggabungan ini sudah dihapus bersama data pribadinya.")
    if merge.keeper.merged_into_id or _later_ones(merge):
        return _("Data ini digabungkan lagi sesudahnya. Pisahkan dahulu penggabungan yang lebih baru.")
    held = Person.objects.filter(nik_index=merge.other.nik_index, merged_into__isnull=True)
    if merge.other.nik_index and held.exclude(pk__in=(merge.keeper_id, merge.other_id)).exists():
        return _("NIK data yang akan dipisahkan kini milik orang lain. Betulkan dahulu NIK orang itu.")
    if merge.other.nik_index and _keeps_nik(merge):
        return _("NIK keduanya sama dan dibetulkan sesudah digabung. Betulkan dahulu NIK data ini.")
    return ""


def _later_ones(merge: Merge) -> bool:
    people = (merge.keeper_id, merge.other_id)
    later = Merge.objects.filter(Q(keeper__in=people) | Q(other__in=people), undone_at__isnull=True)
    return later.filter(pk__gt=merge.pk).exists()


def _keeps_nik(merge: Merge) -> bool:
    """The kept record would go on holding the very NIK of the other one."""
    if bytes(merge.keeper.nik_index or b"") != bytes(merge.other.nik_index or b""):
        return False
    plan = Plan(merge)
    changes = open_story(merge).rows.get(Person, {}).get(merge.keeper_id, {})
    _plan_row(plan, merge.keeper, changes)
    return not any("nik_index" in back.columns for back in plan.back)


def _plan_row(plan: Plan, row: Model, changes: Changes) -> None:
    """Whose it is goes back alone; facts go back by groups that nobody has touched."""
    now = values(row)
    groups: dict[str, list[str]] = {}
    for column in changes:
        groups.setdefault(_group(row, column), []).append(column)
    columns: dict[str, str | None] = {}
    touched = False
    for names in groups.values():
        if all(now[column] == changes[column][1] for column in names):
            columns |= {c: changes[c][0] for c in names if changes[c][0] != changes[c][1]}
        else:
            touched = True
    if columns:
        plan.back.append(Back(row, columns))
    if touched:
        plan.stays.append(Stays(row, "touched"))


def _group(row: Model, column: str) -> str:
    if column in BELONGS:
        return column
    return _GROUP.get(column, column) if isinstance(row, Person) else ""


def _let_meet_nothing(plan: Plan) -> None:
    """A posting that would live again beside another of the same human and time stays cancelled."""
    for model in (PsmPosting, PillarPosting):
        after = list(_afterwards(plan, model))
        for back in [b for b in plan.back if b.revives and isinstance(b.row, model)]:
            mine = next(row for row in after if row.pk == back.row.pk)
            others = [r for r in after if r.pk != mine.pk and not r.cancelled_at and _same_service(r, mine)]
            if not any(meet(other, mine) for other in others):
                continue
            plan.back.remove(back)
            belongs = {c: v for c, v in back.columns.items() if c in BELONGS}
            if belongs:
                plan.back.append(Back(back.row, belongs))
            plan.stays.append(Stays(back.row, "meets"))
            mine.cancelled_at = plan.merge.merged_at  # whenever it was: it stays so


def _afterwards(plan: Plan, model: type[Any]) -> Iterator[Any]:
    """Unsaved copies of both records' postings as the plan would leave them."""
    columns = {b.row.pk: b.columns for b in plan.back if isinstance(b.row, model)}
    for row in model.objects.filter(person__in=(plan.merge.keeper_id, plan.merge.other_id)).order_by("pk"):
        for column, text in columns.get(row.pk, {}).items():
            setattr(row, column, value(row, column, text))
        yield row


def _same_service(one: Any, two: Any) -> bool:
    """Two that may not be at once: any two of a PSM, and twice the same pillar at one place."""
    if one.person_id != two.person_id:
        return False
    return isinstance(one, PsmPosting) or (one.pillar_id, one.place_id) == (two.pillar_id, two.place_id)


def _written_since(merge: Merge, story: Story) -> Iterator[Model]:
    """Postings, and names in papers, that came after the merge; they stay with the kept record."""
    for model in (PsmPosting, PillarPosting):
        rows = model.objects.filter(person=merge.keeper_id)  # type: ignore[attr-defined]
        yield from rows.exclude(pk__in=story.present[model.__name__]).order_by("pk")
    changed = story.rows.get(PsmPosting, {}).items()
    united = [pk for pk, changes in changed if changes["person_id"][0] == changes["person_id"][1]]
    papers = SkNaming.objects.filter(posting__in=united).select_related("sk", "posting__village")
    yield from papers.exclude(pk__in=story.present[SkNaming.__name__]).order_by("pk")


def _order(back: Back) -> tuple[int, int]:
    """People first (the kept one gives back a NIK before the other lives), then postings, then what hangs on them."""
    place = _FIRST.index(type(back.row)) if type(back.row) in _FIRST else len(_FIRST)
    return place, int("merged_into_id" in back.columns)


def _write(row: Model, columns: dict[str, str | None]) -> None:
    if not columns:
        return
    for column, text in columns.items():
        setattr(row, column, value(row, column, text))
    if any(f.name == "version" for f in row._meta.fields):
        save_next_version(row)
    else:
        row.save(
            update_fields=[
                c.removesuffix("_id") if hasattr(type(row), c.removesuffix("_id")) else c for c in columns
            ]
        )
