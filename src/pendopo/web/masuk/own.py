from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pendopo.access.enums import SENTENCES, Role
from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.commands import change_own_phone, set_large_print, set_password
from pendopo.accounts.queries import own_actor, own_grants
from pendopo.shared.clock import now
from pendopo.shared.phones import format_phone
from pendopo.shared.refusals import Refusal
from pendopo.web.door import DOOR, Visit, page
from pendopo.web.masuk.forms import ChangePasswordForm, PhoneForm
from pendopo.web.masuk.print import keep_print
from pendopo.web.methods import sent
from pendopo.web.refusal_form import tell


@page(Permission.OWN_VIEW)
def my_account(visit: Visit) -> HttpResponse:
    return _show(visit)


@sensitive_post_parameters("old", "password", "again")
@page(Permission.OWN_VIEW)
def my_password(visit: Visit) -> HttpResponseBase:
    form = ChangePasswordForm(sent(visit.request))
    if visit.request.method == "POST" and form.is_valid():
        try:
            user = set_password(visit.actor, form.cleaned_data["old"], form.cleaned_data["password"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            update_session_auth_hash(visit.request, user)
            messages.success(
                visit.request, _("Kata sandi baru tersimpan. Di perangkat lain Anda perlu masuk lagi.")
            )
            return redirect("masuk:akun_saya")
    return _show(visit, password_form=form)


@page(Permission.OWN_VIEW)
def my_phone(visit: Visit) -> HttpResponseBase:
    form = PhoneForm(sent(visit.request))
    if visit.request.method == "POST" and form.is_valid():
        try:
            change_own_phone(visit.actor, form.cleaned_data["phone"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Nomor HP tersimpan."))
            return redirect("masuk:akun_saya")
    return _show(visit, phone_form=form)


@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """The switch in the menu. With a script the page has switched already and only tells what it is now."""
    large = request.COOKIES.get("huruf") == "besar"
    scripted = request.headers.get("HX-Request") == "true"
    wanted = large if scripted else not large
    if isinstance(request.user, User) and request.user.large_print != wanted:
        set_large_print(own_actor(request.user, DOOR, now()), wanted)
    answer = HttpResponse(status=204) if scripted else redirect("masuk:akun_saya")
    keep_print(answer, wanted)
    return answer


def _show(
    visit: Visit, password_form: ChangePasswordForm | None = None, phone_form: PhoneForm | None = None
) -> HttpResponse:
    user = visit.request.user
    assert isinstance(user, User)
    held = [(g, SENTENCES[Role(g.role)]) for g in own_grants(user.pk, visit.actor.at)]
    return visit.show(
        "masuk/akun_saya.html",
        me=user,
        phone=format_phone(user.phone or ""),
        held=held,
        password_form=password_form or ChangePasswordForm(),
        phone_form=phone_form or PhoneForm(initial={"phone": format_phone(user.phone or "")}),
    )
