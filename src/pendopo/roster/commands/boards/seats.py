"""The seats of one board, and the plans new boards begin with."""

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import PlanDraft, SeatDraft
from pendopo.roster.board_records import plan_values, seat_values
from pendopo.roster.commands.boards.rows import changed_term, own_seat, own_term, want_reason
from pendopo.roster.enums import SeatKind
from pendopo.roster.models import BoardTerm, Seat, SeatPlan, SeatPlanLine
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.models import Wilayah


@command("unit.seat_added", Permission.UNIT_WRITE)
def add_seat(desk: Desk, term_id: int, draft: SeatDraft) -> Seat:
    """One more position on a board."""
    term = own_term(desk, term_id)
    _refuse_twin(term, draft)
    seat = Seat.objects.create(
        term=term, kind=draft.kind, name=draft.name.strip(), order=draft.order, required=draft.required
    )
    changed_term(desk, term)
    desk.about(seat, after=seat_values(seat))
    return seat


@command("unit.seat_changed", Permission.UNIT_WRITE)
def change_seat(desk: Desk, seat_id: int, version: int, draft: SeatDraft) -> Seat:
    """Name, kind, order of a position, and whether it must be filled. `version` is the board's."""
    seat = own_seat(desk, seat_id)
    _want_version(seat.term, version)
    _refuse_twin(seat.term, draft, but=seat.pk)
    before = seat_values(seat)
    seat.kind, seat.name, seat.order = draft.kind, draft.name.strip(), draft.order
    seat.required = draft.required
    seat.save()
    changed_term(desk, seat.term)
    desk.about(seat, before=before, after=seat_values(seat))
    return seat


@command("unit.seat_removed", Permission.UNIT_WRITE)
def remove_seat(desk: Desk, seat_id: int, version: int, reason: str) -> Seat:
    """A position this board does not have; only while nobody ever sat there."""
    seat = own_seat(desk, seat_id)
    _want_version(seat.term, version)
    desk.because(want_reason(reason))
    if seat.holders.filter(cancelled_at__isnull=True).exists():
        raise Conflict(_("Kursi ini ada atau pernah ada yang menduduki, jadi tidak dihapus."))
    seat.cancelled_at = desk.actor.at
    seat.save()
    changed_term(desk, seat.term)
    desk.about(seat, before=seat_values(seat), after={})
    return seat


@command("unit.plan_set", Permission.POLICY_WRITE)
def set_seat_plan(desk: Desk, wilayah_id: int, level: int, draft: PlanDraft) -> SeatPlan:
    """Which seats new boards of a level have, here and below. Boards that exist keep theirs."""
    place = Wilayah.objects.select_for_update().filter(pk=wilayah_id).first()
    if place is None or level < place.level:
        raise Invalid(_("Wilayah ini tidak mengatur susunan pada tingkat itu."))
    desk.at(place)
    former = SeatPlan.objects.filter(wilayah=place, level=level, cancelled_at__isnull=True).first()
    before = plan_values(former.lines.order_by("order", "pk")) if former else None
    if former:
        former.cancelled_at = desk.actor.at
        former.save()
    plan = SeatPlan.objects.create(
        wilayah=place, place_path=place.path, level=level, recorded_at=desk.actor.at
    )
    lines = [
        SeatPlanLine(
            plan=plan, kind=li.kind, name=li.name.strip(), order=order, count=li.count,
            required=li.required, per_residency=li.per_residency,
        )
        for order, li in enumerate(draft.lines, 1)
    ]  # fmt: skip
    SeatPlanLine.objects.bulk_create(lines)
    desk.about(plan, before=before, after=plan_values(lines))
    return plan


@command("unit.plan_cancelled", Permission.POLICY_WRITE)
def cancel_seat_plan(desk: Desk, plan_id: int) -> SeatPlan:
    """The plan of the office above, or the usual one, holds again for new boards."""
    row = one_visible(SeatPlan.objects.all(), desk.actor, desk.permission, pk=plan_id)
    plan = SeatPlan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=row.pk)
    desk.at(plan.wilayah)
    if plan.cancelled_at:
        raise Conflict(_("Susunan ini sudah dibatalkan."))
    plan.cancelled_at = desk.actor.at
    plan.save()
    desk.about(plan, before=plan_values(plan.lines.order_by("order", "pk")), after={})
    return plan


def _want_version(term: BoardTerm, version: int) -> None:
    if term.version != version:
        raise Conflict(
            _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )


def _refuse_twin(term: BoardTerm, draft: SeatDraft, but: int = 0) -> None:
    others = Seat.objects.filter(term=term, cancelled_at__isnull=True).exclude(pk=but)
    if draft.kind == SeatKind.KETUA and others.filter(kind=SeatKind.KETUA).exists():
        raise Conflict(_("Satu pengurus hanya punya satu ketua, dan kursinya sudah ada."))
    if others.filter(Q(name__iexact=draft.name.strip())).exists():
        raise Conflict(_("Kursi dengan nama itu sudah ada di susunan ini."))
