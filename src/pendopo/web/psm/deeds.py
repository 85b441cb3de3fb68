"""What can be done to a person or a posting: one page each, that keeps what was typed when it is refused."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.commands import (
    ask_move,
    cancel_posting,
    correct_person,
    correct_posting,
    end_posting,
    move_psm,
    record_death,
    return_psm,
    take_back_end,
)  # fmt: skip
from pendopo.roster.queries import person, posting
from pendopo.web.door import Visit, page
from pendopo.web.places import limit
from pendopo.web.psm import forms as f
from pendopo.web.psm.deed import deed
from pendopo.web.psm.facts import masked, numbers


@page(Permission.PERSON_WRITE)
def correct_person_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    form = f.CorrectPersonForm(visit.request.POST or None, initial=f.person_initial(human))
    if not human.nik_sealed:
        form.fields["keep_nik"].widget = forms.HiddenInput()
    form.offer_to_forget([(str(n.which), f"{n.label} {n.masked}") for n in numbers(human)])

    def act() -> str:
        correct_person(
            visit.actor,
            human.pk,
            form.cleaned_data["version"],
            form.person_draft(),
            keep_nik=form.kept_state(),
            keep=form.kept_numbers(),
        )
        return _("Data %(name)s sudah dibetulkan.")

    lead = _("Yang lama tetap tersimpan di riwayat.")
    return deed(visit, human, form, act, _("Betulkan data"), lead, button=_("Simpan"), masked=masked(human))


@page(Permission.PERSON_WRITE)
def correct_posting_page(visit: Visit, posting_id: int) -> HttpResponse:
    post = posting(visit.actor, posting_id)
    form = f.CorrectPostingForm(visit.request.POST or None, initial=f.posting_initial(post))

    def act() -> str:
        correct_posting(visit.actor, post.pk, form.cleaned_data["version"], form.posting_draft())
        return _("Penugasan %(name)s sudah dibetulkan.")

    lead = _("Tanggal mulai, KTA, dan bimtek di %(place)s.") % {"place": post.village}
    return deed(visit, post.person, form, act, _("Betulkan penugasan dan bimtek"), lead, button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def move_page(visit: Visit, posting_id: int) -> HttpResponse:
    post = posting(visit.actor, posting_id)
    form = f.MoveForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        data = form.cleaned_data
        inside = visit.actor.reaches(data["village"].path)
        deed = move_psm if inside else ask_move
        deed(visit.actor, post.pk, data["version"], data["village"].pk, data["last_day"])
        return (
            _("%(name)s sudah dipindahkan.")
            if inside
            else _("Perpindahan %(name)s sudah diajukan dan menunggu kantor di sana.")
        )

    lead = _("Sekarang bertugas di %(place)s. Keesokan harinya ia mulai bertugas di tempat baru.") % {
        "place": post.village
    }
    return deed(visit, post.person, form, act, _("Pindah tempat tugas"), lead, button=_("Pindahkan"))


@page(Permission.PERSON_WRITE)
def end_page(visit: Visit, posting_id: int) -> HttpResponse:
    post = posting(visit.actor, posting_id)
    form = f.EndForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        end_posting(visit.actor, post.pk, form.cleaned_data["version"], form.draft())
        return _("%(name)s sudah dicatat berhenti.")

    lead = _("SK-nya tidak berlaku lagi sesudah hari terakhir itu. Data dan riwayatnya tetap ada.")
    return deed(visit, post.person, form, act, _("Berhenti bertugas"), lead, button=_("Catat berhenti"))


@page(Permission.PERSON_WRITE)
def go_on_page(visit: Visit, posting_id: int) -> HttpResponse:
    post = posting(visit.actor, posting_id)
    form = f.ReasonForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        take_back_end(visit.actor, post.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("%(name)s tercatat masih bertugas.")

    lead = _("Penugasan di %(place)s berjalan terus seperti sebelum dicatat berhenti.") % {
        "place": post.village
    }
    return deed(visit, post.person, form, act, _("Ternyata tidak berhenti"), lead, button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def death_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    form = f.DeathForm(
        visit.request.POST or None, initial={"version": human.version, "died_on": human.died_on}
    )

    def act() -> str:
        died_on = form.cleaned_data["died_on"]
        record_death(visit.actor, human.pk, form.cleaned_data["version"], died_on)
        return (
            _("Wafatnya %(name)s sudah dicatat.") if died_on else _("Catatan wafat %(name)s sudah ditarik.")
        )

    lead = _("Hari itu menjadi hari terakhir bertugas.")
    return deed(visit, human, form, act, _("Meninggal dunia"), lead, button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def return_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    last = human.postings.select_related("village").order_by("-starts_on").first()
    initial = {"village": last.village, "kta_number": last.kta_number} if last else {}
    form = f.ReturnForm(visit.request.POST or None, initial=initial)
    limit(form, "village", visit)

    def act() -> str:
        return_psm(visit.actor, human.pk, form.cleaned_data["village"].pk, form.posting_draft())
        return _("%(name)s bertugas kembali.")

    lead = _("Penugasan baru dimulai; yang lama tetap di riwayat.")
    return deed(visit, human, form, act, _("Bertugas kembali"), lead, button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def cancel_page(visit: Visit, posting_id: int) -> HttpResponse:
    post = posting(visit.actor, posting_id)
    form = f.ReasonForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        cancel_posting(visit.actor, post.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Penugasan %(name)s sudah dibatalkan.")

    lead = _(
        "Hanya untuk salah catat: penugasan di %(place)s tidak dihitung di mana pun, juga untuk tanggal yang lalu. "
        "Bila ia memang pernah bertugas, pakai “Berhenti bertugas”."
    ) % {"place": post.village}
    return deed(
        visit, post.person, form, act, _("Batalkan penugasan"), lead, button=_("Batalkan"), danger=True
    )
