"""Boards of all places of a level, as a list that can be narrowed, sent on and taken as a workbook."""

from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import NamedTuple

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.documents.records import BoardRow
from pendopo.documents.tables import board_list_xlsx
from pendopo.legality.board_phrases import board_verdict
from pendopo.legality.commands import note_export
from pendopo.legality.enums import STOPPED, BoardGroup, FormationStep
from pendopo.legality.queries.boards import BoardLine, units_on
from pendopo.roster.board_queries import unit_of
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.web.door import Visit, page
from pendopo.web.files import download, notes_of
from pendopo.web.paging import kept_query, page_of
from pendopo.web.pengurus.todo import todo_of
from pendopo.web.standing import look_of
from pendopo.wilayah.enums import Level

_WORDS = {
    Level.COUNTRY: gettext_lazy("IPSM nasional"),
    Level.PROVINCE: gettext_lazy("provinsi"),
    Level.REGENCY: gettext_lazy("kabupaten/kota"),
    Level.DISTRICT: gettext_lazy("kecamatan"),
    Level.VILLAGE: gettext_lazy("desa/kelurahan"),
}
_TABS = {
    Level.COUNTRY: (Level.PROVINCE, Level.REGENCY),
    Level.PROVINCE: (Level.REGENCY, Level.DISTRICT),
    Level.REGENCY: (Level.DISTRICT, Level.VILLAGE),
    Level.DISTRICT: (Level.VILLAGE,),
    Level.VILLAGE: (Level.VILLAGE,),
}
_KEYS = {
    "provinsi": Level.PROVINCE,
    "kabkota": Level.REGENCY,
    "kecamatan": Level.DISTRICT,
    "desa": Level.VILLAGE,
}


class State(NamedTuple):
    """One way a board can stand, for the filter and the opening sentence."""

    label: object
    holds: Callable[[BoardLine], bool]


STATES: dict[str, State] = {
    "sah": State(gettext_lazy("Sah"), lambda b: _group(b) is BoardGroup.LEGAL),
    "segera": State(gettext_lazy("Sah, segera berakhir"), lambda b: b.legal and b.soon),
    "habis": State(gettext_lazy("Masa bakti habis"), lambda b: b.standing == "habis"),
    "gugur": State(gettext_lazy("SK gugur"), lambda b: b.standing == "gugur" and b.step not in STOPPED),
    "tidak_sah": State(gettext_lazy("Tidak lagi sah"), lambda b: _group(b) is BoardGroup.LOST),
    "belum_dapat_dinilai": State(
        gettext_lazy("Belum dapat dinilai"), lambda b: b.standing == "belum_dapat_dinilai"
    ),
    "dibentuk": State(gettext_lazy("Sedang dibentuk"), lambda b: _group(b) is BoardGroup.COMING),
    "belum": State(gettext_lazy("Belum terbentuk"), lambda b: _group(b) is BoardGroup.NONE),
    "berhenti": State(gettext_lazy("Dibekukan atau dibubarkan"), lambda b: b.step in STOPPED),
    "tidak_aktif": State(gettext_lazy("Sah, tetapi tidak aktif"), lambda b: b.legal and not b.active),
    "akses": State(gettext_lazy("Boleh mengakses program"), lambda b: b.access),
    "tanpa_akses": State(gettext_lazy("Belum boleh mengakses program"), lambda b: not b.access),
}


def _group(board: BoardLine) -> BoardGroup:
    return BoardGroup.of(board.standing, board.step)


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Nama wilayah"), required=False, max_length=80)
    keadaan = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        choices=[("", gettext_lazy("Semua")), *((key, state.label) for key, state in STATES.items())],
        required=False,
    )


@page(Permission.UNIT_VIEW)
def list_page(visit: Visit) -> HttpResponse:
    level = _level(visit)
    form = FilterForm(visit.request.GET)
    everything = units_on(visit.actor, visit.place, level, visit.on)
    lines = _narrowed(form, everything)
    counts = _counts(everything)
    sentence = _sentence(visit, level, everything)
    kept = kept_query(visit.request)
    own = unit_of(visit.actor, visit.place) if visit.place.level != level else None
    return visit.show(
        "pengurus/daftar.html",
        form=form,
        level=level,
        word=str(_WORDS[level]),
        tabs=_tabs(visit, level),
        tab=next(key for key, value in _KEYS.items() if value == level),
        sentence=sentence,
        summary=[{"key": k, "label": s.label, "count": counts[k]} for k, s in STATES.items()],
        page=page_of(visit.request, lines),
        single=level == visit.place.level,
        narrowed=bool(form.is_valid() and any(form.cleaned_data.values())),
        query=kept,
        own=own,
        begin=_begin(visit) if own is None and visit.place.level != level else "",
        todo=todo_of(visit, everything),
        share=f"{sentence}\n{visit.request.build_absolute_uri(reverse('pengurus:daftar'))}?{visit.query}",
        excel=f"{reverse('pengurus:excel')}?{kept or visit.query}"
        if visit.actor.may(Permission.EXPORT_RUN)
        else "",
        may_write=visit.actor.may(Permission.UNIT_WRITE),
        frame_query=visit.query,
    )


@page(Permission.EXPORT_RUN)
def excel_page(visit: Visit) -> HttpResponse:
    level, form = _level(visit), FilterForm(visit.request.GET)
    lines = _narrowed(form, units_on(visit.actor, visit.place, level, visit.on))
    filters = [(str(form.fields[k].label), v) for k, v in form.cleaned_data.items() if v]
    out = BytesIO()
    count = board_list_xlsx(map(_row, lines), notes=notes_of(visit, filters), out=out)
    note_export(visit.actor, "pengurus", visit.place.pk, visit.on, dict(form.cleaned_data), count)
    return download(out.getvalue(), f"pengurus-ipsm-{visit.place.code}-{visit.on.isoformat()}.xlsx")


def _row(line: BoardLine) -> BoardRow:
    return BoardRow(
        code=line.code,
        place=line.place,
        step=str(FormationStep(line.step).label),
        step_since=line.step_since,
        standing=_word(line),
        reason=line.sentence,
        active=line.active,
        idle=line.idle_sentence,
        access=line.access,
        chair=line.chair.name if line.chair else "",
        term=line.term,
        sk_number=line.sk_number,
        sk_date=line.signed_on,
        until=line.ends_on,
        checked=line.checked,
    )


def _word(line: BoardLine) -> str:
    if not line.standing:
        return _("Belum terbentuk")
    if line.step in STOPPED:
        return line.step_word
    return str(look_of("segera" if line.legal and line.soon else line.standing).word)


def _level(visit: Visit) -> Level:
    allowed = _TABS[Level(visit.place.level)]
    asked = _KEYS.get(visit.request.GET.get("tingkat", ""))
    return asked if asked in allowed else allowed[0]


def _tabs(visit: Visit, level: Level) -> list[tuple[str, str, bool]]:
    named = [(key, value) for key, value in _KEYS.items() if value in _TABS[Level(visit.place.level)]]
    return [
        (f"?{visit.query}&tingkat={key}", str(_WORDS[value]).capitalize(), value == level)
        for key, value in named
    ]


def _narrowed(form: FilterForm, lines: list[BoardLine]) -> list[BoardLine]:
    form.is_valid()
    state = STATES.get(form.cleaned_data.get("keadaan", ""))
    text = form.cleaned_data.get("q", "").strip().casefold()
    return [
        line
        for line in lines
        if (state is None or state.holds(line)) and (not text or text in line.place.casefold())
    ]


def _counts(lines: Iterable[BoardLine]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found.update(key for key, state in STATES.items() if state.holds(line))
    return found


def _sentence(visit: Visit, level: Level, lines: list[BoardLine]) -> str:
    """What a chair reads aloud: how many are legal, how many on the way, how many have none."""
    n = _counts(lines)
    words = {
        "sah": format_number(n["sah"]), "all": format_number(len(lines)), "word": str(_WORDS[level]),
        "place": visit.place.full_name, "day": format_date(visit.on), "akses": format_number(n["akses"]),
    }  # fmt: skip
    if level == visit.place.level:
        return _own_sentence(lines[0] if lines else None, words)
    opening = (
        _("%(sah)s dari %(all)s %(word)s di %(place)s punya pengurus IPSM yang sah per %(day)s.") % words
    )
    rest = [
        (n["dibentuk"], _("%s sedang dibentuk")),
        (n["tidak_sah"], _("%s tidak sah lagi")),
        (n["belum"], _("%s belum terbentuk")),
    ]
    told = ", ".join(text % format_number(count) for count, text in rest if count)
    access = _("%(akses)s boleh mengakses program.") % words
    return " ".join(filter(None, [opening, f"{told[0].upper()}{told[1:]}." if told else "", access]))


def _own_sentence(line: BoardLine | None, words: dict[str, str]) -> str:
    """Of the one board of a place that has no boards below it."""
    if line is None or not line.standing:
        return _("IPSM %(place)s belum terbentuk per %(day)s.") % words
    told = board_verdict(line.standing, _("IPSM %(place)s") % words, line.reasons)
    return _("%(told)s per %(day)s.") % {"told": told, "day": words["day"]}


def _begin(visit: Visit) -> str:
    if not visit.actor.may(Permission.UNIT_WRITE):
        return ""
    return f"{reverse('pengurus:mulai')}?{visit.query}"
