"""Who sits where, and which seats there are."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.roster.board_queries import one_holder, one_seat, one_term, open_seats
from pendopo.roster.commands import boards as do
from pendopo.roster.enums import SeatKind
from pendopo.roster.models import Holder
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.pengurus import forms as f
from pendopo.web.pengurus.deeds import deed

_PART = "#susunan"
_LEAD = gettext_lazy("Ketik namanya, lalu pilih orangnya dari data PSM.")


@page(Permission.UNIT_WRITE)
def seat_page(visit: Visit, seat_id: int) -> HttpResponse:
    seat = one_seat(visit.actor, seat_id)
    form = f.HolderForm(sent(visit.request), initial={"version": 0})

    def act() -> str:
        holder = do.seat_holder(visit.actor, seat.pk, form.draft())
        return _("%(name)s dicatat sebagai %(seat)s.") % {"name": _name(holder), "seat": seat.name}

    title = _("Isi kursi: %(seat)s") % {"seat": seat.name}
    return deed(visit, seat.term.unit, form, act, title, str(_LEAD), part=_PART)


@page(Permission.UNIT_WRITE)
def replace_page(visit: Visit, holder_id: int) -> HttpResponse:
    former = one_holder(visit.actor, holder_id)
    form = f.HolderForm(sent(visit.request), initial={"version": former.version})

    def act() -> str:
        holder = do.replace_holder(visit.actor, former.pk, form.cleaned_data["version"], form.draft())
        words = {"name": _name(holder), "seat": former.seat.name, "former": _name(former)}
        return _("%(name)s menggantikan %(former)s sebagai %(seat)s.") % words

    title = _("Ganti %(seat)s di tengah masa bakti") % {"seat": former.seat.name}
    lead = _("Hari terakhir %(name)s adalah sehari sebelum penggantinya mulai.") % {"name": _name(former)}
    return deed(visit, former.seat.term.unit, form, act, title, lead, part=_PART)


@page(Permission.UNIT_WRITE)
def leave_page(visit: Visit, holder_id: int) -> HttpResponse:
    holder = one_holder(visit.actor, holder_id)
    form = f.LeaveForm(sent(visit.request), initial={"version": holder.version})

    def act() -> str:
        do.leave_seat(visit.actor, holder.pk, form.cleaned_data["version"], form.draft())
        return _("Kursi %(seat)s sekarang kosong.") % {"seat": holder.seat.name}

    title = _("%(name)s berhenti sebagai %(seat)s") % {"name": _name(holder), "seat": holder.seat.name}
    lead = _("Kursinya kosong sejak hari berikutnya. Bila langsung digantikan, pakai “Ganti”.")
    return deed(visit, holder.seat.term.unit, form, act, title, lead, part=_PART)


@page(Permission.UNIT_WRITE)
def correct_page(visit: Visit, holder_id: int) -> HttpResponse:
    holder = one_holder(visit.actor, holder_id)
    initial: dict[str, Any] = {
        name: getattr(holder, name)
        for name in ("starts_on", "until", "acting", "paper", "contact", "version")
    }
    form = f.HolderForm(sent(visit.request), initial=initial | {"who": holder.person or holder.name})

    def act() -> str:
        done = do.correct_holder(visit.actor, holder.pk, form.cleaned_data["version"], form.draft())
        return _("Kursi %(seat)s sudah dibetulkan: %(name)s.") % {
            "name": _name(done),
            "seat": holder.seat.name,
        }

    title = _("Betulkan %(seat)s") % {"seat": holder.seat.name}
    return deed(visit, holder.seat.term.unit, form, act, title, str(_LEAD), part=_PART)


@page(Permission.UNIT_WRITE)
def cancel_page(visit: Visit, holder_id: int) -> HttpResponse:
    holder = one_holder(visit.actor, holder_id)
    form = f.ReasonForm(sent(visit.request), initial={"version": holder.version})

    def act() -> str:
        do.cancel_holder(visit.actor, holder.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Catatan itu sudah dibatalkan.")

    title = _("Batalkan catatan %(seat)s") % {"seat": holder.seat.name}
    lead = _("Hanya untuk salah catat: %(name)s tidak pernah duduk di kursi ini.") % {"name": _name(holder)}
    return deed(
        visit, holder.seat.term.unit, form, act, title, lead, part=_PART, button=_("Batalkan"), danger=True
    )


@page(Permission.UNIT_WRITE)
def add_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    last = max((seat.order for seat in open_seats(term)), default=0)
    initial = {"version": term.version, "order": last + 1, "kind": SeatKind.ANGGOTA}
    form = f.SeatForm(sent(visit.request), initial=initial)

    def act() -> str:
        seat = do.add_seat(visit.actor, term.pk, form.draft())
        return _("Kursi %(seat)s sudah ditambahkan.") % {"seat": seat.name}

    lead = _("Hanya untuk kepengurusan ini. Susunan bagi kepengurusan baru diatur di halaman Kebijakan.")
    return deed(visit, term.unit, form, act, _("Tambah kursi"), lead, part=_PART)


@page(Permission.UNIT_WRITE)
def change_page(visit: Visit, seat_id: int) -> HttpResponse:
    seat = one_seat(visit.actor, seat_id)
    initial = {name: getattr(seat, name) for name in ("name", "kind", "order", "required")}
    form = f.SeatForm(sent(visit.request), initial=initial | {"version": seat.term.version})

    def act() -> str:
        do.change_seat(visit.actor, seat.pk, form.cleaned_data["version"], form.draft())
        return _("Kursi %(seat)s sudah diubah.") % {"seat": form.cleaned_data["name"]}

    title = _("Ubah kursi: %(seat)s") % {"seat": seat.name}
    lead = _("Hanya untuk kepengurusan ini. Susunan bagi kepengurusan baru diatur di halaman Kebijakan.")
    return deed(visit, seat.term.unit, form, act, title, lead, part=_PART, removable=seat)


@page(Permission.UNIT_WRITE)
def remove_page(visit: Visit, seat_id: int) -> HttpResponse:
    seat = one_seat(visit.actor, seat_id)
    form = f.ReasonForm(sent(visit.request), initial={"version": seat.term.version})

    def act() -> str:
        do.remove_seat(visit.actor, seat.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Kursi %(seat)s sudah dihapus.") % {"seat": seat.name}

    title = _("Hapus kursi: %(seat)s") % {"seat": seat.name}
    lead = _("Hanya kursi yang belum pernah diduduki siapa pun.")
    return deed(visit, seat.term.unit, form, act, title, lead, part=_PART, button=_("Hapus"), danger=True)


def _name(holder: Holder) -> str:
    return holder.person.full_name if holder.person else holder.name
