from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import issue_sk
from pendopo.legality.enums import EndKind
from pendopo.legality.models import SkRequest
from pendopo.legality.request_queries import one_request, sheets, standing_counts, village_postings
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.permintaan.forms import ArrivalForm
from pendopo.web.permintaan.letters import signer_of, spoken
from pendopo.web.refusal_form import tell


@page(Permission.SK_WRITE)
def answer(visit: Visit, request_id: int) -> HttpResponse | HttpResponseRedirect:
    """The SK has come: entered in one step, with the names that were asked for."""
    request = one_request(visit.actor, request_id, Permission.SK_WRITE)
    if request.answered_on:
        raise Conflict(_("Permintaan ini sudah dijawab."))
    here = village_postings(visit.actor, request.village, visit.actor.today)
    lacking = sheets(visit.actor, [request])[0].lacking
    asked = {v.posting.pk for v in lacking} if request.lines.exists() else {p.pk for p in here}
    initial = {
        "issuer": signer_of(request.village),
        "end_kind": EndKind.TANPA_BATAS,
        "people": [p.pk for p in here if p.pk in asked],
    }
    people = [(p.pk, p.person.full_name) for p in sorted(here, key=lambda p: p.pk not in asked)]
    form = ArrivalForm(
        visit.request.POST or None,
        visit.request.FILES or None,
        initial=initial,
        village=request.village,
        people=people,
    )
    if visit.request.method == "POST" and form.is_valid():
        try:
            return _record(visit, request, form)
        except Refusal as refused:
            tell(form, refused)
    return visit.show(
        "permintaan/jawaban.html",
        form=form,
        asked=request,
        village=spoken(request.village),
        query=visit.query,
    )


def _record(visit: Visit, request: SkRequest, form: ArrivalForm) -> HttpResponseRedirect:
    today = visit.actor.today
    before = standing_counts(visit.actor, request.village, today)
    sk = issue_sk(visit.actor, form.draft(), request.pk)
    after = standing_counts(visit.actor, request.village, today)
    words = {
        "sk": sk.number,
        "n": after.legal - before.legal,
        "legal": after.legal,
        "all": after.psm,
        "village": spoken(request.village),
    }
    if after.legal > before.legal:
        messages.success(
            visit.request,
            _(
                "SK %(sk)s tercatat. %(n)d orang kini memegang SK yang berlaku: "
                "di %(village)s menjadi %(legal)d dari %(all)d."
            )
            % words,
        )
    else:
        messages.warning(
            visit.request,
            _(
                "SK %(sk)s tercatat, tetapi belum mengubah keadaan hari ini. "
                "Lihat sebabnya pada tiap nama di bawah."
            )
            % words,
        )
    if after.legal == after.psm:
        return redirect(f"{reverse('konsolidasi:halaman')}?wilayah={request.village.code}")
    return redirect(reverse("permintaan:satu", args=[request.pk]))
