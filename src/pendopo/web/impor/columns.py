"""The second step: which regency, and what each column means."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.intake.fields import Field
from pendopo.processes.imports.board_phrases import BOARD_COLUMNS
from pendopo.processes.imports.board_reading import level_of_list
from pendopo.processes.imports.columns import Layout, layout
from pendopo.processes.imports.commands import confirm_columns, correct_kind
from pendopo.processes.imports.phrases import FIELDS
from pendopo.processes.imports.queries import one_import, whole_reach
from pendopo.processes.models import BatchKind, ImportBatch, ImportState
from pendopo.shared.refusals import Refusal
from pendopo.web.door import Visit, page
from pendopo.web.impor.forms import OfficeForm, PlaceForm
from pendopo.web.impor.views import STEPS, go_on
from pendopo.web.refusal_form import tell
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code


@page(Permission.IMPORT_RUN)
def columns(visit: Visit, batch_id: int) -> HttpResponseBase:
    batch = one_import(visit.actor, batch_id)
    if batch.state not in (ImportState.ASKING, ImportState.FAILED):
        return go_on(batch)
    if visit.request.method == "POST" and "jenis" in visit.request.POST:
        return _other_kind(visit, batch)
    found = layout(batch)
    form = _form(visit, batch, found)
    if visit.request.method == "POST":
        if form is None or form.is_valid():
            place = _place(form, visit) if isinstance(form, PlaceForm) else batch.place
            try:
                confirm_columns(
                    visit.actor, batch.pk, place.pk, found.corrected(_wanted(visit.request, found))
                )
                return go_on(one_import(visit.actor, batch.pk))
            except Refusal as refusal:
                form = form or forms.Form(data={})
                form.is_valid()
                tell(form, refusal)
        found = _as_chosen(found, visit.request)
    return visit.show(
        "impor/kolom.html", 422 if visit.request.method == "POST" else 200,
        batch=batch, form=form, layout=found, steps=STEPS, fields=_choices(batch), groups=_groups(found),
    )  # fmt: skip


def _other_kind(visit: Visit, batch: ImportBatch) -> HttpResponseBase:
    """The file was recognised as the wrong kind of list."""
    other = BatchKind.ROSTER if batch.kind == BatchKind.BOARDS else BatchKind.BOARDS
    try:
        correct_kind(visit.actor, batch.pk, other)
    except Refusal as refusal:
        messages.warning(visit.request, refusal.sentence)
    return redirect("impor:kolom", batch.pk)


def _form(visit: Visit, batch: ImportBatch, found: Layout) -> forms.Form | None:
    """Asked only where the actor's office has more than one regency, or a list may be of several offices below."""
    if batch.kind == BatchKind.BOARDS:
        return _office_form(visit, batch, found)
    if len(visit.actor.path) >= Level.REGENCY.path_length:
        return None
    above = visit.frame.place_path
    within = by_code(visit.place.code) if above else visit.place
    initial = {"place": batch.place} if batch.place.level >= Level.REGENCY else {}
    return PlaceForm(visit.request.POST or None, within=within or visit.place, initial=initial)


def _office_form(visit: Visit, batch: ImportBatch, found: Layout) -> forms.Form | None:
    """Whose list of boards it is: the actor's own, or of one of the offices below it."""
    own = whole_reach(visit.actor)
    level = level_of_list(dict(found.headers))
    if level is None or own.level >= level - 1:
        return None
    initial = {"place": batch.place} if batch.place.level == level - 1 else {}
    return OfficeForm(visit.request.POST or None, within=own, level=Level(level - 1), initial=initial)


def _place(form: PlaceForm, visit: Visit) -> Wilayah:
    """The regency that was chosen; a province's office that chose none means the whole of it."""
    chosen: Wilayah | None = form.cleaned_data["place"]
    return chosen or whole_reach(visit.actor)


def _choices(batch: ImportBatch) -> list[tuple[str, str]]:
    fields = BOARD_COLUMNS if batch.kind == BatchKind.BOARDS else FIELDS
    return [("", _("belum dikenali: pilih…")), *((f.value, str(words)) for f, words in fields.items())]


def _wanted(request: HttpRequest, found: Layout) -> dict[tuple[int, int], Field | None]:
    chosen: dict[tuple[int, int], Field | None] = {}
    for group in found.groups:
        for column in group.columns:
            text = request.POST.get(f"kolom-{group.number}-{column.index}")
            if text is not None:
                chosen[group.number, column.index] = Field(text) if text in set(Field) else None
    return chosen


def _as_chosen(found: Layout, request: HttpRequest) -> Layout:
    """After a refusal the page shows what was chosen, not what was found."""
    headers = found.corrected(_wanted(request, found))
    groups = tuple(
        type(g)(g.number, g.sheets, headers[g.sheets[0]].columns, g.rows, g.total) for g in found.groups
    )
    return Layout(groups, found.headers, found.left)


def _groups(found: Layout) -> list[dict[str, object]]:
    """Groups with the name of each column's select; empty columns without a title are not shown."""
    shown = []
    for group in found.groups:
        columns = [(i, c) for i, c in enumerate(group.columns) if c.title or c.field]
        rows = [[row[i] for i, _column in columns] for row in group.rows]
        heads = [(f"kolom-{group.number}-{c.index}", c) for _i, c in columns]
        shown.append({"group": group, "heads": heads, "rows": rows})
    return shown
