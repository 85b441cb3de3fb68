"""Reads of IPSM units: the unit of a place, its boards, who sits where on a day, its work and hand-over list.

Verdicts are read in `legality.queries.boards`; here are the rows as they were entered.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.prepared import prepared
from pendopo.roster.enums import HandoverKind
from pendopo.roster.models import (
    BoardTerm,
    HandoverItem,
    Holder,
    IpsmUnit,
    Person,
    Seat,
    SeatPlan,
    TermStep,
    UnitStop,
    UnitWork,
)
from pendopo.shared.names import name_key
from pendopo.wilayah.models import Wilayah

_SEE = Permission.UNIT_VIEW


def unit_of(actor: Actor, place: Wilayah) -> IpsmUnit | None:
    """The unit of exactly this place; None where nobody has begun to form one."""
    rows = IpsmUnit.objects.filter(wilayah=place, cancelled_at__isnull=True).select_related("wilayah")
    return visible(rows, actor, _SEE).first()


def unit_version(actor: Actor, place: Wilayah) -> int:
    """What a form that starts a board carries; 0 where there is no unit, or only a cancelled one."""
    row = visible(IpsmUnit.objects.filter(wilayah=place), actor, _SEE).first()
    return row.version if row and row.cancelled_at is None else 0


def one_unit(actor: Actor, unit_id: int) -> IpsmUnit:
    rows = IpsmUnit.objects.filter(cancelled_at__isnull=True).select_related("wilayah")
    return one_visible(rows, actor, _SEE, pk=unit_id)


def one_term(actor: Actor, term_id: int) -> BoardTerm:
    return one_visible(BoardTerm.objects.select_related("unit__wilayah"), actor, _SEE, pk=term_id)


def one_step(actor: Actor, step_id: int) -> TermStep:
    return one_visible(TermStep.objects.select_related("term__unit__wilayah"), actor, _SEE, pk=step_id)


def one_seat(actor: Actor, seat_id: int) -> Seat:
    return one_visible(Seat.objects.select_related("term__unit__wilayah"), actor, _SEE, pk=seat_id)


def one_holder(actor: Actor, holder_id: int) -> Holder:
    rows = Holder.objects.select_related("seat__term__unit__wilayah", "person")
    return one_visible(rows, actor, _SEE, pk=holder_id)


def one_stop(actor: Actor, stop_id: int) -> UnitStop:
    return one_visible(UnitStop.objects.select_related("unit__wilayah"), actor, _SEE, pk=stop_id)


def one_work(actor: Actor, work_id: int) -> UnitWork:
    return one_visible(UnitWork.objects.select_related("unit__wilayah"), actor, _SEE, pk=work_id)


def one_item(actor: Actor, item_id: int) -> HandoverItem:
    return one_visible(HandoverItem.objects.select_related("term__unit__wilayah"), actor, _SEE, pk=item_id)


def open_seats(term: BoardTerm) -> list[Seat]:
    return list(Seat.objects.filter(term=term, cancelled_at__isnull=True).order_by("order", "pk"))


def handover_of(term: BoardTerm) -> list[HandoverItem]:
    return as_handed(term.handover.filter(cancelled_at__isnull=True))


def as_handed(items: Iterable[HandoverItem]) -> list[HandoverItem]:
    """In the order in which a board hands things over: documents first, accounts late; then as entered."""
    return sorted(items, key=lambda item: (HandoverKind.values.index(item.kind), item.pk))


def people_named(actor: Actor, text: str, limit: int = 12) -> list[Person]:
    """People of the register in reach whose name has every word that was typed, by name."""
    words = name_key(text).split()[:5]
    if not words or len("".join(words)) < 2:
        return []
    rows = Person.objects.filter(merged_into__isnull=True)
    for word in words:
        rows = rows.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    found: QuerySet[Person] = visible(rows, actor, Permission.UNIT_WRITE)
    return list(found.prefetch_related("postings__village__parent").order_by("name_key", "pk")[:limit])


def person_to_seat(actor: Actor, person_id: int) -> Person | None:
    rows = Person.objects.filter(merged_into__isnull=True, pk=person_id)
    return visible(rows, actor, Permission.UNIT_WRITE).first()


_held_by = prepared(
    lambda person_id: (
        Holder.objects.filter(
            person_id=person_id, cancelled_at__isnull=True, seat__term__cancelled_at__isnull=True
        )
        .select_related("seat__term__unit__wilayah")
        .order_by("-starts_on")
    )
)


def seats_held(human: Person) -> list[Holder]:
    """Where a person sits or sat in boards, the newest first; she came through the gate."""
    return _held_by(human.pk)


def own_plan(actor: Actor, plan_id: int) -> SeatPlan:
    rows = SeatPlan.objects.filter(cancelled_at__isnull=True).select_related("wilayah")
    return one_visible(rows, actor, Permission.POLICY_WRITE, pk=plan_id)
