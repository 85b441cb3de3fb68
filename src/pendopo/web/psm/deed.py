"""One deed on one person: a form, a command, and back to the person with a sentence."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pendopo.roster.models import Person
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit
from pendopo.web.refusal_form import tell


def deed(
    visit: Visit,
    human: Person,
    form: forms.Form,
    act: Callable[[], str],
    title: str,
    lead: str,
    **more: Any,
) -> HttpResponse:
    """Show the form, or do the deed and go back to the person with a sentence."""
    back = f"{reverse('psm:orang', args=[human.pk])}?{visit.query}"
    status = 200
    if visit.request.method == "POST" and form.is_valid():
        try:
            sentence = act()
        except Refusal as refusal:
            tell(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 400
        else:
            messages.success(visit.request, sentence % {"name": human.full_name})
            return redirect(back)
    elif visit.request.method == "POST":
        status = 400
    return visit.show(
        "psm/tindakan.html", status, human=human, form=form, title=title, lead=lead, back=back, **more
    )
