"""A new PSM: look-alikes are asked about before anything is saved; what a NIK implies is only offered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.commands import register_psm
from pendopo.roster.models import Person
from pendopo.roster.queries import by_nik, looks_like, person
from pendopo.shared.dates import format_date
from pendopo.shared.nik import Implied, implied
from pendopo.shared.refusals import Conflict, NotVisible, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.places import limit
from pendopo.web.psm.forms import RegisterForm
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level

ELSEWHERE, HERE = "nik_elsewhere", "nik_here:"


@page(Permission.PERSON_WRITE)
def register(visit: Visit) -> HttpResponse:
    asked = visit.request.POST
    first = {"village": visit.place if visit.place.level == Level.VILLAGE else None, "nik_state": "sure"}
    form = RegisterForm(_filled(asked, visit) if asked else None, initial=first)
    limit(form, "village", visit)
    offered = Implied()
    extra: dict[str, Any] = {"twins": (), "rule": "", "holder": None}
    if asked and form.is_valid():
        offered = _offer(form, visit)
        saved = "simpan" in form.data and _save(visit, form, extra)
        if saved:
            return saved
    status = 400 if form.errors else 200
    offer_words = _offer_words(offered)
    return visit.show(
        "psm/baru.html", status, form=form, offered=offer_words, frame_query=visit.query, **extra
    )


def _save(visit: Visit, form: RegisterForm, extra: dict[str, Any]) -> HttpResponse | None:
    """The redirect once saved; None with what must be asked first in `extra`."""
    data = form.cleaned_data
    seen = {int(pk) for pk in data["seen"].split(",") if pk.isdigit()}
    twins = [
        p
        for p in looks_like(visit.actor, data["village"], data["name"], data["birth_on"])
        if p.pk not in seen
    ]
    if twins and not _same_nik(visit, form):
        extra["twins"] = twins
        shown = ",".join(str(pk) for pk in sorted(seen | {p.pk for p in twins}))
        form.data = {name: form.data[name] for name in form.data} | {"seen": shown}
        return None
    try:
        posting = register_psm(visit.actor, data["village"].pk, form.person_draft(), form.posting_draft())
    except Refusal as refusal:
        tell(form, refusal)
        extra["rule"] = refusal.rule if isinstance(refusal, Conflict) else ""
        extra["holder"] = _holder(visit, extra["rule"])
        return None
    messages.success(
        visit.request,
        _("%(name)s sudah dicatat sebagai PSM %(place)s.")
        % {"name": posting.person.full_name, "place": posting.village.full_name},
    )
    return redirect(f"{reverse('psm:orang', args=[posting.person_id])}?{visit.query}")


def _same_nik(visit: Visit, form: RegisterForm) -> bool:
    """A NIK that is already in reach is told by the command; no second question beside it."""
    return bool(form.cleaned_data["nik"]) and by_nik(visit.actor, form.cleaned_data["nik"]).exists()


def _holder(visit: Visit, rule: str) -> Person | None:
    if not rule.startswith(HERE):
        return None
    try:
        return person(visit.actor, int(rule.removeprefix(HERE)))
    except NotVisible:
        return None


def _filled(asked: Any, visit: Visit) -> Any:
    """What was typed, with what a button of the page puts in: the offer of the NIK, or the doubt about it."""
    data = asked.copy()
    if "ikut_nik" in data:
        says = implied("".join(c for c in data.get("nik", "") if c.isdigit()), visit.actor.today)
        if says.birth:
            data["birth_on"] = format_date(says.birth)
        if says.sex:
            data["sex"] = says.sex
    if "belum_pasti" in data:
        data["nik_state"] = "unsure"
        data["simpan"] = "ya"
    return data


def _offer(form: RegisterForm, visit: Visit) -> Implied:
    """What the NIK says and the form does not have, or has otherwise."""
    data = form.cleaned_data
    says = implied(data["nik"], visit.actor.today) if data["nik"] else Implied()
    birth = says.birth if says.birth != data["birth_on"] else None
    return Implied(birth, says.sex if says.sex != data["sex"] else None)


def _offer_words(offered: Implied) -> str:
    words = []
    if offered.birth:
        words.append(_("tanggal lahir %(day)s") % {"day": format_date(offered.birth)})
    if offered.sex:
        words.append(_("laki-laki") if offered.sex == "L" else _("perempuan"))
    return ", ".join(words)
