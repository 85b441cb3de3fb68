"""Import: the list, taking a file in, and where an import goes on."""

import hashlib
from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.documents.roster_form import roster_form
from pendopo.processes.imports.columns import layout
from pendopo.processes.imports.commands import begin_import, confirm_columns, drop_import
from pendopo.processes.imports.queries import imports_of, one_import, same_file
from pendopo.processes.models import BatchKind, ImportBatch, ImportState
from pendopo.shared.clock import WIB, local_date
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import NotVisible, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.files import download
from pendopo.web.impor.forms import UploadForm
from pendopo.web.methods import posted
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level

STEPS = (
    gettext_lazy("Unggah"),
    gettext_lazy("Kolom dikenali"),
    gettext_lazy("Periksa"),
    gettext_lazy("Simpan"),
)
NEXT = {
    ImportState.SAVING: "impor:simpan",
    ImportState.SAVED: "impor:hasil",
    ImportState.UNDONE: "impor:hasil",
    ImportState.DROPPED: "impor:daftar",
}
OF_BOARDS = {"impor:hasil": "impor:hasil_pengurus", "impor:periksa": "impor:pengurus"}


@page(Permission.IMPORT_RUN)
def listing(visit: Visit) -> HttpResponseBase:
    form = UploadForm()
    status = 200
    if visit.request.method == "POST":
        form = UploadForm(visit.request.POST, visit.request.FILES)
        if form.is_valid():
            try:
                return _take(visit, form.cleaned_data["file"].name, form.cleaned_data["file"].read())
            except Refusal as refusal:
                tell(form, refusal)
        status = 422
    batches = Paginator(imports_of(visit.actor, visit.place), 20).get_page(visit.request.GET.get("hal"))
    return visit.show("impor/daftar.html", status, form=form, page=batches)


@page(Permission.IMPORT_RUN)
def empty_form(visit: Visit) -> HttpResponse:
    out = BytesIO()
    roster_form(out)
    return download(out.getvalue(), "format-psm.xlsx")


@page(Permission.IMPORT_RUN)
def resume(visit: Visit, batch_id: int) -> HttpResponse:
    """Where this import goes on."""
    return go_on(one_import(visit.actor, batch_id))


@page(Permission.IMPORT_RUN)
@posted
def leave(visit: Visit, batch_id: int) -> HttpResponse:
    drop_import(visit.actor, batch_id)
    messages.success(visit.request, _("Impor ditinggalkan. Tidak ada yang tersimpan."))
    return redirect("impor:daftar")


def go_on(batch: ImportBatch) -> HttpResponse:
    name = NEXT.get(ImportState(batch.state), "impor:periksa" if batch.confirmed else "impor:kolom")
    if batch.kind == BatchKind.BOARDS:
        name = OF_BOARDS.get(name, name)
    return redirect(name) if name == "impor:daftar" else redirect(name, batch.pk)


def _take(visit: Visit, filename: str, content: bytes) -> HttpResponse:
    known = same_file(visit.actor, hashlib.sha256(content).hexdigest())
    if known:
        day = format_date(local_date(known.uploaded_at, WIB))
        told = _(
            "Berkas yang persis sama sudah diunggah pada %(day)s. Inilah impor itu; tidak ada yang berubah."
        )
        messages.info(visit.request, told % {"day": day})
        begun = known.state == ImportState.ASKING and not known.confirmed  # the first press was cut off
        return go_on(_skip_columns(visit, known) if begun else known)
    batch = begin_import(visit.actor, filename, content)
    return go_on(_skip_columns(visit, batch))


def _skip_columns(visit: Visit, batch: ImportBatch) -> ImportBatch:
    """An office whose file is wholly understood, and of its own place, has nothing to confirm."""
    one = batch.kind == BatchKind.BOARDS or batch.place.level >= Level.REGENCY
    own = visit.actor.path == batch.place_path and one
    found = layout(batch) if own else None
    if found is None or not found.clear:
        return batch
    try:
        batch = confirm_columns(visit.actor, batch.pk, batch.place_id, found.headers)
    except NotVisible:
        return batch
    messages.success(visit.request, _("Semua kolom dikenali. Periksa isinya di bawah ini."))
    return batch
