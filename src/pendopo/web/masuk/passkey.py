"""A passkey at the door: alone instead of a password, or as the second step."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pendopo.access.models import User
from pendopo.accounts.commands import note_wrong_factor, prove_passkey
from pendopo.accounts.factor_queries import credential_ids, passkey_of
from pendopo.accounts.models import Passkey
from pendopo.accounts.passkeys import ask_proof, credential_id_of
from pendopo.accounts.queries import own_actor
from pendopo.accounts.throttle import attempt
from pendopo.shared.clock import now
from pendopo.shared.refusals import Invalid
from pendopo.web.door import DOOR
from pendopo.web.masuk.coming import address_of, next_page
from pendopo.web.masuk.forms import LoginForm, SecondStepForm
from pendopo.web.masuk.second import key_of, passed, show_step, too_many, whom
from pendopo.web.proof import Waiting, keep_question, take_question

_PURPOSE = "masuk"


@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponseBase:
    """The question that a passkey signs: for the keys of whoever is known, else for any key of ours."""
    who = whom(request)
    options, state = ask_proof(credential_ids(who.user.pk) if who else None)
    keep_question(request, _PURPOSE, state, now())
    return JsonResponse(options)


@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponseBase:
    who = whom(request)
    if who is None and isinstance(request.user, User):
        return redirect("/")  # covered: the page there asks for the password
    state = take_question(request, _PURPOSE, now())
    given = request.POST.get("answer", "")
    key = _key(given)
    if who is None and key is not None:
        who = Waiting(key.user, next_page(request))
    sentence = _fault(request, who.user if who else None, key, state, given)
    if sentence or who is None:
        return _refused(request, who, sentence)
    return passed(request, who)


def _key(given: str) -> Passkey | None:
    try:
        return passkey_of(credential_id_of(given))
    except ValueError:
        return None


def _fault(
    request: HttpRequest, user: User | None, key: Passkey | None, state: dict[str, str], given: str
) -> str:
    """Why this passkey does not open; empty where it does. Each try is counted like a password."""
    address = address_of(request)
    counted = key_of(user) if user else f"passkey:{address}"
    place = attempt(counted, address)
    if place is None:
        return too_many()
    if user is None or key is None:
        return _("Passkey itu tidak dikenal di sini. Masuk dengan kata sandi, atau pakai passkey lain.")
    actor = own_actor(user, DOOR, now())
    try:
        prove_passkey(actor, key.pk, state, given)
    except Invalid as refusal:
        note_wrong_factor(actor, "passkey")
        return refusal.sentence
    place.forget()
    return ""


def _refused(request: HttpRequest, who: Waiting | None, sentence: str) -> HttpResponseBase:
    known = whom(request)
    if known is None or who is None:
        form = LoginForm()
        context = {"form": form, "next": next_page(request), "wrong": sentence}
        return render(request, "masuk/masuk.html", context, status=403)
    step = SecondStepForm({})
    step.errors.clear()
    step.add_error(None, sentence)
    return show_step(request, known, step)
