"""One page of a list, by `?hal=`; anything unreadable there is the first page."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

SIZE = 50


def page_of(request: HttpRequest, rows: Any, size: int = SIZE, known: int | None = None) -> Page[Any]:
    """`known`: how many rows there are, where somebody has counted them already."""
    pages = Paginator(rows, size)
    if known is not None:
        pages.count = known  # a cached property: given before it is asked for
    return pages.get_page(request.GET.get("hal", "1")[:9])


def kept_query(request: HttpRequest) -> str:
    """The filters of the address without the page number, for the pager."""
    return urlencode([(k, v) for k, v in request.GET.items() if k != "hal" and v])


def number_of(request: HttpRequest) -> int:
    """The page asked for; anything unreadable is the first."""
    text = request.GET.get("hal", "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 1
