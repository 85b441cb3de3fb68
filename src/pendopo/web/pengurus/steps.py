"""The path of forming a board: its steps entered, put right, taken away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import cancel_term
from pendopo.roster.board_drafts import StartDraft, StepDraft
from pendopo.roster.board_queries import one_step, one_term, open_seats, unit_of, unit_version
from pendopo.roster.commands import boards as do
from pendopo.roster.enums import TermStepKind
from pendopo.roster.models import TermStep
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.pengurus import forms as f
from pendopo.web.pengurus.deeds import deed, unit_address
from pendopo.web.refusal_form import tell


@page(Permission.UNIT_WRITE)
def start_page(visit: Visit) -> HttpResponse:
    """Begin to form the IPSM of the place in the frame, or to prepare its next board."""
    unit, status = unit_of(visit.actor, visit.place), 200
    initial = {"version": unit_version(visit.actor, visit.place), "first_year": visit.actor.today.year}
    form = f.StartForm(sent(visit.request), initial=initial)
    if visit.request.method == "POST":
        status = 400
    if visit.request.method == "POST" and form.is_valid():
        try:
            term = do.start_forming(visit.actor, visit.place.pk, form.cleaned_data["version"], form.draft())
        except Refusal as refusal:
            tell(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 400
        else:
            messages.success(visit.request, _("Persiapan sudah dicatat. Berikutnya: jadwal musda."))
            return redirect(unit_address(visit, term.unit))
    back = unit_address(visit, unit) if unit else f"{reverse('pengurus:daftar')}?{visit.query}"
    return visit.show("pengurus/mulai.html", status, form=form, unit=unit, back=back)


@page(Permission.UNIT_WRITE)
def musda_page(visit: Visit, term_id: int) -> HttpResponse:
    lead = _("Kapan musda diadakan, dan kapan itu diputuskan.")
    done = _("Jadwal musda sudah dicatat. Sesudah musda, catat siapa yang terpilih.")
    return _step(visit, term_id, f.MusdaForm, do.set_musda, _("Jadwalkan musda"), lead, done)


@page(Permission.UNIT_WRITE)
def install_page(visit: Visit, term_id: int) -> HttpResponse:
    lead = _("Kapan pengurus dikukuhkan, dan oleh siapa.")
    done = _("Pengukuhan sudah dicatat.")
    return _step(visit, term_id, f.InstallForm, do.install, _("Catat pengukuhan"), lead, done)


@page(Permission.UNIT_WRITE)
def election_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    form = f.ElectionForm(open_seats(term), sent(visit.request), initial={"version": term.version})

    def act() -> str:
        do.record_election(visit.actor, term.pk, form.cleaned_data["version"], form.election())
        return _("Pengurus terpilih sudah dicatat. Berikutnya: mintakan SK, lalu catat di sini.")

    lead = _("Paling sedikit ketua, sekretaris, dan bendahara. Kursi lain boleh menyusul.")
    return deed(
        visit, term.unit, form, act, _("Catat pengurus terpilih"), lead, template="pengurus/pemilihan.html",
        button=_("Simpan hasil musda"),
    )  # fmt: skip


@page(Permission.UNIT_WRITE)
def correct_step_page(visit: Visit, step_id: int) -> HttpResponse:
    step = one_step(visit.actor, step_id)
    makes = f.MusdaForm if step.step == TermStepKind.MUSDA else f.StepForm
    initial = {name: getattr(step, name) for name in ("on", "planned_on", "paper", "by_whom", "note")}
    form = makes(sent(visit.request), initial=initial | {"version": step.term.version})

    def act() -> str:
        do.correct_step(visit.actor, step.pk, form.cleaned_data["version"], form.draft())
        return _("Langkah “%(step)s” sudah dibetulkan.") % {"step": step.get_step_display()}

    title = _("Betulkan langkah: %(step)s") % {"step": step.get_step_display()}
    return deed(visit, step.term.unit, form, act, title, _("Tulis seperti yang terjadi."))


@page(Permission.UNIT_WRITE)
def cancel_step_page(visit: Visit, step_id: int) -> HttpResponse:
    step = one_step(visit.actor, step_id)
    form = f.ReasonForm(sent(visit.request), initial={"version": step.term.version})

    def act() -> str:
        do.cancel_step(visit.actor, step.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Langkah “%(step)s” sudah dibatalkan.") % {"step": step.get_step_display()}

    title = _("Batalkan langkah: %(step)s") % {"step": step.get_step_display()}
    return deed(visit, step.term.unit, form, act, title, _cancel_lead(step), button=title, danger=True)


@page(Permission.UNIT_WRITE)
def correct_term_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    initial = {"first_year": term.first_year, "last_year": term.last_year, "note": term.note}
    form = f.TermForm(sent(visit.request), initial=initial | {"version": term.version})

    def act() -> str:
        data = form.cleaned_data
        draft = StartDraft(
            on=visit.actor.today,
            first_year=data["first_year"],
            last_year=data["last_year"],
            note=data["note"],
        )
        do.correct_term(visit.actor, term.pk, data["version"], draft)
        return _("Masa bakti sudah dibetulkan.")

    lead = _("Tahun masa bakti hanya nama kepengurusan. Kapan berakhir, ditentukan SK-nya.")
    return deed(visit, term.unit, form, act, _("Betulkan masa bakti"), lead)


@page(Permission.UNIT_WRITE)
def cancel_term_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    form = f.ReasonForm(sent(visit.request), initial={"version": term.version})

    def act() -> str:
        cancel_term(visit.actor, term.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Kepengurusan yang salah catat sudah dibatalkan.")

    lead = _("Hanya untuk salah catat: kepengurusan ini tidak pernah ada.")
    return deed(
        visit, term.unit, form, act, _("Batalkan kepengurusan"), lead, button=_("Batalkan"), danger=True
    )


def _step(
    visit: Visit,
    term_id: int,
    makes: type[f.StepForm],
    command: Callable[..., TermStep],
    title: str,
    lead: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    form = makes(sent(visit.request), initial={"version": term.version})

    def act() -> str:
        draft: StepDraft = form.draft()
        command(visit.actor, term.pk, form.cleaned_data["version"], draft)
        return done

    return deed(visit, term.unit, form, act, title, lead, **more)


def _cancel_lead(step: TermStep) -> str:
    if step.step == TermStepKind.TERPILIH:
        return _(
            "Langkah ini tidak pernah terjadi. Mereka yang dicatat terpilih pada hari itu ikut dibatalkan."
        )
    return _("Langkah ini tidak pernah terjadi.")
