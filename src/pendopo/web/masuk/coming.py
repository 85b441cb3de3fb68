"""What the pages of coming in share: where to go then, where somebody comes from, how long she waits."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pendopo.accounts.throttle import PERIOD, waits_until
from pendopo.shared.clock import WIB, now


def next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


def address_of(request: HttpRequest) -> str:
    """Where the attempt comes from. Behind the server that speaks HTTPS for us, it tells."""
    told = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return told.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")


def wait_sentence(request: HttpRequest, login: str) -> str:
    """How long, until when, and what to do instead of waiting; the same for names that exist and that do not."""
    at = now()
    until = waits_until(login, address_of(request)) or at
    minutes = min(max(1, ceil((until - at).total_seconds() / 60)), PERIOD // 60)
    return _(
        "Terlalu banyak percobaan keliru. Tunggu %(n)d menit lagi, sampai pukul %(time)s WIB, lalu coba lagi. "
        "Lupa kata sandinya? Mintalah kode masuk kepada kantor Anda; dengan kode itu Anda tidak perlu menunggu."
    ) % {"n": minutes, "time": until.astimezone(WIB).strftime("%H.%M")}
