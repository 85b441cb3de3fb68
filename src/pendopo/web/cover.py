"""Shared computers: a page that nobody used for a while is covered until the password is given again.

In: a request of somebody who is in. Out: nothing, or the answer that stands in place of the page. What a form
brought is not lost: it travels sealed through the page that asks for the password, and only the same session
opens it. Files do not travel; they are chosen again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.shared.sealed import seal, unseal

OWN_PAGE_TIMES = 4
"""A PSM looks at her own page, mostly on her own phone: she has this many times as long as an office."""
_LARGEST = 300_000
"""Bytes of a form that travel along; what is longer stays in the browser, which keeps a draft."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A form that was sent too late: where to, and its answers in order."""

    path: str
    answers: Sequence[tuple[str, str]]
    files: bool


def idle_minutes(role: str) -> int:
    """Minutes until the cover falls; 0: never."""
    return settings.IDLE_MINUTES * (OWN_PAGE_TIMES if role == Role.PSM else 1)


def is_covered(request: HttpRequest, at: datetime) -> bool:
    row = request.session.row  # type: ignore[attr-defined]  # our sessions
    minutes = idle_minutes(row.role) if row else 0
    return bool(row) and (row.locked or (bool(minutes) and at - row.seen_at >= timedelta(minutes=minutes)))


def cover(request: HttpRequest) -> HttpResponseBase:
    """What is answered instead of the page."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse("kunci", status=401, content_type="text/plain")
    if request.method != "POST":
        return redirect(f"{reverse('masuk:kunci')}?{urlencode({'next': request.get_full_path()})}")
    context = {"parcel": _sealed(request), "next": request.get_full_path(), "person": request.user}
    return render(request, "masuk/kunci.html", context, status=403)


def opened(request: HttpRequest, sealed: str) -> Parcel | None:
    """The form that waited; None where nothing did or another session sealed it."""
    try:
        told = json.loads(unseal(settings.DATA_KEY, bytes.fromhex(sealed), _aad(request)))
    except (ValueError, IndexError):
        return None
    return Parcel(told["path"], [(name, value) for name, value in told["answers"]], told["files"])


def _sealed(request: HttpRequest) -> str:
    answers = [(name, value) for name, values in request.POST.lists() for value in values]
    told = {
        "path": request.get_full_path(),
        "answers": [(n, v) for n, v in answers if n != "csrfmiddlewaretoken"],
        "files": bool(request.FILES),
    }
    text = json.dumps(told).encode()
    return seal(settings.DATA_KEY, text, _aad(request)).hex() if len(text) <= _LARGEST else ""


def _aad(request: HttpRequest) -> bytes:
    row = request.session.row  # type: ignore[attr-defined]  # our sessions
    user = request.user.pk if isinstance(request.user, User) else 0
    return b"cover:%d:%d" % (user, row.pk if row else 0)
