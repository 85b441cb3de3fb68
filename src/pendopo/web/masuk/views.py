"""Coming in and going out. These pages are open to strangers, so they carry no frame."""

from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.access.models import User
from pendopo.accounts.commands import note_wrong_code, set_password, use_code
from pendopo.accounts.queries import by_login, check_code, login_key, own_actor, own_grants, waiting_code
from pendopo.accounts.throttle import attempt
from pendopo.shared.clock import now
from pendopo.shared.refusals import Refusal
from pendopo.web.cover import is_covered
from pendopo.web.door import DOOR
from pendopo.web.masuk.coming import address_of, next_page, wait_sentence
from pendopo.web.masuk.entering import enter
from pendopo.web.masuk.forms import ChangePasswordForm, LoginForm, NewPasswordForm
from pendopo.web.methods import sent
from pendopo.web.refusal_form import tell

_CODE = "kode"
"""Session key of a one-time code that was typed rightly and waits for the new password."""


@never_cache
@sensitive_post_parameters("password")
def login_page(request: HttpRequest) -> HttpResponseBase:
    going = next_page(request)
    if isinstance(request.user, User):
        return redirect(going)
    form = LoginForm(sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        came_in = _come_in(request, form, going)
        if came_in is not None:
            return came_in
        status = 403
    return render(request, "masuk/masuk.html", {"form": form, "next": going}, status=status)


@require_POST
def logout_page(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("masuk:masuk")


@require_POST
def hat(request: HttpRequest) -> HttpResponse:
    """Another role without logging out; from the home page on, since the old page may lie elsewhere."""
    at = now()
    if not isinstance(request.user, User) or is_covered(request, at):
        return redirect("/")
    wanted = request.POST.get("hat", "")
    grant = next((g for g in own_grants(request.user.pk, at) if str(g.pk) == wanted), None)
    if grant:
        request.session["hat"] = grant.pk
        request.session.used(grant.role, grant.wilayah_id, at, at_once=True)  # type: ignore[attr-defined]
    return redirect("/")


@never_cache
@sensitive_post_parameters("password", "again")
def first_password(request: HttpRequest) -> HttpResponseBase:
    """The code was right: now a password of her own."""
    going = next_page(request)
    code = waiting_code(request.session.get(_CODE), now())
    if code is None:
        return _change_now(request, going)
    form = NewPasswordForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = use_code(own_actor(code.user, DOOR, now()), code.pk, form.cleaned_data["password"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            request.session.pop(_CODE, None)
            return enter(request, user, going)
    return render(request, "masuk/sandi.html", {"form": form, "owner": code.user, "next": going})


def _change_now(request: HttpRequest, going: str) -> HttpResponseBase:
    """Without a code: only for somebody whose password was set by another and must be changed."""
    user = request.user
    if not isinstance(user, User) or not user.must_change_password:
        return redirect("masuk:akun_saya" if isinstance(user, User) else "masuk:masuk")
    form = ChangePasswordForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = set_password(
                own_actor(user, DOOR, now()), form.cleaned_data["old"], form.cleaned_data["password"]
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            update_session_auth_hash(request, user)
            return redirect(going)
    return render(request, "masuk/sandi.html", {"form": form, "owner": user, "next": going})


def _come_in(request: HttpRequest, form: LoginForm, going: str) -> HttpResponse | None:
    """Where to go after the right answer; None and a sentence in the form after a wrong one."""
    typed, password = form.cleaned_data["login"], form.cleaned_data["password"]
    place = attempt(login_key(typed), address_of(request))
    if place is None:
        form.add_error(None, wait_sentence(request, login_key(typed)))
        return None
    user = authenticate(request, username=typed, password=password)
    if isinstance(user, User):
        place.forget()
        return enter(request, user, going)
    if _right_code(request, typed, password):
        place.forget()
        answer = redirect("masuk:sandi")
        return redirect(f"{answer.url}?next={going}") if going != "/" else answer
    form.add_error(None, _("Nama pengguna atau nomor HP dan kata sandi belum cocok. Periksa keduanya."))
    return None


def _right_code(request: HttpRequest, typed: str, code: str) -> bool:
    user = by_login(typed)
    if user is None:
        return False
    check = check_code(user, code, now())
    if check.right:
        request.session.cycle_key()
        request.session[_CODE] = check.right.pk
    elif check.wrong:
        note_wrong_code(own_actor(user, DOOR, now()), check.wrong.pk)
    return check.right is not None
