"""Moves between offices: what waits for an answer here, and what was asked elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.roster.commands import answer_move
from pendopo.roster.queries import moves_asked, moves_waiting
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.web.door import Visit, page

MOST = 100


@page(Permission.PERSON_WRITE)
def moves_page(visit: Visit) -> HttpResponse:
    return visit.show(
        "pindah/daftar.html",
        waiting=moves_waiting(visit.actor).order_by("asked_at")[:MOST],
        asked=moves_asked(visit.actor)[:MOST],
        frame_query=visit.query,
    )


@page(Permission.PERSON_WRITE)
def answer_page(visit: Visit, request_id: int) -> HttpResponse:
    back = redirect(f"{reverse('pindah:daftar')}?{visit.query}")
    if visit.request.method != "POST":
        return back
    accept = visit.request.POST.get("jawaban") == "terima"
    note = visit.request.POST.get("reason", "").replace("\x00", "")
    try:
        move = answer_move(visit.actor, request_id, accept, note)
    except (Conflict, Invalid) as refusal:
        messages.error(visit.request, refusal.sentence)
        return back
    words = {"name": move.posting.person.full_name, "place": move.village.full_name}
    sentence = _("%(name)s sekarang bertugas di %(place)s.") if accept else _("Perpindahan %(name)s ditolak.")
    messages.success(visit.request, sentence % words)
    return back
