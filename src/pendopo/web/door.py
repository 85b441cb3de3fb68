"""The door of every page: who comes, in which hat, for which place and date.

`@page(permission)` turns `view(visit, …)` into a Django view that sends strangers to the login, refuses a
role without the permission, and reads place and date from the address (`?wilayah=<code>&per=<date>`). The
contract tests find the permission of a route by the view's attribute `permission`.
"""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.access.models import Grant, User
from pendopo.access.policy import Permission, may
from pendopo.access.queries import actor_of, grants_of
from pendopo.shared.clock import now
from pendopo.shared.dates import format_date, parse_date
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.web.cover import cover, is_covered
from pendopo.web.frame import Frame
from pendopo.web.frames import frame_for
from pendopo.web.proof import Missing, missing
from pendopo.wilayah.changed import held_still
from pendopo.wilayah.history import called_as_then
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, search

DOOR = "web"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, understood."""

    request: HttpRequest
    actor: Actor
    place: Wilayah
    on: date
    frame: Frame
    missing: Missing | None = None
    """What keeps pages about people closed."""

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        context |= {"frame": self.frame, "actor": self.actor, "place": self.place, "on": self.on}
        return render(self.request, template, context, status=status)

    @property
    def query(self) -> str:
        """Place and date as a query string, for links that keep the frame."""
        per = "" if self.on == self.actor.today else f"&per={self.on.isoformat()}"
        return f"wilayah={self.place.code}{per}"


def page(permission: Permission, *, anywhere: bool = False) -> Callable[[View], View]:
    """Guard a view. `anywhere`: the place may also lie above the actor's own (figures only)."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with held_still() if request.method == "GET" else nullcontext():
                return enter(request, *args, **kwargs)

        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            at = now()
            if is_covered(request, at):
                return cover(request)
            if request.user.must_change_password and request.resolver_match:
                return redirect(f"{reverse('masuk:sandi')}?next={request.path}")
            visit = _visit(request, request.user, anywhere, at)
            if visit is None:
                return render(request, "masuk/tanpa_peran.html", status=403)
            if not visit.actor.may(permission):
                if visit.missing and may(visit.actor.role, permission):
                    return visit.show("masuk/tertutup.html", status=403, lacking=visit.missing.value)
                if request.path == "/" and visit.actor.person_id:
                    return redirect("saya:halaman")  # a PSM has no office page; hers is her home
                raise NotAllowed(_("Peran Anda tidak membuka halaman ini."))
            request.session.used(visit.actor.role, visit.actor.place_id, at)  # type: ignore[attr-defined]
            return _kept_nowhere(view(visit, *args, **kwargs))

        run.permission = permission  # type: ignore[attr-defined]
        run.anywhere = anywhere  # type: ignore[attr-defined]
        return run

    return decorate


def _kept_nowhere(answer: HttpResponseBase) -> HttpResponseBase:
    """What is shown to somebody is not shown to the next one by a step back; a page may say otherwise."""
    answer.headers.setdefault("Cache-Control", "no-store, private")
    return answer


def _visit(request: HttpRequest, user: User, anywhere: bool, at: datetime) -> Visit | None:
    grants = grants_of(user.pk, at)
    if not grants:
        return None
    grant = _hat(request, grants)
    actor = actor_of(user, grant, DOOR, at)
    lacking = missing(request, user, grant, at)
    actor = replace(actor, unproven=lacking is not None)
    place = _place(request, actor, grant, anywhere)
    on = _date(request, actor)
    if on != actor.today:
        [place] = called_as_then([place], on)
    frame = frame_for(request, user, actor, grants, grant, place, on)
    return Visit(request, actor, place, on, frame, lacking)


def _hat(request: HttpRequest, grants: list[Grant]) -> Grant:
    chosen = request.session.get("hat")
    return next((g for g in grants if g.pk == chosen), grants[0])


def _place(request: HttpRequest, actor: Actor, grant: Grant, anywhere: bool) -> Wilayah:
    code, typed = request.GET.get("wilayah", "").strip(), request.GET.get("wilayah_teks", "").strip()
    if not code and not typed:
        return grant.wilayah
    place = by_code(code[:13] or _first_hit(typed[:80]))
    if place is None or not (actor.reaches(place.path) or (anywhere and actor.path.startswith(place.path))):
        raise NotVisible(_("Wilayah itu tidak ada atau di luar wilayah Anda."))
    return place


def _first_hit(typed: str) -> str:
    """Without script the picker sends only what was typed: the best hit is meant."""
    return next((hit.code for hit in search(typed, limit=1)), "")


def _date(request: HttpRequest, actor: Actor) -> date:
    text = request.GET.get("per", "").strip()
    if not text:
        return actor.today
    parsed = parse_date(text[:40], pivot=actor.today.year + 10)
    if parsed.value is None or not 1975 <= parsed.value.year <= 2100:
        messages.warning(
            request,
            _("Kami belum bisa membaca tanggal “%(text)s”. Yang tampil keadaan per %(today)s.")
            % {"text": text[:40], "today": format_date(actor.today)},
        )
        return actor.today
    return parsed.value
