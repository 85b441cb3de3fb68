"""The page under which a computer waits for its owner: covering, staying awake, and uncovering."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.access.models import User
from pendopo.accounts.throttle import attempt
from pendopo.shared.clock import now
from pendopo.web.cover import is_covered, opened
from pendopo.web.masuk.coming import address_of, next_page, wait_sentence

_PLAIN = "text/plain; charset=utf-8"


@never_cache
@sensitive_post_parameters("password")
def cover_page(request: HttpRequest) -> HttpResponseBase:
    """Asks for the password. `apa=tutup` covers, `apa=ada` says that somebody is there; both come from the script."""
    user = request.user
    scripted = request.headers.get("HX-Request") == "true"
    if not isinstance(user, User):
        return _word("keluar", 401) if scripted else redirect("masuk:masuk")
    if request.method == "POST" and request.POST.get("apa") in ("tutup", "ada"):
        return _told(request)
    if not is_covered(request, now()):
        return _word("", 204) if scripted else redirect(next_page(request))
    if request.method != "POST":
        return _ask(request, user)
    return _try(request, user, scripted)


def _told(request: HttpRequest) -> HttpResponse:
    at = now()
    if request.POST["apa"] == "tutup":
        request.session.set_locked(True, at)  # type: ignore[attr-defined]  # our sessions
        return _word("", 204)
    if is_covered(request, at):
        return _word("kunci", 401)
    row = request.session.row  # type: ignore[attr-defined]
    request.session.used(row.role, row.place_id, at)  # type: ignore[attr-defined]
    return _word("", 204)


def _try(request: HttpRequest, user: User, scripted: bool) -> HttpResponseBase:
    place = attempt(user.username, address_of(request))
    right = place is not None and user.check_password(request.POST.get("password", "")[:200])
    if place is None or not right:
        wrong = _("Kata sandi belum cocok. Coba lagi.") if place else wait_sentence(request, user.username)
        return _word(wrong, 403) if scripted else _ask(request, user, wrong)
    place.forget()
    request.session.set_locked(False, now())  # type: ignore[attr-defined]  # our sessions
    if scripted:
        return _word("", 204)
    parcel = opened(request, request.POST.get("parcel", ""))
    if parcel:
        return render(request, "masuk/lanjutkan.html", {"parcel": parcel, "back": parcel.path})
    return redirect(next_page(request))


def _ask(request: HttpRequest, user: User, wrong: str = "") -> HttpResponse:
    sealed = request.POST.get("parcel", "")
    context = {"person": user, "next": next_page(request), "wrong": wrong, "parcel": sealed}
    return render(request, "masuk/kunci.html", context, status=403 if wrong else 200)


def _word(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=_PLAIN)
