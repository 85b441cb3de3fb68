from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.accounts.commands import set_office_contact
from pendopo.accounts.office_queries import contact_of
from pendopo.shared.refusals import Refusal
from pendopo.web.akun.forms import ContactForm
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.refusal_form import tell
from pendopo.wilayah.queries import lineage


@page(Permission.ACCOUNT_WRITE)
def contact(visit: Visit) -> HttpResponseBase:
    """How this office is reached by its people who cannot log in."""
    known = contact_of(visit.actor.place_id)
    initial = {"phone": known.phone, "note": known.note} if known else {}
    form = ContactForm(sent(visit.request), initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        try:
            set_office_contact(visit.actor, form.cleaned_data["phone"], form.cleaned_data["note"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Kontak kantor tersimpan."))
            return redirect("akun:daftar")
    office = next(w for w in lineage(visit.place) if w.pk == visit.actor.place_id)
    return visit.show("akun/kontak.html", form=form, office=office)
