"""Death ends what somebody held in boards, wherever they are; taking the record back gives it back."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.kernel.command import Desk
from pendopo.roster.board_records import holder_values
from pendopo.roster.commands.rows import save_next_version
from pendopo.roster.enums import HolderEnd
from pendopo.roster.models import Holder, Person
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Invalid


def end_seats_by_death(desk: Desk, human: Person, died_on: date | None) -> None:
    """Called before the new day of death stands on the person; the day of death is the last day in the seat."""
    held = Holder.objects.select_for_update(of=("self",)).filter(person=human, cancelled_at__isnull=True)
    rows = list(held.select_related("seat__term").order_by("pk"))
    for holder in rows:
        before = holder_values(holder)
        if holder.end_reason == HolderEnd.DIED and holder.until == human.died_on:
            _give_back(holder)
        if died_on and (holder.until is None or holder.until > died_on):
            _refuse_later(holder, died_on)
            holder.until, holder.end_reason = died_on, HolderEnd.DIED
        if holder_values(holder) != before:
            save_next_version(holder)
            desk.about(holder, before=before, after=holder_values(holder), person_id=human.pk)
    desk.touches_units({holder.seat.term.unit_id for holder in rows})


def _give_back(holder: Holder) -> None:
    """Her seat is hers again, unless another has taken it since: then she was replaced."""
    others = Holder.objects.filter(seat_id=holder.seat_id, cancelled_at__isnull=True).exclude(pk=holder.pk)
    if not others.filter(
        Q(until__isnull=True) | Q(until__gte=holder.starts_on), starts_on__gt=holder.starts_on
    ).exists():
        holder.until, holder.end_reason = None, ""
    else:
        holder.end_reason = HolderEnd.REPLACED


def _refuse_later(holder: Holder, died_on: date) -> None:
    if holder.starts_on > died_on:
        words = {"seat": holder.seat.name, "day": format_date(holder.starts_on)}
        raise Invalid(
            fields={"died_on": _("Ia tercatat sebagai %(seat)s di pengurus IPSM sejak %(day)s, sesudah tanggal ini.")
                    % words}
        )  # fmt: skip
