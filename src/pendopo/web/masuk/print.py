"""Large print, in a cookie that the frame reads."""

from django.conf import settings
from django.http import HttpResponse


def keep_print(answer: HttpResponse, large: bool) -> None:
    """It survives the logout, since eyes do not change."""
    if large:
        answer.set_cookie("huruf", "besar", max_age=365 * 86400, samesite="Lax", secure=settings.HTTPS)
    else:
        answer.delete_cookie("huruf", samesite="Lax")
