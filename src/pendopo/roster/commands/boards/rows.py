"""Rows shared by the commands on boards. Two writers of one unit queue up at a lock of their own.

It is an advisory lock and no row lock: whoever rejudges postings holds their villages and then wants the units'
rows, in that order, and so does the end of every command here.
"""

from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from pendopo.access.scope import one_visible, visible
from pendopo.kernel.command import Desk
from pendopo.roster.board_drafts import Who
from pendopo.roster.commands.rows import save_next_version
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Person, Seat, UnitStop
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid

_UNITS = 4001
"""Class of the advisory locks on units."""


def queue_up(unit_id: int) -> None:
    """Wait for whoever writes this unit just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_UNITS, unit_id])


def own_unit(desk: Desk, unit_id: int, version: int | None = None) -> IpsmUnit:
    """The unit in the actor's reach, locked, with the permission asked at its place."""
    row = one_visible(IpsmUnit.objects.all(), desk.actor, desk.permission, pk=unit_id)
    queue_up(row.pk)
    unit = IpsmUnit.objects.select_related("wilayah").get(pk=row.pk)
    if version is not None and unit.version != version:
        raise Conflict(_changed())
    desk.at(unit.wilayah)
    desk.touches_units([unit])
    return unit


def own_term(desk: Desk, term_id: int, version: int | None = None) -> BoardTerm:
    """The board, its unit locked, with the permission asked at the unit's place."""
    row = one_visible(BoardTerm.objects.all(), desk.actor, desk.permission, pk=term_id)
    unit = own_unit(desk, row.unit_id)
    term = BoardTerm.objects.get(pk=row.pk)
    if version is not None and term.version != version:
        raise Conflict(_changed())
    if term.cancelled_at:
        raise Conflict(_("Kepengurusan ini sudah dibatalkan."))
    term.unit = unit
    return term


def own_seat(desk: Desk, seat_id: int) -> Seat:
    seat = one_visible(Seat.objects.select_related("term"), desk.actor, desk.permission, pk=seat_id)
    seat.term = own_term(desk, seat.term_id)
    if seat.cancelled_at:
        raise Conflict(_("Kursi ini sudah dihapus dari susunan."))
    return seat


def own_holder(desk: Desk, holder_id: int, version: int | None = None) -> Holder:
    row = one_visible(Holder.objects.all(), desk.actor, desk.permission, pk=holder_id)
    seat = own_seat(desk, row.seat_id)
    holder = Holder.objects.select_related("person").get(pk=row.pk)
    if version is not None and holder.version != version:
        raise Conflict(_changed())
    if holder.cancelled_at:
        raise Conflict(_("Catatan ini sudah dibatalkan."))
    holder.seat = seat
    return holder


def _changed() -> str:
    return _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")


def changed_term(desk: Desk, term: BoardTerm) -> None:
    """The board counts as changed, so that a form opened before says so."""
    save_next_version(term)
    desk.about(term.unit, after={"board": term.pk})


def refuse_stopped(unit: IpsmUnit, on: date) -> None:
    """While a unit is frozen or dissolved its board takes no further step."""
    stop = standing_stop(unit, on)
    if stop:
        raise Conflict(
            _("IPSM ini %(kind)s sejak %(since)s. Kantor di atasnya mencabut keputusan itu lebih dahulu.")
            % {"kind": stop.get_kind_display(), "since": format_date(stop.since)}
        )


def standing_stop(unit: IpsmUnit, on: date) -> UnitStop | None:
    stops = unit.stops.filter(cancelled_at__isnull=True, since__lte=on)
    return next((s for s in stops if s.until is None or s.until >= on), None)


def person_of(desk: Desk, who: Who, on: date, field: str = "who") -> Person | None:
    """The person of the register, in reach and alive on the day; None for a name alone."""
    if who.person_id is None:
        return None
    living = Person.objects.filter(merged_into__isnull=True)
    human = visible(living, desk.actor, desk.permission).filter(pk=who.person_id).first()
    if human is None:
        raise Invalid(fields={field: _("Orang itu tidak ada di daftar wilayah Anda. Pilih lagi.")})
    if human.died_on and human.died_on < on:
        words = {"name": human.full_name, "day": format_date(human.died_on)}
        raise Invalid(fields={field: _("%(name)s tercatat meninggal %(day)s.") % words})
    return human


def want_reason(reason: str) -> str:
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    return reason.strip()[:250]
