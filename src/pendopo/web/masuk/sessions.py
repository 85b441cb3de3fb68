from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.commands import end_own_session, end_own_sessions
from pendopo.accounts.session_queries import devices_of
from pendopo.web.cover import idle_minutes
from pendopo.web.door import Visit, page


@page(Permission.OWN_VIEW)
def my_sessions(visit: Visit) -> HttpResponse:
    user, row = visit.request.user, visit.request.session.row  # type: ignore[attr-defined]  # our sessions
    assert isinstance(user, User)
    return visit.show(
        "masuk/perangkat.html",
        devices=devices_of(user, visit.actor.at, row.pk if row else None),
        minutes=idle_minutes(visit.actor.role),
    )


@page(Permission.OWN_VIEW)
def end_one(visit: Visit, session_id: int) -> HttpResponseBase:
    if visit.request.method == "POST":
        end_own_session(visit.actor, session_id)
        messages.success(visit.request, _("Perangkat itu sudah keluar."))
    return redirect("masuk:perangkat")


@page(Permission.OWN_VIEW)
def end_everywhere(visit: Visit) -> HttpResponseBase:
    """Also here. Whoever clicks twice comes from outside the second time, and is led to the login like anybody."""
    if visit.request.method != "POST":
        return redirect("masuk:perangkat")
    end_own_sessions(visit.actor)
    logout(visit.request)
    messages.success(visit.request, _("Anda sudah keluar dari semua perangkat."))
    return redirect("masuk:masuk")
