"""Who sits where: taking a seat, acting in it, replacing in mid-term, leaving."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import HolderDraft, LeaveDraft
from pendopo.roster.board_records import holder_values
from pendopo.roster.commands.boards.order import live_steps
from pendopo.roster.commands.boards.rows import own_holder, own_seat, person_of, want_reason
from pendopo.roster.commands.rows import refuse_future, save_next_version
from pendopo.roster.enums import HolderEnd, SeatKind, TermStepKind
from pendopo.roster.models import Holder, Person, Seat
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid


@command("unit.seated", Permission.UNIT_WRITE)
def seat_holder(desk: Desk, seat_id: int, draft: HolderDraft) -> Holder:
    """Somebody takes a vacant seat, for good or acting."""
    seat = own_seat(desk, seat_id)
    refuse_future(desk, starts_on=draft.starts_on, until=draft.until)
    human = person_of(desk, draft.who, draft.starts_on)
    _refuse_too_early(seat, draft.starts_on)
    _refuse_taken(seat, draft.starts_on, draft.until)
    holder = _sit(seat, human, draft)
    _tell(desk, holder, after=True)
    return holder


@command("unit.replaced", Permission.UNIT_WRITE)
def replace_holder(desk: Desk, holder_id: int, version: int, draft: HolderDraft) -> Holder:
    """Mid-term: another takes the seat; the former one's last day is the day before."""
    former = own_holder(desk, holder_id, version)
    refuse_future(desk, starts_on=draft.starts_on, until=draft.until)
    if draft.starts_on <= former.starts_on:
        raise Invalid(
            fields={"starts_on": _("Penggantinya mulai sesudah %(day)s, hari pertama yang digantikan.")
                    % {"day": format_date(former.starts_on)}}
        )  # fmt: skip
    human = person_of(desk, draft.who, draft.starts_on)
    before = holder_values(former)
    day_before = draft.starts_on - timedelta(days=1)
    if former.until is None or former.until > day_before:
        former.until, former.end_reason = day_before, HolderEnd.REPLACED
        save_next_version(former)
        desk.about(former, before=before, after=holder_values(former), person_id=former.person_id)
    _refuse_taken(former.seat, draft.starts_on, draft.until)
    holder = _sit(former.seat, human, draft)
    _tell(desk, holder, after=True)
    return holder


@command("unit.seat_left", Permission.UNIT_WRITE)
def leave_seat(desk: Desk, holder_id: int, version: int, draft: LeaveDraft) -> Holder:
    """The last day somebody sat there; the seat is vacant from the next day on."""
    holder = own_holder(desk, holder_id, version)
    refuse_future(desk, last_day=draft.last_day)
    if draft.last_day < holder.starts_on:
        raise Invalid(fields={"last_day": _("Hari terakhir sebelum hari pertama di kursi ini.")})
    if holder.until and holder.until < draft.last_day:
        _refuse_taken(holder.seat, holder.starts_on, draft.last_day, but=holder.pk)
    before = holder_values(holder)
    holder.until, holder.end_reason = draft.last_day, draft.reason
    save_next_version(holder)
    desk.because(draft.note.strip())
    desk.about(holder, before=before, after=holder_values(holder), person_id=holder.person_id)
    desk.about(holder.seat.term.unit, after={"seat": holder.seat.name})
    return holder


@command("unit.holder_corrected", Permission.UNIT_WRITE)
def correct_holder(desk: Desk, holder_id: int, version: int, draft: HolderDraft) -> Holder:
    """Who or since when was written down wrongly; a name off a list is tied to its person so."""
    holder = own_holder(desk, holder_id, version)
    refuse_future(desk, starts_on=draft.starts_on, until=draft.until)
    human = person_of(desk, draft.who, draft.starts_on)
    _refuse_too_early(holder.seat, draft.starts_on)
    _refuse_taken(holder.seat, draft.starts_on, draft.until, but=holder.pk)
    _refuse_elsewhere(holder.seat, human, draft, but=holder.pk)
    before, former = holder_values(holder), holder.person_id
    _columns(holder, human, draft)
    if draft.until is None:
        holder.end_reason = ""
    save_next_version(holder)
    if former and former != holder.person_id:
        desk.about(holder, before={"seat": holder.seat.name}, after={}, person_id=former)
    _tell(desk, holder, before=before, after=True)
    return holder


@command("unit.holder_cancelled", Permission.UNIT_WRITE)
def cancel_holder(desk: Desk, holder_id: int, version: int, reason: str) -> Holder:
    """Written down by mistake: never sat there."""
    holder = own_holder(desk, holder_id, version)
    desk.because(want_reason(reason))
    before = holder_values(holder)
    holder.cancelled_at = desk.actor.at
    save_next_version(holder)
    _tell(desk, holder, before=before)
    return holder


def _sit(seat: Seat, human: Person | None, draft: HolderDraft) -> Holder:
    _refuse_elsewhere(seat, human, draft)
    holder = Holder(seat=seat, place_path=seat.term.place_path)
    _columns(holder, human, draft)
    holder.save()
    return holder


def _columns(holder: Holder, human: Person | None, draft: HolderDraft) -> None:
    holder.person = human
    holder.name = "" if human else draft.who.name.strip()
    holder.contact = "" if human else draft.who.contact.strip()
    holder.starts_on, holder.until = draft.starts_on, draft.until
    holder.acting, holder.paper = draft.acting, draft.paper.strip()


def _tell(
    desk: Desk, holder: Holder, *, before: dict[str, object] | None = None, after: bool = False
) -> None:
    values = holder_values(holder) if after else {}
    desk.about(holder, before=before, after=values, person_id=holder.person_id)
    desk.about(holder.seat.term.unit, after={"seat": holder.seat.name})


def _refuse_taken(seat: Seat, starts_on: date, until: date | None, but: int = 0) -> None:
    """One seat, one holder at a time; of the chair that means no two chairs."""
    others = Holder.objects.filter(seat=seat, cancelled_at__isnull=True).exclude(pk=but)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=starts_on))
    if until:
        others = others.filter(starts_on__lte=until)
    other = others.select_related("person").order_by("starts_on").first()
    if other is None:
        return
    words = {
        "seat": seat.name,
        "name": other.person.full_name if other.person else other.name,
        "day": format_date(other.starts_on),
    }
    if seat.kind == SeatKind.KETUA:
        raise Conflict(
            _("Tidak bisa ada dua ketua: %(name)s menjadi %(seat)s sejak %(day)s. Ganti di tengah masa bakti, "
              "atau catat dahulu hari terakhirnya.") % words
        )  # fmt: skip
    raise Conflict(
        _("Kursi %(seat)s diisi %(name)s sejak %(day)s. Ganti di tengah masa bakti, atau catat dahulu hari "
          "terakhirnya.") % words
    )  # fmt: skip


def _refuse_elsewhere(seat: Seat, human: Person | None, draft: HolderDraft, but: int = 0) -> None:
    """One human has one seat of a board, unless she acts in a second one."""
    if human is None or draft.acting:
        return
    others = Holder.objects.filter(
        Q(until__isnull=True) | Q(until__gte=draft.starts_on),
        seat__term=seat.term, person=human, cancelled_at__isnull=True, acting=False,
    ).exclude(pk=but).exclude(seat=seat)  # fmt: skip
    if draft.until:
        others = others.filter(starts_on__lte=draft.until)
    other = others.select_related("seat").first()
    if other:
        words = {"name": human.full_name, "seat": other.seat.name}
        raise Conflict(
            _("%(name)s sudah duduk sebagai %(seat)s di kepengurusan ini. Akhiri yang itu, atau tandai “pelaksana "
              "tugas”.") % words
        )  # fmt: skip


def _refuse_too_early(seat: Seat, day: date) -> None:
    begun = live_steps(seat.term).get(TermStepKind.PERSIAPAN)
    if begun and day < begun.on:
        raise Invalid(
            fields={
                "starts_on": _("Kepengurusan ini baru disiapkan %(day)s.") % {"day": format_date(begun.on)}
            }
        )
