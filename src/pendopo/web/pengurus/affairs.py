"""What concerns the unit as a whole: freezing, its work, the hand-over list."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.access.policy import Permission
from pendopo.roster.board_queries import (
    handover_of,
    one_item,
    one_stop,
    one_term,
    one_unit,
    one_work,
)
from pendopo.roster.commands import boards as do
from pendopo.roster.enums import StopKind
from pendopo.web.door import Visit, page
from pendopo.web.methods import posted, sent
from pendopo.web.pengurus import forms as f
from pendopo.web.pengurus.deeds import deed, unit_address


@page(Permission.UNIT_STOP)
def stop_page(visit: Visit, unit_id: int) -> HttpResponse:
    unit = one_unit(visit.actor, unit_id)
    form = f.StopForm(sent(visit.request), initial={"version": unit.version})

    def act() -> str:
        stop = do.stop_unit(visit.actor, unit.pk, form.cleaned_data["version"], form.draft())
        return _("Tercatat: IPSM ini %(kind)s.") % {"kind": stop.get_kind_display()}

    lead = _("Keputusan kantor di atas IPSM ini. Selama dibekukan atau dibubarkan, pengurusnya tidak sah.")
    title = _("Bekukan atau bubarkan")
    return deed(visit, unit, form, act, title, lead, button=_("Catat keputusan"), danger=True)


@page(Permission.UNIT_STOP)
def lift_page(visit: Visit, stop_id: int) -> HttpResponse:
    stop = one_stop(visit.actor, stop_id)
    form = f.LiftForm(sent(visit.request), initial={"version": stop.unit.version})

    def act() -> str:
        data = form.cleaned_data
        do.lift_stop(visit.actor, stop.pk, data["version"], data["last_day"], data["reason"])
        return _("Keputusan itu sudah berakhir.")

    frozen = stop.kind == StopKind.BEKU
    title = _("Akhiri pembekuan") if frozen else _("Akhiri pembubaran")
    lead = (
        _("Sejak keesokan harinya kepengurusannya berlanjut dan dinilai menurut SK-nya.")
        if frozen
        else _("Sejak keesokan harinya IPSM ini dapat dibentuk lagi dari awal.")
    )
    return deed(visit, stop.unit, form, act, title, lead)


@page(Permission.UNIT_STOP)
def cancel_stop_page(visit: Visit, stop_id: int) -> HttpResponse:
    stop = one_stop(visit.actor, stop_id)
    form = f.ReasonForm(sent(visit.request), initial={"version": stop.unit.version})

    def act() -> str:
        do.cancel_stop(visit.actor, stop.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Catatan itu sudah dibatalkan.")

    title = _("Batalkan catatan: %(kind)s") % {"kind": stop.get_kind_display()}
    lead = _("Hanya untuk salah catat: keputusan ini tidak pernah ada.")
    return deed(visit, stop.unit, form, act, title, lead, button=_("Batalkan"), danger=True)


@page(Permission.UNIT_WRITE)
def work_page(visit: Visit, unit_id: int) -> HttpResponse:
    unit = one_unit(visit.actor, unit_id)
    form = f.WorkForm(sent(visit.request), initial={"kind": "rapat"})

    def act() -> str:
        do.record_work(visit.actor, unit.pk, form.draft())
        return _("Kegiatan sudah dicatat.")

    lead = _("Rapat dan laporan memperlihatkan bahwa pengurus bekerja; dari situ dinilai aktif atau tidak.")
    return deed(visit, unit, form, act, _("Catat rapat atau laporan"), lead, part="#kegiatan")


@page(Permission.UNIT_WRITE)
def cancel_work_page(visit: Visit, work_id: int) -> HttpResponse:
    work = one_work(visit.actor, work_id)
    form = f.BareReasonForm(sent(visit.request))

    def act() -> str:
        do.cancel_work(visit.actor, work.pk, form.cleaned_data["reason"])
        return _("Catatan kegiatan sudah dibatalkan.")

    title = _("Batalkan catatan: %(title)s") % {"title": work.title}
    lead = _("Hanya untuk salah catat: rapat atau laporan ini tidak pernah ada.")
    return deed(visit, work.unit, form, act, title, lead, part="#kegiatan", button=_("Batalkan"), danger=True)


@page(Permission.UNIT_WRITE)
@posted
def propose_page(visit: Visit, term_id: int) -> HttpResponseBase:
    term = one_term(visit.actor, term_id)
    do.propose_handover(visit.actor, term.pk)
    return redirect(unit_address(visit, term.unit, "#serah-terima"))


@page(Permission.UNIT_WRITE)
def add_item_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    form = f.ItemForm(sent(visit.request))

    def act() -> str:
        do.add_handover(visit.actor, term.pk, form.draft())
        return _("Baris sudah ditambahkan.")

    lead = _("Apa yang diserahkan pengurus lama kepada pengurus baru.")
    return deed(visit, term.unit, form, act, _("Tambah baris serah terima"), lead, part="#serah-terima")


@page(Permission.UNIT_WRITE)
def receive_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    waiting = [item for item in handover_of(term) if item.handed_on is None]
    form = f.ReceiptForm(sent(visit.request), initial={"items": [item.pk for item in waiting]})
    form.fields["items"].choices = [(item.pk, item.name) for item in waiting]  # type: ignore[attr-defined]

    def act() -> str:
        ids = [int(pk) for pk in form.cleaned_data["items"]]
        done = do.receive_handover(visit.actor, ids, form.draft())
        return ngettext("%d baris diterima.", "%d baris diterima.", len(done)) % len(done)

    lead = _("Centang yang sudah diserahkan, lalu tulis kapan dan siapa yang menerima.")
    return deed(visit, term.unit, form, act, _("Catat penerimaan"), lead, part="#serah-terima")


@page(Permission.UNIT_WRITE)
def cancel_item_page(visit: Visit, item_id: int) -> HttpResponse:
    item = one_item(visit.actor, item_id)
    form = f.BareReasonForm(sent(visit.request))

    def act() -> str:
        do.cancel_handover(visit.actor, item.pk, form.cleaned_data["reason"])
        return _("Baris sudah dihapus dari daftar.")

    title = _("Hapus dari daftar: %(name)s") % {"name": item.name}
    lead = _("Untuk baris yang tidak ada pada serah terima ini.")
    return deed(
        visit, item.term.unit, form, act, title, lead, part="#serah-terima", button=_("Hapus"), danger=True
    )
