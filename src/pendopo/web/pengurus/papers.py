"""The SK of a board: a new one, or one that was written down wrongly. Doubts are told before it is saved."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import correct_board_sk, issue_board_sk
from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.queries import one_sk
from pendopo.legality.queries.board_papers import board_of_paper, doubts_about, usual_signer
from pendopo.roster.board_queries import one_term
from pendopo.roster.models import BoardTerm
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.pengurus import forms as f
from pendopo.web.pengurus.deeds import deed, unit_address
from pendopo.web.refusal_form import tell
from pendopo.web.sk.forms import sk_initial


@page(Permission.UNIT_WRITE)
def new_page(visit: Visit, term_id: int) -> HttpResponse:
    term = one_term(visit.actor, term_id)
    initial: dict[str, Any] = {"end_kind": "tanggal", "issuer": usual_signer(term.unit)}
    form = f.BoardSkForm(sent(visit.request), visit.request.FILES or None, initial=initial)
    del form.fields["version"]

    def act() -> str:
        sk = issue_board_sk(visit.actor, term.pk, form.board_draft())
        return _("SK %(number)s sudah dicatat untuk %(unit)s.") % {"number": sk.number, "unit": term.unit}

    lead = _(
        "Isi seperti tertulis di kertasnya. Sah atau tidaknya dinilai dari tanggal, penanda tangan, dan musda."
    )
    return _asked(visit, term, form, act, _("Catat SK pengurus"), lead, 0)


@page(Permission.UNIT_WRITE)
def correct_page(visit: Visit, sk_id: int) -> HttpResponse:
    sk = one_sk(visit.actor, sk_id)
    term = board_of_paper(visit.actor, sk)
    form = f.BoardSkForm(sent(visit.request), initial=sk_initial(sk))
    del form.fields["scan"]

    def act() -> str:
        correct_board_sk(visit.actor, sk.pk, form.cleaned_data["version"] or 0, form.board_draft())
        return _("Catatan SK %(number)s sudah dibetulkan.") % {"number": form.cleaned_data["number"]}

    lead = _("Tulis seperti di kertasnya.")
    return _asked(visit, term, form, act, _("Betulkan SK pengurus"), lead, sk.pk)


def _asked(
    visit: Visit, term: BoardTerm, form: f.BoardSkForm, act: Any, title: str, lead: str, but: int
) -> HttpResponse:
    """As any deed, but what the judge will say against the paper is shown once, and must be meant."""
    doubts = _doubts(form, term, but) if visit.request.method == "POST" else []
    mark = hashlib.sha256("\n".join(doubts).encode()).hexdigest()[:40] if doubts else ""
    if doubts and form.cleaned_data.get("seen") != mark:
        typed = visit.request.POST.copy()
        typed["seen"] = mark
        form.data = typed
        return visit.show(
            "pengurus/sk.html", unit=term.unit, term=term, form=form, title=title, lead=lead, doubts=doubts,
            back=unit_address(visit, term.unit), lost_file=bool(visit.request.FILES),
        )  # fmt: skip
    return deed(
        visit, term.unit, form, act, title, lead, template="pengurus/sk.html", term=term,
        lost_file=bool(visit.request.FILES),
    )  # fmt: skip


def _doubts(form: f.BoardSkForm, term: BoardTerm, but: int) -> list[str]:
    if not form.is_valid():
        return []
    try:
        draft: BoardSkDraft = form.board_draft()
    except Refusal as refusal:
        tell(form, refusal)
        return []
    return doubts_about(term, draft, form.cleaned_data["office"], but)
