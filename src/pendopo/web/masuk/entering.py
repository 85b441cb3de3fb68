"""The moment somebody comes in: after a password, a code or a passkey was right."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pendopo.access.models import User
from pendopo.access.sessions import AGENT, SessionStore
from pendopo.accounts.factor_queries import demanded_from, has_factor
from pendopo.accounts.queries import own_grants
from pendopo.shared.clock import now
from pendopo.web.masuk.print import keep_print
from pendopo.web.proof import forget_waiting, hold, note_proof

_BACKEND = "pendopo.accounts.backend.ByUsernameOrPhone"


def enter(request: HttpRequest, user: User, going: str) -> HttpResponse:
    """The password was right: in, or on to the second step where the account has one."""
    if has_factor(user.pk):
        hold(request, user, going, now())
        return redirect("masuk:langkah_kedua")
    return let_in(request, user, going, second=False)


def let_in(request: HttpRequest, user: User, going: str, *, second: bool) -> HttpResponse:
    """Log in, with her large print; whoever must have a second factor and has none is led to setting one up."""
    at = now()
    request.session[AGENT] = request.headers.get("User-Agent", "")[:250]
    login(request, user, backend=_BACKEND)
    SessionStore.clear_expired()
    forget_waiting(request)
    note_proof(request, at, second=second)
    since = None if second else demanded_from(own_grants(user.pk, at))
    answer = redirect("saya:keamanan") if since else redirect(going)
    keep_print(answer, user.large_print)
    return answer
