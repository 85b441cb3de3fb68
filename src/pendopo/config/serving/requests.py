"""Around every page: a number for each request, one log line, and the headers that no page should forget."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import activate

from pendopo.config.serving.logs import request_id

_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_HEADERS = {
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_log = logging.getLogger("pendopo.requests")


class RequestMiddleware:
    """Number, log line and headers of every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, began = request_id.set(number), time.monotonic()
        activate(settings.LANGUAGE_CODE)  # unsaid, every sentence of a page would find it out anew
        try:
            response = self.get_response(request)
            if not request.path_info.startswith(settings.STATIC_URL):
                self._tell(request, response, began)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = number
        for name, value in _HEADERS.items():
            response.setdefault(name, value)
        return response

    def _tell(self, request: HttpRequest, response: HttpResponseBase, began: float) -> None:
        user = getattr(request, "_cached_user", None)  # asking `request.user` would cost a query
        _log.info(
            "request",
            extra={
                "method": request.method,
                "route": request.resolver_match.route if request.resolver_match else "-",
                "status": response.status_code,
                "ms": round((time.monotonic() - began) * 1000),
                "user": getattr(user, "pk", None),
            },
        )
