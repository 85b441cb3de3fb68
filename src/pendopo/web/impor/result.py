"""The fourth step and after: progress, what became of the rows, people that may be one, taking it all back."""

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.documents.import_result import import_result
from pendopo.processes.imports.commands import queue_save
from pendopo.processes.imports.queries import one_import, percent_done, review, rows_of
from pendopo.processes.imports.refused import (
    NOT_TAKEN,
    reasons_planned,
    reasons_saved,
    refused_sheets,
    saved_reasons,
)
from pendopo.processes.imports.running import take_up
from pendopo.processes.imports.saving import decide_twin
from pendopo.processes.imports.stating import state_signer, unsigned
from pendopo.processes.imports.twins import pairs
from pendopo.processes.imports.undoing import kept_rows, undo_import
from pendopo.processes.models import ImportBatch, ImportState, RowState
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Conflict
from pendopo.web.door import Visit, page
from pendopo.web.files import download, notes_of
from pendopo.web.impor.forms import SignerForm
from pendopo.web.impor.left import SHOWN, alike
from pendopo.web.impor.views import STEPS, go_on
from pendopo.web.methods import posted

_COUNTED = ("namings", "known_named", "unsure", "cancelled")
# Up to this percentage the words hold.
_PHASES = (
    (5, gettext_lazy("Menunggu giliran")),
    (15, gettext_lazy("Membaca berkas")),
    (25, gettext_lazy("Mencocokkan dengan orang yang sudah tercatat")),
    (60, gettext_lazy("Mencatat orang, tugas, dan SK-nya")),
    (100, gettext_lazy("Menilai SK setiap orang")),
)


@page(Permission.IMPORT_RUN)
def saving(visit: Visit, batch_id: int) -> HttpResponseBase:
    """POST begins the save; GET shows how far it is, also to somebody who comes back later."""
    if visit.request.method == "POST":
        try:
            queue_save(visit.actor, batch_id)
        except Conflict as refusal:
            messages.warning(visit.request, refusal.sentence)
            return go_on(one_import(visit.actor, batch_id))
        return redirect("impor:simpan", batch_id)
    batch = one_import(visit.actor, batch_id)
    take_up(visit.actor, batch)
    if batch.state != ImportState.SAVING:
        return _moved_on(visit, batch)
    done = percent_done(batch)
    phase = next(words for limit, words in _PHASES if done <= limit)
    template = "impor/kemajuan.html" if visit.request.headers.get("HX-Request") else "impor/simpan.html"
    return visit.show(template, batch=batch, steps=STEPS, done=done, phase=phase)


@page(Permission.IMPORT_RUN)
def outcome(visit: Visit, batch_id: int) -> HttpResponseBase:
    batch = one_import(visit.actor, batch_id)
    if batch.state not in (ImportState.SAVED, ImportState.UNDONE):
        return go_on(batch)
    number = visit.request.GET.get("hal")
    twins = Paginator(rows_of(visit.actor, batch, RowState.TWIN), 10).get_page(number)
    not_taken = rows_of(visit.actor, batch, *NOT_TAKEN)
    return visit.show(
        "impor/hasil.html",
        batch=batch, twins=twins, pairs=pairs(batch, twins.object_list),
        left=alike((row, saved_reasons(batch, row)) for row in not_taken[:SHOWN]),
        left_count=not_taken.count(), left_shown=SHOWN,
        unsigned=len(unsigned(batch)) if batch.state == ImportState.SAVED else 0, signer_form=SignerForm(),
        people_url=f"{reverse('psm:daftar')}?wilayah={batch.place.code}",
        kept=kept_rows(batch) if batch.state == ImportState.UNDONE else [],
        counts={name: batch.counts.get(name, 0) for name in (*RowState.values, *_COUNTED)},
    )  # fmt: skip


@page(Permission.IMPORT_RUN)
def to_mend(visit: Visit, batch_id: int) -> HttpResponse:
    """Rows that are not taken, in the sheet's own columns, with reasons; mended, it can be uploaded again."""
    batch = one_import(visit.actor, batch_id)
    if batch.state in (ImportState.SAVED, ImportState.UNDONE):
        reasons = reasons_saved(batch, rows_of(visit.actor, batch, *NOT_TAKEN))
    elif batch.confirmed:
        reasons = reasons_planned(review(visit.actor, batch).plans)
    else:
        raise Conflict(_("Periksa kolomnya dahulu."))
    if not reasons:
        raise Conflict(_("Tidak ada baris yang perlu diperbaiki."))
    out = BytesIO()
    import_result(
        refused_sheets(batch, reasons), title=_("Baris yang perlu diperbaiki"), notes=notes_of(visit), out=out
    )
    return download(out.getvalue(), "perbaiki.xlsx")


@page(Permission.IMPORT_RUN)
@posted
def undo(visit: Visit, batch_id: int) -> HttpResponse:
    try:
        undo_import(visit.actor, batch_id, visit.request.POST.get("reason", ""))
        messages.success(
            visit.request, _("Impor dibatalkan. Orang yang sudah diubah sesudahnya tetap tercatat.")
        )
    except Conflict as refusal:
        messages.warning(visit.request, refusal.sentence)
    return redirect("impor:hasil", batch_id)


@page(Permission.IMPORT_RUN)
@posted
def say_signer(visit: Visit, batch_id: int) -> HttpResponse:
    batch_id = one_import(visit.actor, batch_id).pk
    form = SignerForm(visit.request.POST)
    if not form.is_valid():
        messages.warning(visit.request, _("Pilih siapa yang menandatangani."))
        return redirect("impor:hasil", batch_id)
    try:
        papers = state_signer(visit.actor, batch_id, form.cleaned_data["signer"])
        messages.success(visit.request, _("%(n)s SK kini dapat dinilai.") % {"n": format_number(papers)})
    except Conflict as refusal:
        messages.warning(visit.request, refusal.sentence)
    return redirect("impor:hasil", batch_id)


@page(Permission.PERSON_MERGE)
@posted
def decide(visit: Visit, row_id: int) -> HttpResponse:
    try:
        row = decide_twin(visit.actor, row_id, visit.request.POST.get("sama") == "ya")
    except Conflict as refusal:
        messages.warning(visit.request, refusal.sentence)
        return redirect(_back(visit))
    if row.state in NOT_TAKEN:
        messages.warning(visit.request, " ".join(saved_reasons(row.batch, row)))
    elif row.state == RowState.SAME:
        messages.success(visit.request, _("Dicatat sebagai orang yang sama; SK-nya ditambahkan."))
    else:
        messages.success(visit.request, _("Dicatat sebagai orang lain."))
    return redirect("impor:hasil", row.batch_id)


def _back(visit: Visit) -> str:
    number = visit.request.POST.get("impor", "")
    return (
        f"/impor/{int(number)}/hasil"
        if number.isascii() and number.isdigit() and len(number) < 10
        else "/impor/"
    )


def _moved_on(visit: Visit, batch: ImportBatch) -> HttpResponse:
    """The save has ended: the page goes on by itself."""
    answer = go_on(batch)
    if not visit.request.headers.get("HX-Request"):
        return answer
    told = HttpResponse(status=200)
    told["HX-Redirect"] = answer["Location"]
    return told
