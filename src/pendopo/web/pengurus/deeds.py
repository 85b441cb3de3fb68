"""How every deed of this room is done: show the form, or do it and go back to the unit with a sentence."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pendopo.roster.models import IpsmUnit
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit
from pendopo.web.people_field import let_pick
from pendopo.web.refusal_form import tell


def unit_address(visit: Visit, unit: IpsmUnit, part: str = "") -> str:
    return f"{reverse('pengurus:satu', args=[unit.pk])}?{visit.query}{part}"


def deed(
    visit: Visit,
    unit: IpsmUnit,
    form: forms.Form,
    act: Callable[[], str],
    title: str,
    lead: str,
    *,
    template: str = "pengurus/tindakan.html",
    part: str = "",
    **more: Any,
) -> HttpResponse:
    back = unit_address(visit, unit)
    let_pick(form, visit)
    status = 200
    if visit.request.method == "POST" and form.is_valid():
        try:
            sentence = act()
        except Refusal as refusal:
            tell(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 400
        else:
            messages.success(visit.request, sentence)
            return redirect(back + part)
    elif visit.request.method == "POST":
        status = 400
    return visit.show(template, status, unit=unit, form=form, title=title, lead=lead, back=back, **more)
