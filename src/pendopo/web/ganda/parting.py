"""Two records that were merged become two again: what would happen, a reason, and the deed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.processes.merging.commands import part_people
from pendopo.processes.merging.phrases import preview
from pendopo.processes.merging.queries import one_merge, parting
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page


@page(Permission.PERSON_MERGE)
def parting_page(visit: Visit, merge_id: int) -> HttpResponse:
    merge = one_merge(visit.actor, merge_id)
    wrong, reason, status = "", visit.request.POST.get("reason", ""), 200
    if visit.request.method == "POST":
        try:
            part_people(visit.actor, merge.pk, reason)
        except Refusal as refusal:
            wrong, status = refusal.sentence, 409
        else:
            words = {"one": merge.keeper.full_name, "two": merge.other.full_name}
            messages.success(visit.request, _("%(one)s dan %(two)s menjadi dua data lagi.") % words)
            return redirect(f"{reverse('psm:orang', args=[merge.other_id])}?{visit.query}")
    trouble, plan = parting(merge)
    return visit.show(
        "ganda/gabungan.html",
        status,
        merge=merge,
        trouble=trouble,
        preview=preview(plan) if plan else None,
        wrong="" if trouble else wrong,
        reason=reason[:250],
        frame_query=visit.query,
    )
