"""The third step of a board list: what will be saved, what is asked, and answers in place."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.intake.asking import LEAVE
from pendopo.processes.imports.board_overlaps import LIKE
from pendopo.processes.imports.board_phrases import TERM_ENDS
from pendopo.processes.imports.board_preview import previews
from pendopo.processes.imports.board_queries import BoardReview, review_boards
from pendopo.processes.imports.board_saving import answer_boards
from pendopo.processes.imports.phrases import SKIPPED
from pendopo.processes.imports.queries import one_import
from pendopo.processes.models import BatchKind, ImportBatch, ImportState, RowState
from pendopo.shared.dates import format_date, parse_date
from pendopo.shared.numbers import format_number
from pendopo.shared.refusals import Conflict
from pendopo.web.door import Visit, page
from pendopo.web.fields import DateField, Picked, RegionField
from pendopo.web.impor.forms import date_answer
from pendopo.web.impor.views import STEPS, go_on
from pendopo.web.methods import posted
from pendopo.wilayah.enums import Level

PER_PAGE = 50
TABS = {
    "perlu": gettext_lazy("Perlu jawaban"),
    "ketua": gettext_lazy("Ketua yang mungkin dikenal"),
    "siap": gettext_lazy("Siap"),
    "tercatat": gettext_lazy("Sudah tercatat"),
    "belum": gettext_lazy("Belum terbentuk"),
    "tidak": gettext_lazy("Tidak dapat disimpan"),
    "lewat": gettext_lazy("Baris yang dilewati"),
}
LEVEL_WORDS = {Level.REGENCY: "kabupaten", Level.DISTRICT: "kecamatan", Level.VILLAGE: "desa"}


class BoardSheetsForm(forms.Form):
    """The questions of the whole list."""

    as_of = DateField(
        label=gettext_lazy("Daftar ini menurut keadaan per tanggal berapa?"),
        help_text=gettext_lazy("IPSM yang sedang dibentuk dicatat “persiapan” sejak tanggal ini."),
    )
    term_end = forms.ChoiceField(
        label=gettext_lazy("Masa bakti hanya tertulis tahunnya. Pada hari apa berakhir?"),
        choices=[("", gettext_lazy("Pilih…")), *TERM_ENDS],
        required=False,
        help_text=gettext_lazy("Tanpa jawaban, akhir masa bakti dicatat belum diketahui dan belum dinilai."),
    )

    def __init__(self, *args: Any, terms: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not terms:
            del self.fields["term_end"]


@page(Permission.IMPORT_RUN)
def boards_page(visit: Visit, batch_id: int) -> HttpResponseBase:
    batch = _batch(visit, batch_id)
    if batch.state not in (ImportState.ASKING, ImportState.FAILED) or not batch.confirmed:
        return go_on(batch)
    return _show(visit, batch)


@page(Permission.IMPORT_RUN)
@posted
def answer_list(visit: Visit, batch_id: int) -> HttpResponseBase:
    """The questions of the whole list, answered once."""
    batch = _readable(visit, batch_id)
    form = sheets_form(review_boards(visit.actor, batch), visit.request.POST)
    if not form.is_valid():
        return _show(visit, batch, sheets=form, status=422)
    given = {"as_of:*": form.cleaned_data["as_of"].isoformat()}
    if "term_end" in form.fields:
        given["term_end:*"] = form.cleaned_data["term_end"]
    answer_boards(visit.actor, batch.pk, given)
    messages.success(visit.request, _("Terima kasih, jawaban itu dicatat."))
    return redirect("impor:pengurus", batch.pk)


@page(Permission.IMPORT_RUN)
@posted
def answer_board(visit: Visit, batch_id: int) -> HttpResponseBase:
    """One answer in place; like rows are served with it. Answers with the changed part of the page."""
    batch = _readable(visit, batch_id)
    asked, trouble = visit.request.POST, ""
    key = asked.get("pertanyaan", "")[:300]
    try:
        batch = answer_boards(visit.actor, batch.pk, _answers(visit, batch, key, asked))
        if any(q.key == key for q in review_boards(visit.actor, batch).reading.open_questions):
            trouble = (
                "" if asked.get("kembali") else _("Jawaban itu belum dapat dipakai. Periksa lagi isinya.")
            )
    except ValidationError as wrong:
        trouble = " ".join(wrong.messages)
    if not visit.request.headers.get("HX-Request"):
        if trouble:
            messages.warning(visit.request, trouble)
        return redirect(f"{visit.request.path.removesuffix('/jawab')}?{_tab_query(asked)}")
    return _show(visit, batch, trouble=trouble, template="impor/isian_pengurus.html")


def sheets_form(shown: BoardReview, data: QueryDict | None = None) -> BoardSheetsForm:
    """Filled with what was answered, else with what the list itself offers."""
    as_of, term = shown.question("as_of"), shown.question("term_end")
    offered = (as_of.answer or as_of.params.get("offered") or "") if as_of else ""
    initial = {"as_of": parse_date(offered).value, "term_end": (term.answer or "") if term else ""}
    return BoardSheetsForm(data, initial=initial, terms=term is not None)


def _answers(visit: Visit, batch: ImportBatch, key: str, asked: QueryDict) -> dict[str, str]:
    """The answer to one question, or to that of all rows which overlap a recorded board in one way."""
    chosen = _answer(visit, batch, key, asked)
    if not key.startswith(LIKE):
        return {key: chosen}
    alike = review_boards(visit.actor, batch).waiting_like(key.removeprefix(LIKE))
    return {plan.ask_overlap: chosen for plan in alike}


def _answer(visit: Visit, batch: ImportBatch, key: str, asked: QueryDict) -> str:
    kind = key.partition(":")[0]
    chosen = (asked.get("jawaban") or asked.get("tulis", "")).strip()
    if asked.get("kembali"):
        return ""
    if kind.startswith("bplace") and chosen != LEAVE and not (chosen.isascii() and chosen.isdigit()):
        return _place_answer(visit, batch, asked)
    if not chosen:
        raise ValidationError(_("Tulis atau pilih jawabannya dahulu."))
    return date_answer(chosen, born=False) if kind == "bdate" and chosen != LEAVE else chosen


def _place_answer(visit: Visit, batch: ImportBatch, asked: QueryDict) -> str:
    level = review_boards(visit.actor, batch).level
    field = RegionField(level=level)
    field.limit(batch.place)
    number = asked.get("nomor", "")[:6]
    code, text = asked.get(f"wilayah{number}", "")[:13], asked.get(f"wilayah{number}_teks", "")[:120]
    place = field.clean(Picked(code, text))
    if place is None:
        raise ValidationError(_("Pilih wilayahnya dari daftar."))
    return str(place.pk)


def _batch(visit: Visit, batch_id: int) -> ImportBatch:
    batch = one_import(visit.actor, batch_id)
    if batch.kind != BatchKind.BOARDS:
        raise Conflict(_("Berkas ini bukan daftar pengurus IPSM."))
    return batch


def _readable(visit: Visit, batch_id: int) -> ImportBatch:
    batch = _batch(visit, batch_id)
    if not batch.confirmed:
        raise Conflict(_("Periksa kolomnya dahulu."))
    return batch


def _tab_query(asked: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    kept.update({k: asked.get(k, "")[:20] for k in ("tab", "hal") if k in asked})
    return kept.urlencode()


def _show(
    visit: Visit, batch: ImportBatch, *, trouble: str = "", template: str = "impor/periksa_pengurus.html",
    status: int = 200, sheets: BoardSheetsForm | None = None,
) -> HttpResponse:  # fmt: skip
    shown = review_boards(visit.actor, batch)
    asked = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    found = _found(shown)
    counts = {name: len(rows()) for name, rows in found.items()}
    tab = asked.get("tab", "")
    if tab not in TABS or (not counts[tab] and tab not in ("perlu", "siap")):
        tab = next((name for name in ("perlu", "siap", "tercatat") if counts[name]), "perlu")
    rows = Paginator(found[tab](), PER_PAGE).get_page(asked.get("hal", ""))
    return visit.show(
        template, status, batch=batch, review=shown, steps=STEPS, tab=tab, tabs=_tabs(counts, tab), counts=counts,
        page_rows=rows, lines=[] if tab == "lewat" else previews(shown, list(rows.object_list)),
        skipped=[(s, SKIPPED[s.reason]) for s in rows.object_list] if tab == "lewat" else [],
        kinds=shown.kinds.most_common(), trouble=trouble, sheets=sheets or sheets_form(shown),
        sheets_words=_summary(shown), level=LEVEL_WORDS.get(shown.level or Level.REGENCY, "kabupaten"),
        changed=shown.states[RowState.CHANGED.value], waiting=shown.states[RowState.WAITS.value],
    )  # fmt: skip


def _found(shown: BoardReview) -> dict[str, Callable[[], list[Any]]]:
    return {
        "perlu": shown.to_answer,
        "ketua": shown.chairs,
        "siap": lambda: shown.of_state(RowState.NEW, RowState.CHANGED),
        "tercatat": lambda: shown.of_state(RowState.KNOWN),
        "belum": lambda: shown.of_state(RowState.NONE_YET),
        "tidak": lambda: shown.of_state(RowState.REFUSED),
        "lewat": lambda: list(shown.reading.skipped),
    }


def _tabs(counts: dict[str, int], current: str) -> list[tuple[str, str, bool]]:
    return [
        (f"?tab={name}", f"{words} ({format_number(counts[name])})", name == current)
        for name, words in TABS.items()
        if counts[name] or name in ("perlu", "siap")
    ]


def _summary(shown: BoardReview) -> str:
    """ "31 Desember 2025 · 31 Desember tahun terakhir" """
    sheet = next((s for s in shown.reading.sheets if s.rows), None)
    if sheet is None or sheet.as_of is None:
        return ""
    how = dict(TERM_ENDS).get(sheet.term_end.value, "") if sheet.term_end else ""
    return " · ".join(filter(None, [format_date(sheet.as_of), str(how)]))
