import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase, HttpResponseNotAllowed

from pendopo.web.door import Visit


def posted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that only takes what a form sends; stands below `@page`, which asks who comes first."""

    @functools.wraps(view)
    def run(visit: Visit, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if visit.request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return view(visit, *args, **kwargs)

    return run
