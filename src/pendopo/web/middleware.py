from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.shared.refusals import Conflict, NotAllowed, NotVisible, Refusal

_STATUS = {NotVisible: 404, NotAllowed: 403, Conflict: 409}


class RefusalMiddleware:
    """A refusal that no form caught becomes a page with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = _STATUS.get(type(exception), 400)
        template = f"{status}.html" if status in (403, 404) else "400.html"
        return render(request, template, {"sentence": exception.sentence}, status=status)
