"""What a person reads before two records are parted: which rows go back, and which stay and why."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.legality.models import SkNaming
from pendopo.processes.merging.plan import Plan
from pendopo.roster.models import Holder, MoveRequest, Person, PillarPosting, PsmPosting
from pendopo.shared.dates import format_date


@dataclass(frozen=True, slots=True)
class Preview:
    """Lines of text: what each record has again, and what stays with the kept one."""

    keeper: tuple[str, ...]
    other: tuple[str, ...]
    stays: tuple[str, ...]


def preview(plan: Plan) -> Preview:
    """Sentences of a plan, those of one record apart from those of the other."""
    keeper_id, other_id = plan.merge.keeper_id, plan.merge.other_id
    mine: dict[int, list[str]] = {keeper_id: [], other_id: []}
    papers = 0
    for back in plan.back:
        if isinstance(back.row, PsmPosting | PillarPosting):
            whose = int(back.columns.get("person_id") or back.row.person_id)
            mine.setdefault(whose, []).append(_again(back.row, lives=back.revives))
        elif isinstance(back.row, Person) and back.row.pk == keeper_id:
            mine[keeper_id].append(_("Data diri yang diambil dari data lain kembali seperti semula"))
        elif isinstance(back.row, SkNaming):
            papers += 1
        elif isinstance(back.row, User):
            mine[other_id].append(_("Akunnya"))
        elif isinstance(back.row, Holder):
            mine[other_id].append(_("Jabatannya di kepengurusan"))
    if papers:
        mine[other_id].append(_("%(n)d nama dalam SK") % {"n": papers})
    return Preview(
        tuple(mine[keeper_id]), tuple(mine[other_id]), tuple(_stays(s.row, s.why) for s in plan.stays)
    )


def _again(row: PsmPosting | PillarPosting, *, lives: bool) -> str:
    return _("%(what)s, berlaku lagi") % {"what": _what(row)} if lives else _what(row)


def _stays(row: Model, why: str) -> str:
    reasons = {
        "touched": _("sudah diubah sesudah digabung; isinya tetap seperti sekarang"),
        "new": _("dicatat sesudah digabung; tetap pada data yang dipertahankan"),
        "meets": _("tetap dibatalkan, karena bertumpuk dengan penugasan lain"),
    }
    return _("%(what)s: %(why)s.") % {"what": _what(row), "why": reasons[why]}


def _what(row: Model) -> str:
    if isinstance(row, Person):
        return _("Data diri %(name)s") % {"name": row.full_name}
    if isinstance(row, PsmPosting):
        words = {"place": row.village.full_name, "since": format_date(row.starts_on)}
        return _("PSM %(place)s sejak %(since)s") % words
    if isinstance(row, PillarPosting):
        words = {"pillar": row.pillar.short, "place": row.place.full_name}
        return _("%(pillar)s %(place)s") % words
    if isinstance(row, SkNaming):
        return _("Nama dalam SK %(number)s") % {"number": row.sk.number}
    if isinstance(row, MoveRequest):
        return _("Permintaan pindah")
    if isinstance(row, User):
        return _("Akun %(name)s") % {"name": row.name}
    if isinstance(row, Holder):
        return _("Jabatan di kepengurusan")
    return _("Dugaan data ganda")
