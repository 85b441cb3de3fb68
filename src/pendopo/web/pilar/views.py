"""Other pillars: who belongs to one in a place, and what can be done to such a posting."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.commands import (
    cancel_pillar,
    correct_pillar,
    end_pillar,
    register_pillar_member,
    start_pillar,
)
from pendopo.roster.models import PillarPosting
from pendopo.roster.pillar_queries import (
    known_pillars,
    offered_pillars,
    pillar_counts,
    pillar_members,
    pillar_posting,
)
from pendopo.roster.queries import person
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.places import limit
from pendopo.web.psm import forms as f
from pendopo.web.psm.deed import deed
from pendopo.web.refusal_form import tell


@page(Permission.PERSON_VIEW)
def members_page(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    code, text = asked.get("pilar", ""), asked.get("q", "").replace("\x00", "")[:120]
    kinds = [(kind.code, kind.short) for kind in known_pillars()]
    code = code if code in dict(kinds) else ""
    people, counts = pillar_counts(visit.actor, visit.place, visit.on)
    found = Paginator(pillar_members(visit.actor, visit.place, visit.on, code, text), 50).get_page(
        asked.get("hal")
    )
    kept = {name: value for name, value in (("pilar", code), ("q", text)) if value}
    words = {"n": format_number(people), "place": visit.place.full_name, "day": format_date(visit.on)}
    return visit.show(
        "pilar/daftar.html",
        found=found,
        counts=counts,
        kinds=kinds,
        code=code,
        text=text,
        sentence=(
            _("%(n)s orang di %(place)s bertugas di pilar lain per %(day)s.")
            if people
            else _("Belum ada orang di %(place)s yang tercatat di pilar lain per %(day)s.")
        )
        % words,
        query="&".join(filter(None, [visit.query, urlencode(kept)])),
        frame_query=visit.query,
        may_write=visit.actor.may(Permission.PERSON_WRITE),
    )


@page(Permission.PERSON_WRITE)
def register_page(visit: Visit) -> HttpResponse:
    """Somebody who is no PSM; a PSM gets another pillar on her own page."""
    first = {"place": visit.place, "nik_state": "sure"}
    form = f.PillarMemberForm(visit.request.POST or None, initial=first)
    _offer(form, visit)
    status = 200
    if visit.request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            post = register_pillar_member(
                visit.actor, data["place"].pk, form.person_draft(), form.pillar_draft()
            )
        except Refusal as refusal:
            tell(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 400
        else:
            messages.success(visit.request, _("%(name)s sudah dicatat.") % {"name": post.person.full_name})
            return redirect(f"{reverse('psm:orang', args=[post.person_id])}?{visit.query}")
    elif visit.request.method == "POST":
        status = 400
    return visit.show("pilar/baru.html", status, form=form, frame_query=visit.query)


@page(Permission.PERSON_WRITE)
def start_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    form = f.PillarForm(visit.request.POST or None)
    _offer(form, visit)

    def act() -> str:
        start_pillar(visit.actor, human.pk, form.cleaned_data["place"].pk, form.pillar_draft())
        return _("Tugas %(name)s di pilar lain sudah dicatat.")

    lead = _("Di samping tugasnya sebagai PSM; orangnya tetap dihitung satu.")
    return deed(visit, human, form, act, _("Pilar lain"), lead, button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def correct_page(visit: Visit, pillar_id: int) -> HttpResponse:
    post = pillar_posting(visit.actor, pillar_id)
    initial = {
        "pillar": post.pillar.code, "place": post.place, "starts_on": post.starts_on, "paper": post.paper,
        "version": post.version,
    }  # fmt: skip
    form = f.CorrectPillarForm(visit.request.POST or None, initial=initial)
    _offer(form, visit, post.pillar.code)

    def act() -> str:
        data = form.cleaned_data
        correct_pillar(visit.actor, post.pk, data["version"], data["place"].pk, form.pillar_draft())
        return _("Tugas %(name)s di pilar lain sudah dibetulkan.")

    return deed(
        visit, post.person, form, act, _("Betulkan tugas di pilar lain"), _lead(post), button=_("Simpan")
    )


@page(Permission.PERSON_WRITE)
def end_page(visit: Visit, pillar_id: int) -> HttpResponse:
    post = pillar_posting(visit.actor, pillar_id)
    form = f.EndForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        end_pillar(visit.actor, post.pk, form.cleaned_data["version"], form.draft())
        return _("Akhir tugas %(name)s di pilar lain sudah dicatat.")

    return deed(
        visit, post.person, form, act, _("Akhir tugas di pilar lain"), _lead(post), button=_("Catat berhenti")
    )


@page(Permission.PERSON_WRITE)
def go_on_page(visit: Visit, pillar_id: int) -> HttpResponse:
    post = pillar_posting(visit.actor, pillar_id)
    form = f.VersionForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        end_pillar(visit.actor, post.pk, form.cleaned_data["version"], None)
        return _("%(name)s tercatat masih bertugas.")

    return deed(visit, post.person, form, act, _("Ternyata tidak berhenti"), _lead(post), button=_("Simpan"))


@page(Permission.PERSON_WRITE)
def cancel_page(visit: Visit, pillar_id: int) -> HttpResponse:
    post = pillar_posting(visit.actor, pillar_id)
    form = f.ReasonForm(visit.request.POST or None, initial={"version": post.version})

    def act() -> str:
        cancel_pillar(visit.actor, post.pk, form.cleaned_data["version"], form.cleaned_data["reason"])
        return _("Tugas %(name)s di pilar lain sudah dibatalkan.")

    lead = _(
        "Hanya untuk salah catat: tugas ini tidak dihitung di mana pun. Bila pernah bertugas, catat akhirnya."
    )
    title = _("Batalkan tugas di pilar lain")
    return deed(visit, post.person, form, act, title, lead, button=_("Batalkan"), danger=True)


def _offer(form: forms.Form, visit: Visit, also: str = "") -> None:
    assert isinstance(form, f.PillarForm)
    offered = {kind.code for kind in offered_pillars(visit.actor.today)} | {also}
    form.offer([(kind.code, kind.short) for kind in known_pillars() if kind.code in offered])
    limit(form, "place", visit)


def _lead(post: PillarPosting) -> str:
    return f"{post.pillar.short}, {post.place.full_name}"
