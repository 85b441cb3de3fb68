"""The fourth step of a board list and after: saving, the boards as they are judged, taking it all back."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.documents.import_result import import_result
from pendopo.processes.imports.board_queries import (
    board_rows,
    boards_saved,
    reasons_of_plans,
    reasons_of_rows,
    review_boards,
)
from pendopo.processes.imports.board_saving import queue_boards
from pendopo.processes.imports.board_undoing import kept_boards, undo_boards
from pendopo.processes.imports.queries import one_import
from pendopo.processes.imports.refused import NOT_TAKEN, refused_sheets
from pendopo.processes.models import BatchKind, ImportBatch, ImportState, RowState
from pendopo.shared.refusals import Conflict
from pendopo.web.door import Visit, page
from pendopo.web.files import download, notes_of
from pendopo.web.impor.left import SHOWN, alike
from pendopo.web.impor.views import go_on
from pendopo.web.methods import posted
from pendopo.web.standing import look_of


@page(Permission.IMPORT_RUN)
@posted
def save_list(visit: Visit, batch_id: int) -> HttpResponse:
    try:
        queue_boards(visit.actor, batch_id)
    except Conflict as refusal:
        messages.warning(visit.request, refusal.sentence)
        return go_on(one_import(visit.actor, batch_id))
    return redirect("impor:simpan", batch_id)


@page(Permission.IMPORT_RUN)
def boards_outcome(visit: Visit, batch_id: int) -> HttpResponseBase:
    batch = one_import(visit.actor, batch_id)
    if batch.state not in (ImportState.SAVED, ImportState.UNDONE) or batch.kind != BatchKind.BOARDS:
        return go_on(batch)
    left = board_rows(visit.actor, batch, *NOT_TAKEN)
    reasons = reasons_of_rows(batch, left[:SHOWN])
    undone = batch.state == ImportState.UNDONE
    lines = [] if undone else boards_saved(visit.actor, batch)
    names = (*RowState.values, "papers", "forming", "loose", "cancelled")
    return visit.show(
        "impor/hasil_pengurus.html", batch=batch, boards=[(line, look_of(line.standing)) for line in lines[:SHOWN]],
        board_count=len(lines), left=alike((row, reasons[row.sheet, row.row]) for row in left[:SHOWN]),
        left_count=len(left), left_shown=SHOWN, kept=kept_boards(batch) if undone else [],
        list_url=f"{reverse('pengurus:daftar')}?wilayah={batch.place.code}",
        counts={name: batch.counts.get(name, 0) for name in names},
    )  # fmt: skip


@page(Permission.IMPORT_RUN)
def boards_to_mend(visit: Visit, batch_id: int) -> HttpResponse:
    """Rows that are not taken, in the list's own columns, with reasons; mended, it can be uploaded again."""
    batch = one_import(visit.actor, batch_id)
    reasons = _reasons(visit, batch)
    if not reasons:
        raise Conflict(_("Tidak ada baris yang perlu diperbaiki."))
    out = BytesIO()
    title = _("Baris yang perlu diperbaiki")
    import_result(refused_sheets(batch, reasons), title=title, notes=notes_of(visit), out=out)
    return download(out.getvalue(), "perbaiki.xlsx")


@page(Permission.IMPORT_RUN)
@posted
def undo_list(visit: Visit, batch_id: int) -> HttpResponse:
    try:
        undo_boards(visit.actor, batch_id, visit.request.POST.get("reason", ""))
        messages.success(visit.request, _("Impor dibatalkan. Yang sudah diubah sesudahnya tetap tercatat."))
    except Conflict as refusal:
        messages.warning(visit.request, refusal.sentence)
    return redirect("impor:hasil_pengurus", batch_id)


def _reasons(visit: Visit, batch: ImportBatch) -> dict[tuple[str, int], list[str]]:
    if batch.kind != BatchKind.BOARDS:
        raise Conflict(_("Berkas ini bukan daftar pengurus IPSM."))
    if batch.state in (ImportState.SAVED, ImportState.UNDONE):
        return dict(reasons_of_rows(batch, board_rows(visit.actor, batch, *NOT_TAKEN)))
    if not batch.confirmed:
        raise Conflict(_("Periksa kolomnya dahulu."))
    return dict(reasons_of_plans(review_boards(visit.actor, batch).plans))
