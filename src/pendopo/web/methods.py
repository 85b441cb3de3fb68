import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, QueryDict

from pendopo.web.door import Visit


def posted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that only takes what a form sends; stands below `@page`, which asks who comes first."""

    @functools.wraps(view)
    def run(visit: Visit, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if visit.request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(visit, *args, **kwargs)

    return run


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, for the form to check, also when nothing is in it; None while it is only looked at."""
    return request.POST if request.method == "POST" else None
