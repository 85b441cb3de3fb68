from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.documents.records import Paper, RequestLetter
from pendopo.documents.village_sheets import sheets_with_letters
from pendopo.insights.queries import consolidation, people_in_service, villages_without_psm
from pendopo.legality.commands import ask_sk
from pendopo.legality.models import SkRequest
from pendopo.legality.request_queries import (
    VillageGap,
    gaps,
    requests,
    some_requests,
    without_psm,
)
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Invalid, NotVisible, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.files import PDF, download
from pendopo.web.permintaan.letters import Prepared, prepared
from pendopo.wilayah.enums import Level

MOST = 200
"""Villages in one go: their sheets take two seconds and a quarter of a gigabyte."""
CHANNELS = ("surat", "whatsapp")
ABOUT_SK, ABOUT_PSM = "sk", "psm"
"""What the villages listed are asked for: the SK of their PSM, or PSM."""


@page(Permission.SK_REQUEST)
def resolve(visit: Visit) -> HttpResponse | HttpResponseRedirect:
    """Villages with gaps, or without PSM, to be chosen; above a regency, the places to go down into."""
    if visit.place.level < Level.REGENCY:
        return _choose_place(visit)
    without_sk = gaps(visit.actor, visit.place, visit.on)
    none_yet = without_psm(visit.actor, villages_without_psm(visit.actor, visit.place, visit.on))
    about = visit.request.GET.get("perihal", "")
    if about not in (ABOUT_SK, ABOUT_PSM):
        about = ABOUT_PSM if none_yet and not without_sk else ABOUT_SK
    listed = none_yet if about == ABOUT_PSM else without_sk
    refusal = ""
    if visit.request.method == "POST":
        try:
            return _ask(visit, listed)
        except Refusal as refused:
            refusal = refused.sentence
    return visit.show(
        "permintaan/selesaikan.html",
        districts=list(_by_district(listed)),
        villages=len(listed),
        missing=sum(gap.missing for gap in listed),
        for_psm=about == ABOUT_PSM,
        about=about,
        tabs=_tabs(visit, about, len(without_sk), len(none_yet)),
        nobody=not without_sk and not people_in_service(visit.actor, visit.place, visit.on),
        chosen=set(visit.request.POST.getlist("desa")),
        refusal=refusal,
        most=MOST,
        query=visit.query,
        preselect=len(listed) <= MOST and visit.request.method != "POST",
    )


def _choose_place(visit: Visit) -> HttpResponse:
    found = consolidation(visit.actor, visit.place, visit.on)
    waiting = [r for r in found.rows if r.figures.invalid or r.figures.empty_villages]
    rows = sorted(waiting, key=lambda r: (-r.figures.invalid, -r.figures.empty_villages))
    return visit.show("permintaan/pilih_wilayah.html", rows=rows, total=found.total, per=per_of(visit))


def _tabs(visit: Visit, about: str, without_sk: int, none_yet: int) -> list[tuple[str, str, bool]]:
    """Villages with PSM without a valid SK, and those without PSM; only where there is something of both."""
    words = ((ABOUT_SK, _("PSM tanpa SK berlaku"), without_sk), (ABOUT_PSM, _("Belum ada PSM"), none_yet))
    if not none_yet:
        return []
    return [
        (f"?{visit.query}&perihal={key}", f"{word} ({format_number(n)})", key == about)
        for key, word, n in words
    ]


def _ask(visit: Visit, listed: Sequence[VillageGap]) -> HttpResponseRedirect:
    data = visit.request.POST
    district, wanted = data.get("kecamatan", ""), set(data.getlist("desa"))
    if district:
        chosen = [g.village for g in listed if g.village.code.rpartition(".")[0] == district]
    else:
        chosen = [g.village for g in listed if str(g.village.pk) in wanted]
    if not chosen:
        raise Invalid(_("Pilih paling sedikit satu desa/kelurahan."))
    if len(chosen) > MOST:
        raise Invalid(
            _("Paling banyak %(most)d desa/kelurahan sekali jalan; Anda memilih %(n)d. Buat per kecamatan.")
            % {"most": MOST, "n": len(chosen)}
        )
    channel = data.get("cara", "")
    made = ask_sk(
        visit.actor, [v.pk for v in chosen], visit.on, channel if channel in CHANNELS else CHANNELS[0]
    )
    messages.success(visit.request, _("Permintaan untuk %(n)d desa/kelurahan tercatat.") % {"n": len(made)})
    ids = urlencode([("id", r.pk) for r in made])
    return redirect(f"{reverse('permintaan:siap')}?{visit.query}&{ids}")


def _by_district(listed: Sequence[VillageGap]) -> Iterator[tuple[str, str, list[VillageGap], int]]:
    """(code, name, villages, people) of each kecamatan."""
    for code, group in groupby(listed, key=lambda gap: gap.village.code.rpartition(".")[0]):
        rows = list(group)
        yield code, rows[0].district, rows, sum(gap.missing for gap in rows)


@page(Permission.SK_VIEW)
def ready(visit: Visit) -> HttpResponse:
    """The sheets just made: to print together, to send one by one."""
    made = [sheet for _letter, sheet in _asked_for(visit)]
    ids = urlencode([("id", one.request.pk) for one in made])
    return visit.show(
        "permintaan/siap.html",
        made=made,
        pdf=f"{reverse('permintaan:lembar')}?{visit.query}&{ids}",
        people=sum(len(one.sheet.rows) for one in made),
        for_psm=sum(one.sheet.psm_total == 0 for one in made),
        query=visit.query,
    )


@page(Permission.SK_VIEW)
def sheets_pdf(visit: Visit) -> HttpResponse:
    """Sheets as one PDF: those named by `id`, else the open requests of the place."""
    made = _asked_for(visit)
    latest = max(letter.as_of for letter, _sheet in made)
    paper = Paper.asked(visit.request.GET.get("kertas", ""))
    pdf = sheets_with_letters(((letter, sheet.sheet) for letter, sheet in made), paper=paper)
    return download(pdf, f"permintaan-sk-{visit.place.code}-{latest}.pdf", PDF, inline=True)


def _asked_for(visit: Visit) -> list[tuple[RequestLetter, Prepared]]:
    ids = [
        int(text)
        for text in visit.request.GET.getlist("id")[: MOST + 1]
        if text.isdecimal() and len(text) < 15
    ]
    found: Sequence[SkRequest] = some_requests(visit.actor, ids)
    if not ids:
        open_ones = requests(visit.actor, visit.place).filter(answered_on__isnull=True)
        found = some_requests(visit.actor, open_ones.values_list("pk", flat=True)[: MOST + 1])
    if not found:
        raise NotVisible
    if len(found) > MOST:
        raise Invalid(
            _("Paling banyak %(most)d lembar sekali cetak. Pilih satu kecamatan dulu.") % {"most": MOST}
        )
    return prepared(visit, found)


def per_of(visit: Visit) -> str:
    """The date of the address, to go to another place with it."""
    _place, amp, per = visit.query.partition("&")
    return amp + per
