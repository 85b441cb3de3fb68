"""The second step: of a login, and again before a deed that matters."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.access.models import User
from pendopo.accounts.commands import note_wrong_factor, prove_code
from pendopo.accounts.factor_queries import factors_of
from pendopo.accounts.queries import own_actor
from pendopo.accounts.throttle import PERIOD, attempt
from pendopo.shared.clock import now
from pendopo.shared.refusals import Invalid
from pendopo.web.cover import is_covered
from pendopo.web.door import DOOR
from pendopo.web.masuk.coming import address_of, next_page
from pendopo.web.masuk.entering import let_in
from pendopo.web.masuk.forms import PasswordAgainForm, SecondStepForm
from pendopo.web.methods import sent
from pendopo.web.proof import Waiting, note_proof, waiting
from pendopo.web.refusal_form import tell


@never_cache
@sensitive_post_parameters("code", "password")
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Digits of the app, a recovery code, or a passkey; the password again where the account has nothing else."""
    who = whom(request)
    if who is None:
        return redirect("masuk:masuk")
    factors = factors_of(who.user.pk)
    if not factors.any:
        return _password_again(request, who)
    form = SecondStepForm(sent(request))
    if request.method == "POST" and form.is_valid() and _proves(request, who, form):
        return passed(request, who)
    return show_step(request, who, form)


def whom(request: HttpRequest) -> Waiting | None:
    """Somebody inside who is asked once more, or somebody whose password was right; nobody else."""
    at = now()
    if isinstance(request.user, User):
        return None if is_covered(request, at) else Waiting(request.user, next_page(request))
    return waiting(request, at)


def show_step(request: HttpRequest, who: Waiting, form: SecondStepForm) -> HttpResponse:
    factors = factors_of(who.user.pk)
    context = {
        "form": form,
        "owner": who.user,
        "factors": factors,
        "inside": request.user.is_authenticated,
        "next": who.going,
    }
    return render(request, "masuk/langkah_kedua.html", context, status=403 if form.errors else 200)


def passed(request: HttpRequest, who: Waiting) -> HttpResponse:
    if not isinstance(request.user, User):
        return let_in(request, who.user, who.going, second=True)
    note_proof(request, now(), second=True)
    return redirect(who.going)


def too_many() -> str:
    words = _("Terlalu banyak percobaan keliru pada langkah kedua. Tunggu %(n)d menit, lalu coba lagi.")
    return words % {"n": PERIOD // 60}


def key_of(user: User) -> str:
    """Second steps of an account are counted apart from its passwords."""
    return f"langkah-kedua:{user.pk}"


def _proves(request: HttpRequest, who: Waiting, form: SecondStepForm) -> bool:
    place = attempt(key_of(who.user), address_of(request))
    if place is None:
        form.add_error(None, too_many())
        return False
    actor = own_actor(who.user, DOOR, now())
    try:
        prove_code(actor, form.cleaned_data["code"])
    except Invalid as refusal:
        note_wrong_factor(actor, "code")
        tell(form, refusal)
        return False
    place.forget()
    return True


def _password_again(request: HttpRequest, who: Waiting) -> HttpResponseBase:
    form = PasswordAgainForm(sent(request))
    if request.method == "POST" and form.is_valid():
        place = attempt(key_of(who.user), address_of(request))
        if place is None:
            form.add_error(None, too_many())
        elif (
            authenticate(request, username=who.user.username, password=form.cleaned_data["password"])
            == who.user
        ):
            place.forget()
            note_proof(request, now(), second=False)
            return redirect(who.going)
        else:
            form.add_error("password", _("Kata sandi belum cocok."))
    context = {"form": form, "owner": who.user, "next": who.going}
    return render(request, "masuk/sandi_lagi.html", context, status=403 if form.errors else 200)
