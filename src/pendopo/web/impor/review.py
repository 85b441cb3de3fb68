"""The third step: what will be saved, what is asked, and answers in place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.intake.asking import LEAVE
from pendopo.intake.issues import Code
from pendopo.processes.imports.commands import answer
from pendopo.processes.imports.phrases import QUESTION_KINDS, SIGNERS, SKIPPED
from pendopo.processes.imports.queries import Review, lines, one_import, review
from pendopo.processes.models import ImportBatch, ImportState, RowState
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Conflict
from pendopo.web.door import Visit, page
from pendopo.web.impor.forms import date_answer, village_answer
from pendopo.web.impor.sheets import sheet_answers, sheets_form, sheets_now, summary
from pendopo.web.impor.views import STEPS, go_on
from pendopo.web.methods import posted

PER_PAGE = 25
UNSURE_NIK = (Code.NIK_LENGTH, Code.NIK_SCIENTIFIC, Code.NIK_NOT_DIGITS, Code.NIK_STRUCTURE)
TABS = {
    "perlu": gettext_lazy("Perlu jawaban"),
    "sama": gettext_lazy("Mungkin sama"),
    "siap": gettext_lazy("Siap"),
    "tidak": gettext_lazy("Tidak akan disimpan"),
    "lewat": gettext_lazy("Baris yang dilewati"),
}


@page(Permission.IMPORT_RUN)
def review_page(visit: Visit, batch_id: int) -> HttpResponseBase:
    batch = one_import(visit.actor, batch_id)
    if batch.state not in (ImportState.ASKING, ImportState.FAILED) or not batch.confirmed:
        return go_on(batch)
    return _show(visit, batch)


@page(Permission.IMPORT_RUN)
@posted
def answer_sheets(visit: Visit, batch_id: int) -> HttpResponseBase:
    """The two questions of the sheets, for all of them or one by one."""
    batch = _confirmed(visit, batch_id)
    shown = review(visit.actor, batch)
    form = sheets_form(shown, visit.request.POST)
    if not form.is_valid():
        return _show(visit, batch, sheets=form, status=422)
    try:
        given = sheet_answers(form, visit.request.POST, shown)
    except ValidationError as trouble:
        return _show(visit, batch, trouble=" ".join(trouble.messages), status=422)
    answer(visit.actor, batch.pk, given)
    messages.success(visit.request, _("Terima kasih, kedua jawaban itu dicatat."))
    return redirect("impor:periksa", batch.pk)


@page(Permission.IMPORT_RUN)
@posted
def answer_row(visit: Visit, batch_id: int) -> HttpResponseBase:
    """One answer in place; like rows are served with it. Answers with the changed part of the page."""
    batch = _confirmed(visit, batch_id)
    asked, trouble = visit.request.POST, ""
    key = asked.get("pertanyaan", "")[:300]
    try:
        batch = answer(visit.actor, batch.pk, {key: _answer(batch, key, asked)})
        if any(q.key == key for q in review(visit.actor, batch).reading.open_questions):
            trouble = _("Jawaban itu belum dapat dipakai. Periksa lagi isinya.")
    except ValidationError as wrong:
        trouble = " ".join(wrong.messages)
    if not visit.request.headers.get("HX-Request"):
        if trouble:
            messages.warning(visit.request, trouble)
        return redirect(f"{visit.request.path.removesuffix('jawab')}periksa?{_tab_query(asked)}")
    return _show(visit, batch, trouble=trouble, template="impor/isian.html")


def _answer(batch: ImportBatch, key: str, asked: QueryDict) -> str:
    kind = key.partition(":")[0]
    chosen = (asked.get("jawaban") or asked.get("tulis", "")).strip()
    if kind.startswith("village") and chosen != LEAVE:
        if chosen.isascii() and chosen.isdigit():
            return chosen
        number = asked.get("nomor", "")[:6]
        return village_answer(
            batch.place, asked.get(f"desa{number}", ""), asked.get(f"desa{number}_teks", "")
        )
    if not chosen:
        raise ValidationError(_("Tulis atau pilih jawabannya dahulu."))
    return date_answer(chosen, born=kind == "birth") if _is_date(kind, chosen) else chosen


def _is_date(kind: str, chosen: str) -> bool:
    return kind in {"birth", "sk_date", "until"} and chosen not in (LEAVE, "tanpa batas")


def _confirmed(visit: Visit, batch_id: int) -> ImportBatch:
    batch = one_import(visit.actor, batch_id)
    if not batch.confirmed:
        raise Conflict(_("Periksa kolomnya dahulu."))
    return batch


def _tab_query(asked: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    kept.update({k: asked.get(k, "")[:20] for k in ("tab", "hal") if k in asked})
    return kept.urlencode()


def _show(
    visit: Visit,
    batch: ImportBatch,
    *,
    trouble: str = "",
    template: str = "impor/periksa.html",
    status: int = 200,
    sheets: object = None,
) -> HttpResponse:
    shown = review(visit.actor, batch)
    asked = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    counts = _counts(shown)
    tab = asked.get("tab", "")
    if tab not in TABS or (tab == "tidak" and not counts["tidak"]):
        tab = "perlu" if counts["perlu"] else "siap"
    rows = _page(shown, tab, asked.get("hal", ""))
    return visit.show(
        template, status,
        batch=batch, review=shown, steps=STEPS, tab=tab, tabs=_tabs(counts, tab), counts=counts, rows=rows,
        lines=[] if tab == "lewat" else lines(shown, list(rows.object_list)),
        skipped=[(s, SKIPPED[s.reason]) for s in rows.object_list] if tab == "lewat" else [],
        kinds=[(n, QUESTION_KINDS.get(k, k)) for k, n in shown.kinds.most_common()], trouble=trouble,
        sheets=sheets or sheets_form(shown), sheets_now=sheets_now(shown),
        sheets_words=summary(shown), signers=SIGNERS, unsure=_unsure(shown), known=shown.states[RowState.KNOWN.value],
    )  # fmt: skip


def _counts(shown: Review) -> dict[str, int]:
    return {
        "perlu": shown.states[RowState.WAITS.value],
        "sama": shown.states[RowState.TWIN.value],
        "siap": shown.ready,
        "tidak": shown.states[RowState.REFUSED.value],
        "lewat": len(shown.reading.skipped),
    }


def _unsure(shown: Review) -> str:
    """ "212 NIK dibulatkan Excel, disimpan sebagai “belum pasti”"."""
    rounded = shown.unsure[Code.NIK_ROUNDED]
    others = sum(n for code, n in shown.unsure.items() if code in UNSURE_NIK)
    missing = shown.unsure[Code.NIK_MISSING]
    said = [
        _("%(n)s NIK dibulatkan Excel") % {"n": format_number(rounded)} if rounded else "",
        _("%(n)s NIK kurang angka atau salah susunan") % {"n": format_number(others)} if others else "",
        _("%(n)s tanpa NIK") % {"n": format_number(missing)} if missing else "",
    ]
    return ", ".join(filter(None, said))


def _tabs(counts: dict[str, int], current: str) -> list[tuple[str, str, bool]]:
    return [
        (f"?tab={name}", f"{words} ({format_number(counts[name])})", name == current)
        for name, words in TABS.items()
        if counts[name] or name in ("perlu", "siap")
    ]


def _page(shown: Review, tab: str, number: str) -> Page[Any]:
    kinds: dict[str, Callable[[], list[Any]]] = {
        "perlu": shown.to_answer,
        "sama": lambda: shown.of_state(RowState.TWIN),
        "siap": lambda: shown.of_state(RowState.NEW, RowState.KNOWN),
        "tidak": lambda: shown.of_state(RowState.REFUSED),
        "lewat": lambda: list(shown.reading.skipped),
    }
    return Paginator(kinds[tab](), PER_PAGE).get_page(number)
