from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.shared.refusals import Conflict, NotAllowed, NotVisible, Refusal

_STATUS = {NotVisible: 404, NotAllowed: 403, Conflict: 409}


class RefusalMiddleware:
    """A refusal that no form caught becomes a page with its sentence; so does the address of a form, when opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != 405 or answer.content:
            return answer
        page = render(request, "405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """No text that a person types holds a NUL, and PostgreSQL keeps none: refused for all doors at once."""
        texts = [request.path]
        for sent in (request.GET, request.POST):
            texts += [
                text for name, values in sent.lists() for text in (name, *values) if isinstance(text, str)
            ]
        return render(request, "400.html", status=400) if any("\x00" in text for text in texts) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = _STATUS.get(type(exception), 400)
        template = f"{status}.html" if status in (403, 404) else "400.html"
        return render(request, template, {"sentence": exception.sentence}, status=status)
