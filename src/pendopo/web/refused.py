"""What Django itself refuses before a page is asked, as pages of ours."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, _TOO_LARGE) else 400
    return HttpResponse(
        render_to_string(f"{status}.html"), status=status
    )  # a wrong host has no whole request
