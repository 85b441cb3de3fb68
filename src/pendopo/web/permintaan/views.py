from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import close_request
from pendopo.legality.request_queries import one_request, requests, sheets
from pendopo.shared.refusals import Invalid
from pendopo.web.door import Visit, page
from pendopo.web.methods import posted
from pendopo.web.paging import page_of
from pendopo.web.permintaan.asking import per_of
from pendopo.web.permintaan.letters import head_of, prepared

WAITING, ANSWERED, ALL = "menunggu", "selesai", "semua"


@page(Permission.SK_VIEW)
def listing(visit: Visit) -> HttpResponse:
    state = visit.request.GET.get("status", WAITING)
    rows = requests(visit.actor, visit.place)
    waiting = rows.filter(answered_on__isnull=True).count()
    if state == ANSWERED:
        rows = rows.filter(answered_on__isnull=False)
    elif state != ALL:
        state, rows = WAITING, rows.filter(answered_on__isnull=True).order_by("asked_on", "village__code")
    found = page_of(visit.request, rows.annotate(people=Count("lines")))
    for row in found.object_list:
        row.days = (visit.actor.today - row.asked_on).days
    words = ((WAITING, _("Menunggu jawaban")), (ANSWERED, _("Selesai")), (ALL, _("Semua")))
    return visit.show(
        "permintaan/daftar.html",
        rows=found,
        waiting=waiting,
        state=state,
        tabs=[(f"?{visit.query}&status={key}", word, key == state) for key, word in words],
        query=visit.query,
        may_ask=visit.actor.may(Permission.SK_REQUEST),
    )


@page(Permission.SK_VIEW)
def one(visit: Visit, request_id: int) -> HttpResponse:
    return _page_of(visit, request_id)


@page(Permission.SK_REQUEST)
@posted
def close(visit: Visit, request_id: int) -> HttpResponse | HttpResponseRedirect:
    try:
        close_request(visit.actor, request_id, visit.request.POST.get("reason", ""))
    except Invalid as refused:
        messages.error(visit.request, refused.sentence)
        return redirect(f"{reverse('permintaan:satu', args=[request_id])}?{visit.query}")
    messages.success(visit.request, _("Permintaan ditutup."))
    return redirect(f"{reverse('permintaan:daftar')}?{visit.query}")


def _page_of(visit: Visit, request_id: int) -> HttpResponse:
    request = one_request(visit.actor, request_id)
    today = sheets(visit.actor, [request], visit.actor.today)[0]
    _letter, sheet = prepared(visit, [request])[0]
    reaches = visit.actor.reaches(request.village_path)
    for_psm = not request.lines.exists()
    somebody = bool(today.lacking or today.settled)
    return visit.show(
        "permintaan/satu.html",
        asked=request,
        head=head_of(request.village),
        lacking=today.lacking,
        settled=today.settled,
        for_psm=for_psm,
        days=(visit.actor.today - request.asked_on).days,
        today=visit.actor.today,
        text=sheet.text,
        pdf=f"{reverse('permintaan:lembar')}?id={request.pk}",
        may_answer=reaches and somebody and visit.actor.may(Permission.SK_WRITE),
        may_register=reaches and for_psm and visit.actor.may(Permission.PERSON_WRITE),
        may_close=reaches and visit.actor.may(Permission.SK_REQUEST),
        query=visit.query,
        per=per_of(visit),
    )
