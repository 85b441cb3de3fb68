"""One person: standing, papers, identity, postings, history; and the whole NIK for a reason."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.audit.queries import Entry, history_of_person
from pendopo.documents.whatsapp import wa_link
from pendopo.legality.queries import standing_in
from pendopo.processes.merging.queries import merges_of
from pendopo.roster.board_queries import seats_held
from pendopo.roster.commands import reveal_nik, reveal_number
from pendopo.roster.models import Person
from pendopo.roster.nik_store import Number
from pendopo.roster.pillar_queries import pillars_of
from pendopo.roster.queries import former_records, person_or_keeper, postings_of
from pendopo.shared.dates import format_date
from pendopo.shared.nik import age_on
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.proof import is_stale
from pendopo.web.psm.facts import masked, numbers, photo_url


@page(Permission.PERSON_VIEW)
def person_page(visit: Visit, person_id: int) -> HttpResponse:
    human = person_or_keeper(visit.actor, person_id)
    if human.pk != person_id:
        return redirect(f"{reverse('psm:orang', args=[human.pk])}?{visit.query}")
    return _show(visit, human)


@page(Permission.NIK_REVEAL)
def nik_page(visit: Visit, person_id: int) -> HttpResponse:
    """The whole NIK once, in the answer to a reason; nothing of it stays in an address or a cache."""
    human = person_or_keeper(visit.actor, person_id)
    if visit.request.method != "POST":
        return redirect(f"{reverse('psm:orang', args=[human.pk])}?{visit.query}")
    if is_stale(visit.request, visit.user, visit.actor.at):
        return redirect(_prove_first(visit, human))
    reason, asked = visit.request.POST.get("reason", ""), visit.request.POST.get("nomor", "")
    which = Number(asked) if asked in set(Number) else None
    try:
        digits = (
            reveal_number(visit.actor, human.pk, which, reason)
            if which
            else reveal_nik(visit.actor, human.pk, reason)
        )
    except Refusal as refusal:
        return _show(visit, human, wrong=refusal.sentence, status=400)
    whole = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
    response = _show(visit, human, opened=(which, whole)) if which else _show(visit, human, nik=whole)
    response["Cache-Control"] = "no-store"
    return response


def _show(
    visit: Visit,
    human: Person,
    *,
    nik: str = "",
    opened: tuple[Number | None, str] = (None, ""),
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = visit.actor
    postings = postings_of(actor, human)
    verdicts = standing_in(actor, postings, visit.on)
    mine = [p for p in postings if actor.reaches(p.village_path) and p.cancelled_at is None]
    pillars = pillars_of(actor, human)
    my_pillars = [p for p in pillars if actor.reaches(p.place_path) and p.cancelled_at is None]
    now_serving = next((v for v in verdicts if v.serving), None)
    running = next((p for p in mine if p.until is None), None)
    return visit.show(
        "psm/orang.html",
        status,
        human=human,
        age=age_on(human.birth_on, human.died_on or visit.on) if human.birth_on else None,
        nik=nik,
        wrong=wrong,
        masked=masked(human),
        numbers=[replace(n, masked=opened[1]) if n.which == opened[0] else n for n in numbers(human)],
        photo=photo_url(human),
        pillars=pillars,
        my_pillars=my_pillars,
        merges=merges_of(actor, human),
        seats=[(held, actor.reaches(held.place_path)) for held in seats_held(human)]
        if actor.may(Permission.UNIT_VIEW)
        else [],
        now=now_serving,
        verdicts=verdicts,
        postings=postings,
        mine=mine,
        running=running,
        waiting_move=running.moves.filter(answered_at__isnull=True).select_related("village").first()
        if running
        else None,
        **_told(human),
        may_write=actor.may(Permission.PERSON_WRITE) and bool(mine or my_pillars),
        **_opening(visit, human),
        may_sk=actor.may(Permission.SK_WRITE) and running is not None,
        share=_text(visit, human, now_serving.headline if now_serving else ""),
        call=wa_link(human.phone, "").removesuffix("?text=") if human.phone else "",
        frame_query=visit.query,
    )


def _opening(visit: Visit, human: Person) -> dict[str, bool | str]:
    """Whether numbers may be opened, and where to prove oneself before that."""
    may = visit.actor.may(Permission.NIK_REVEAL)
    stale = may and is_stale(visit.request, visit.user, visit.actor.at)
    return {
        "prove_first": _prove_first(visit, human) if stale else "",
        "may_reveal": may and bool(human.nik_sealed),
        "may_open": may,
    }


def _prove_first(visit: Visit, human: Person) -> str:
    """A NIK opens to somebody who has shown her second factor lately; the reason is asked after that."""
    back = f"{reverse('psm:orang', args=[human.pk])}?{visit.query}"
    return f"{reverse('masuk:langkah_kedua')}?{urlencode({'next': back})}"


def _told(human: Person) -> dict[str, list[Entry]]:
    """Her history, and out of it who opened whole numbers of her."""
    history = _history(human)
    return {"history": history, "reveals": [entry for entry in history if entry.kind == "nik"]}


def _history(human: Person) -> list[Entry]:
    """What was done to this record and to those merged into it."""
    records = [human.pk, *former_records(human)]
    found = [entry for pk in records for entry in history_of_person(pk, limit=60)]
    return sorted({e.id: e for e in found}.values(), key=lambda e: (e.at, e.id), reverse=True)[:60]


def _text(visit: Visit, human: Person, headline: str) -> str:
    day = format_date(visit.on)
    words = {"name": human.full_name, "headline": headline, "day": day}
    if not headline:
        return _("%(name)s: tidak bertugas sebagai PSM per %(day)s.") % words
    return _("%(name)s: %(headline)s per %(day)s.") % words
