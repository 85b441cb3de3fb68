from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pendopo.accounts.office_queries import offices_above
from pendopo.shared.phones import format_phone
from pendopo.wilayah.queries import by_code, search


@never_cache
def forgotten_page(request: HttpRequest) -> HttpResponse:
    """Who gives a new code. Asks for a place and never for a name: nobody learns here who has an account."""
    code, typed = request.GET.get("wilayah", "").strip()[:13], request.GET.get("q", "").strip()[:80]
    place = by_code(code) if code else None
    hits = search(typed, limit=6) if len(typed) >= 3 and place is None else []
    if len(hits) == 1:
        place = by_code(hits[0].code)
    offices = [(office, format_phone(office.phone)) for office in offices_above(place)] if place else []
    context = {
        "chosen": place,
        "offices": offices,
        "hits": hits,
        "typed": typed,
        "none": bool(typed) and not hits,
    }
    return render(request, "masuk/lupa.html", context)
