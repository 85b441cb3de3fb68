"""The photo of a person: put on, taken away, and shown to whoever may see the person."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.commands import remove_photo, set_photo
from pendopo.roster.models import Person
from pendopo.roster.photos import read_photo
from pendopo.roster.queries import own_person, person, person_or_keeper
from pendopo.web.door import Visit, page
from pendopo.web.psm import forms as f
from pendopo.web.psm.deed import deed
from pendopo.web.psm.facts import photo_url


@page(Permission.PERSON_WRITE)
def photo_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    asked = visit.request
    form = f.PhotoForm(asked.POST or None, asked.FILES or None, initial={"version": human.version})

    def act() -> str:
        content = form.cleaned_data["photo"].read()
        set_photo(visit.actor, human.pk, form.cleaned_data["version"], content)
        return _("Foto %(name)s sudah dipasang.")

    lead = _("Wajah terlihat jelas. Foto dikecilkan; tempat dan waktu pemotretan dibuang.")
    return deed(
        visit, human, form, act, _("Foto"), lead, button=_("Pasang foto"), photo=photo_url(human),
        words=_("JPEG atau PNG, paling besar 12 MB"),
    )  # fmt: skip


@page(Permission.PERSON_WRITE)
def remove_photo_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person(visit.actor, person_id)
    form = f.VersionForm(visit.request.POST or None, initial={"version": human.version})

    def act() -> str:
        remove_photo(visit.actor, human.pk, form.cleaned_data["version"])
        return _("Foto %(name)s sudah dihapus.")

    lead = _("Fotonya dibuang dari penyimpanan dan tidak dapat dikembalikan.")
    return deed(visit, human, form, act, _("Hapus foto"), lead, button=_("Hapus foto"), danger=True)


@page(Permission.PERSON_VIEW)
def picture(visit: Visit, person_id: int) -> HttpResponse:
    """The bytes, for whoever may see the person."""
    return _answer(visit, person_or_keeper(visit.actor, person_id))


@page(Permission.OWN_VIEW)
def own_picture(visit: Visit) -> HttpResponse:
    return _answer(visit, own_person(visit.actor))


def _answer(visit: Visit, human: Person) -> HttpResponse:
    content = read_photo(human.photo, small="kecil" in visit.request.GET) if human.photo else None
    if content is None:
        raise Http404(_("Foto tidak ditemukan."))
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
