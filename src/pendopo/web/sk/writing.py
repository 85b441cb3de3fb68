"""One form for one paper with all its names: a new one, or one that was written down wrongly."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import correct_sk, issue_sk
from pendopo.legality.enums import Issuer
from pendopo.legality.models import Sk
from pendopo.legality.queries import one_sk, sk_sheet
from pendopo.legality.request_queries import policies_on
from pendopo.roster.models import PsmPosting
from pendopo.roster.queries import posting, serving
from pendopo.shared.refusals import Conflict, NotVisible, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.refusal_form import tell
from pendopo.web.sk.forms import SkForm, sk_initial
from pendopo.web.sk.people import Choice, choice_of
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah

MOST = 3000
_SIGNER = {Level.DISTRICT: Issuer.CAMAT, Level.REGENCY: Issuer.BUPATI_WALIKOTA}


@page(Permission.SK_WRITE)
def new_page(visit: Visit) -> HttpResponse:
    place, first, alone = _place_and_first(visit)
    if place.level < Level.REGENCY:
        return visit.show("sk/tempat.html", frame_query=visit.query)
    request = visit.request
    choice = choice_of(request.POST, _candidates(visit, place, alone), first)
    form = SkForm(request.POST or None, request.FILES or None, initial=_first_words(visit, place))
    asked_for = _digits(request.GET.get("permintaan", ""))

    def act() -> Sk:
        return issue_sk(visit.actor, form.draft(choice.in_order()), request_id=asked_for)

    return _form(
        visit,
        form,
        choice,
        act,
        place=place,
        title=_("Catat SK"),
        back=f"{reverse('sk:daftar')}?{visit.query}",
    )


@page(Permission.SK_WRITE)
def correct_page(visit: Visit, sk_id: int) -> HttpResponse:
    sk = one_sk(visit.actor, sk_id)
    named = [n.posting for n in sk_sheet(visit.actor, sk_id, visit.on).named]
    request = visit.request
    place = visit.place
    others = _candidates(visit, place, None) if place.level >= Level.REGENCY else []
    known = {p.pk for p in named}
    candidates = [*named, *(p for p in others if p.pk not in known)]
    choice = choice_of(request.POST, candidates, known)
    form = SkForm(request.POST or None, request.FILES or None, initial=sk_initial(sk))
    del form.fields["scan"]

    def act() -> Sk:
        return correct_sk(
            visit.actor, sk.pk, form.cleaned_data["version"] or 0, form.draft(choice.in_order())
        )

    back = f"{reverse('sk:satu', args=[sk.pk])}?{visit.query}"
    return _form(visit, form, choice, act, place=place, title=_("Betulkan catatan SK"), back=back, sk=sk)


def _form(visit: Visit, form: SkForm, choice: Choice, act: Any, **more: Any) -> HttpResponse:
    request, status, known = visit.request, 200, None
    if request.method == "POST" and "simpan" in request.POST:
        status = 400
        if form.is_valid() and choice.trouble:
            form.add_error(None, choice.trouble)
        elif form.is_valid():
            try:
                sk = act()
            except Refusal as refusal:
                tell(form, refusal)
                status = 409 if isinstance(refusal, Conflict) else 400
                known = (
                    _digits(refusal.rule.removeprefix("sk_known:")) if "sk_known:" in refusal.rule else None
                )
            else:
                messages.success(request, _("SK %(number)s sudah disimpan.") % {"number": sk.number})
                return redirect(f"{reverse('sk:satu', args=[sk.pk])}?{visit.query}&baru=ya")
    elif request.method == "POST":
        form = _untouched(form)
    return visit.show(
        "sk/baru.html", status, form=form, choice=choice, known=known, frame_query=visit.query,
        lost_file=bool(request.FILES), **more,
    )  # fmt: skip


def _untouched(form: SkForm) -> SkForm:
    """Only the names were matched: what was typed stays, nothing is called wrong yet."""
    form.is_valid()
    form.errors.clear()
    return form


def _place_and_first(visit: Visit) -> tuple[Wilayah, set[int], PsmPosting | None]:
    """The place whose people are offered, who is ticked at first; one person's paper stands in her village."""
    wanted = _digits(visit.request.GET.get("untuk", ""))
    if wanted is None:
        return visit.place, set(), None
    try:
        post = posting(visit.actor, wanted)
    except NotVisible:
        return visit.place, set(), None
    return post.village, {post.pk}, post


def _candidates(visit: Visit, place: Wilayah, alone: PsmPosting | None) -> list[PsmPosting]:
    rows = serving(visit.actor, place, visit.on, MOST)
    return [*rows, alone] if alone and alone.pk not in {p.pk for p in rows} else rows


def _first_words(visit: Visit, place: Wilayah) -> dict[str, Any]:
    """Who most likely signed: the head of the place that is open, where the policy lets her; else the heads of
    the villages, whose office follows from the people."""
    head = Issuer.LURAH if place.kind in (Kind.KELURAHAN, Kind.KOTA) else Issuer.KEPALA_DESA
    own = _SIGNER.get(Level(place.level), head)
    policy = policies_on([place.path], visit.on)[place.path]
    if place.level == Level.VILLAGE or (policy and own in policy.entitled):
        return {"issuer": own, "office": place, "end_kind": "tanggal"}
    return {"issuer": head, "end_kind": "tanggal"}


def _digits(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
