"""The own security: second factors set up, named, removed, and the codes on paper."""

from base64 import b64decode, b64encode
from binascii import Error
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.access.policy import Permission
from pendopo.accounts.commands import (
    add_passkey,
    make_recovery_codes,
    remove_authenticator,
    remove_passkey,
    rename_passkey,
    set_authenticator,
)
from pendopo.accounts.factor_queries import credential_ids, demanded_from, factors_of
from pendopo.accounts.passkeys import ask_new
from pendopo.accounts.queries import own_grants
from pendopo.accounts.totp import address_of, new_secret, open_secret, readable, seal_secret
from pendopo.shared.refusals import NotVisible, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.methods import posted, sent
from pendopo.web.proof import is_fresh, keep_question, note_proof, take_question
from pendopo.web.refusal_form import tell
from pendopo.web.saya.forms import AppForm
from pendopo.web.saya.qr import qr_svg

_SETTING_UP = "rahasia_aplikasi"
_PURPOSE = "pasang"


@page(Permission.OWN_VIEW)
def overview(visit: Visit) -> HttpResponse:
    return _show(visit)


@sensitive_post_parameters("code")
@page(Permission.OWN_VIEW)
def app(visit: Visit) -> HttpResponseBase:
    """The QR code, and the digits that prove that the app has read it."""
    if not is_fresh(visit.request, visit.user, visit.actor.at):
        return _prove_first(reverse("saya:aplikasi"))
    secret = _waiting_secret(visit)
    form = AppForm(sent(visit.request))
    if visit.request.method == "POST" and form.is_valid():
        try:
            set_authenticator(visit.actor, secret, form.cleaned_data["code"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            visit.request.session.pop(_SETTING_UP, None)
            note_proof(visit.request, visit.actor.at, second=True)
            return _set_up(visit, _("Aplikasi kode terpasang."))
    link = address_of(secret, visit.user.username)
    return visit.show("saya/aplikasi.html", form=form, qr=qr_svg(link), secret=readable(secret), link=link)


@page(Permission.OWN_VIEW)
@posted
def remove_app(visit: Visit) -> HttpResponseBase:
    if not is_fresh(visit.request, visit.user, visit.actor.at):
        return _prove_first(reverse("saya:keamanan"))
    remove_authenticator(visit.actor)
    messages.success(visit.request, _("Aplikasi kode dilepas."))
    return redirect("saya:keamanan")


@page(Permission.OWN_VIEW)
@posted
def ask_passkey(visit: Visit) -> HttpResponseBase:
    """The question for a new passkey; 401 where the session must prove itself first."""
    me = visit.user
    if not is_fresh(visit.request, me, visit.actor.at):
        return JsonResponse({"to": _prove_address(reverse("saya:keamanan"))}, status=401)
    options, state = ask_new(me.pk, me.username, me.name, credential_ids(me.pk))
    keep_question(visit.request, _PURPOSE, state, visit.actor.at)
    return JsonResponse(options)


@page(Permission.OWN_VIEW)
@posted
def new_passkey(visit: Visit) -> HttpResponseBase:
    request = visit.request
    if not is_fresh(request, visit.user, visit.actor.at):
        return _prove_first(reverse("saya:keamanan"))
    state = take_question(request, _PURPOSE, visit.actor.at)
    try:
        key = add_passkey(visit.actor, request.POST.get("name", ""), state, request.POST.get("answer", ""))
    except Refusal as refusal:
        return _show(visit, wrong=refusal.sentence, status=400)
    note_proof(request, visit.actor.at, second=True)
    return _set_up(visit, _("Passkey “%(name)s” terpasang.") % {"name": key.name})


@page(Permission.OWN_VIEW)
@posted
def rename(visit: Visit, passkey_id: int) -> HttpResponseBase:
    try:
        rename_passkey(visit.actor, passkey_id, visit.request.POST.get("name", ""))
    except Refusal as refusal:
        if not refusal.fields:
            raise
        return _show(visit, wrong=refusal.sentence, status=400)
    messages.success(visit.request, _("Nama passkey tersimpan."))
    return redirect("saya:keamanan")


@page(Permission.OWN_VIEW)
@posted
def remove(visit: Visit, passkey_id: int) -> HttpResponseBase:
    if passkey_id not in {key.pk for key in factors_of(visit.user.pk).passkeys}:
        raise NotVisible
    if not is_fresh(visit.request, visit.user, visit.actor.at):
        return _prove_first(reverse("saya:keamanan"))
    remove_passkey(visit.actor, passkey_id)
    messages.success(
        visit.request, _("Passkey dilepas. Hapus juga dari perangkatnya bila masih ada di sana.")
    )
    return redirect("saya:keamanan")


@page(Permission.OWN_VIEW)
@posted
def recovery(visit: Visit) -> HttpResponseBase:
    if not is_fresh(visit.request, visit.user, visit.actor.at):
        return _prove_first(reverse("saya:keamanan"))
    return _show_codes(visit)


def _set_up(visit: Visit, words: str) -> HttpResponseBase:
    """After the first factor come the codes on paper at once: later nobody makes them."""
    if factors_of(visit.user.pk).codes_left:
        messages.success(visit.request, words)
        return redirect("saya:keamanan")
    return _show_codes(visit, words)


def _show_codes(visit: Visit, words: str = "") -> HttpResponse:
    codes = make_recovery_codes(visit.actor)
    return visit.show("saya/kode_cadangan.html", codes=codes, words=words, me=visit.user, made=visit.actor.at)


def _show(visit: Visit, wrong: str = "", status: int = 200) -> HttpResponse:
    me, at = visit.user, visit.actor.at
    factors = factors_of(me.pk)
    since: datetime | None = demanded_from(own_grants(me.pk, at))
    host = visit.request.get_host().rpartition(":")[0] or visit.request.get_host()
    return visit.show(
        "saya/keamanan.html",
        status,
        me=me,
        factors=factors,
        since=since,
        late=since is not None and since <= at,
        fresh=is_fresh(visit.request, me, at),
        passkeys_here=host == settings.PASSKEY_HOST or host.endswith(f".{settings.PASSKEY_HOST}"),
        passkey_host=settings.PASSKEY_HOST,
        prove=_prove_address(reverse("saya:keamanan")),
        wrong=wrong,
    )


def _waiting_secret(visit: Visit) -> bytes:
    """The secret that is being set up, sealed in the session until the app has proved that it knows it."""
    request, me = visit.request, visit.user
    try:
        return open_secret(me.pk, b64decode(str(request.session.get(_SETTING_UP, ""))))
    except (ValueError, IndexError, Error):
        secret = new_secret()
        request.session[_SETTING_UP] = b64encode(seal_secret(me.pk, secret)).decode()
        return secret


def _prove_first(back: str) -> HttpResponseBase:
    return redirect(_prove_address(back))


def _prove_address(back: str) -> str:
    return f"{reverse('masuk:langkah_kedua')}?{urlencode({'next': back})}"
