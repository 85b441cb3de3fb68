"""Coming in and going out. These pages are open to strangers, so they carry no frame."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.access.models import User
from pendopo.accounts.commands import note_wrong_code, set_password, use_code
from pendopo.accounts.queries import by_login, check_code, login_key, own_actor, own_grants, waiting_code
from pendopo.accounts.throttle import PERIOD, attempt
from pendopo.shared.clock import now
from pendopo.shared.refusals import Refusal
from pendopo.web.door import DOOR
from pendopo.web.masuk.forms import ChangePasswordForm, LoginForm, NewPasswordForm
from pendopo.web.methods import sent
from pendopo.web.refusal_form import tell

_BACKEND = "pendopo.accounts.backend.ByUsernameOrPhone"
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
    if not isinstance(request.user, User):
        return redirect("masuk:masuk")
    wanted = request.POST.get("hat", "")
    held = {str(g.pk): g.pk for g in own_grants(request.user.pk, now())}
    if wanted in held:
        request.session["hat"] = held[wanted]
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


def enter(request: HttpRequest, user: User, going: str) -> HttpResponse:
    """Log in, with her large print."""
    login(request, user, backend=_BACKEND)
    answer = redirect(going)
    keep_print(answer, user.large_print)
    return answer


def keep_print(answer: HttpResponse, large: bool) -> None:
    """The cookie that the frame reads; it survives the logout, since eyes do not change."""
    if large:
        answer.set_cookie("huruf", "besar", max_age=365 * 86400, samesite="Lax", secure=settings.HTTPS)
    else:
        answer.delete_cookie("huruf", samesite="Lax")


def next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


def _come_in(request: HttpRequest, form: LoginForm, going: str) -> HttpResponse | None:
    """Where to go after the right answer; None and a sentence in the form after a wrong one."""
    typed, password = form.cleaned_data["login"], form.cleaned_data["password"]
    place = attempt(login_key(typed), _address(request))
    if place is None:
        minutes = PERIOD // 60
        form.add_error(
            None, _("Terlalu banyak percobaan. Tunggu %(n)d menit, lalu coba lagi.") % {"n": minutes}
        )
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


def _address(request: HttpRequest) -> str:
    """Where the attempt comes from. Behind the server that speaks HTTPS for us, it tells."""
    told = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return told.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")
