"""Asking a village head for the SK that is missing, or for PSM, and remembering that it was asked."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.kernel.bulk import among
from pendopo.kernel.command import Desk, command
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import Segment, Sk, SkRequest, SkRequestLine
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@command("sk.asked", Permission.SK_REQUEST)
def ask_sk(desk: Desk, village_ids: list[int], as_of: date, channel: str) -> list[SkRequest]:
    """One request per village that has PSM without a valid SK on that day, or no PSM at all.

    A village whose earlier request is still open gets the lines of today in that request instead of a
    second one. Villages all of whose PSM hold a valid SK are passed over.
    """
    villages = Wilayah.objects.filter(
        pk__in=village_ids, level=Level.VILLAGE, successor__isnull=True
    ).order_by("code")
    desk.at(*villages)
    serving = visible(Segment.objects.all(), desk.actor, desk.permission).filter(
        posting__village__in=villages, period__contains=as_of
    )
    served = set(serving.values_list("posting__village_id", flat=True))
    by_village: dict[int, list[Segment]] = {
        village.pk: [] for village in villages if village.pk not in served
    }
    for segment in serving.exclude(standing=StandingChoice.SAH).select_related("posting"):
        by_village.setdefault(segment.posting.village_id, []).append(segment)
    if not by_village:
        raise Invalid(_("Semua PSM di desa/kelurahan yang dipilih memegang SK yang berlaku."))
    requests = [_request(desk, v, by_village[v.pk], as_of, channel) for v in villages if v.pk in by_village]
    desk.counts(villages=len(requests), people=sum(len(s) for s in by_village.values()))
    return requests


@command("sk.request_closed", Permission.SK_REQUEST)
def close_request(desk: Desk, request_id: int, reason: str) -> SkRequest:
    """Close a request that no SK will answer, with the reason."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    request = one_visible(SkRequest.objects.all(), desk.actor, desk.permission, pk=request_id)
    request = SkRequest.objects.select_for_update(of=("self",)).select_related("village").get(pk=request.pk)
    if request.answered_on:
        raise Conflict(_("Permintaan ini sudah dijawab."))
    desk.at(request.village)
    request.answered_on, request.closed_reason = desk.actor.today, reason.strip()[:250]
    request.save()
    desk.because(reason.strip())
    desk.about(request, after={"closed": reason.strip()})
    return request


def answer_first(desk: Desk, papers: Mapping[int, Sk]) -> None:
    """The first SK of a village that was asked for PSM has arrived. `papers`: village id → the SK that names somebody.

    A request that names people is answered on its own page, where it is seen whether the SK names them.
    """
    rows = SkRequest.objects.select_for_update(of=("self",)).filter(
        village_id__in=among(papers), answered_on__isnull=True, lines__isnull=True
    )
    for request in rows.order_by("pk"):
        settle(desk, request, papers[request.village_id])


def settle(desk: Desk, request: SkRequest, sk: Sk) -> None:
    """This paper is the answer."""
    request.answered_on, request.sk = desk.actor.today, sk
    request.save()
    desk.about(request, after={"answered_on": request.answered_on, "sk": sk.number})


def reopen(desk: Desk, papers: Iterable[int]) -> None:
    """These papers answer nothing any more: what they answered waits again, unless its village was asked anew since."""
    rows = SkRequest.objects.select_for_update(of=("self",)).filter(sk_id__in=among(papers))
    answered = list(rows.select_related("sk").order_by("pk"))
    open_ones = SkRequest.objects.filter(
        village_id__in=[r.village_id for r in answered], answered_on__isnull=True
    )
    asked = set(open_ones.values_list("village_id", flat=True))
    for request in answered:
        if request.village_id not in asked and request.sk:
            asked.add(request.village_id)
            desk.about(
                request, before={"answered_on": request.answered_on, "sk": request.sk.number}, after={}
            )
            request.answered_on, request.sk = None, None
            request.save()


def _request(desk: Desk, village: Wilayah, gaps: list[Segment], as_of: date, channel: str) -> SkRequest:
    request = SkRequest.objects.select_for_update().filter(village=village, answered_on__isnull=True).first()
    if request is None:
        request = SkRequest(village=village, village_path=village.path)
        request.number = f"{village.code}/{desk.actor.today:%Y%m%d}"
        taken = SkRequest.objects.filter(number__startswith=request.number).count()
        request.number += f"-{taken + 1}" if taken else ""
    request.as_of, request.asked_on, request.channel = as_of, desk.actor.today, channel
    request.asked_by = desk.actor.name
    request.save()
    request.lines.all().delete()
    SkRequestLine.objects.bulk_create(
        SkRequestLine(request=request, posting=s.posting, standing=s.standing, reasons=s.reasons)
        for s in gaps
    )
    desk.about(request, after={"village": village.code, "people": len(gaps)})
    for segment in gaps:
        desk.about(request, after={"asked": request.number}, person_id=segment.person_id)
    return request
