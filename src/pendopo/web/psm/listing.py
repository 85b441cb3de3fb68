"""The list of PSM, its filters in the address, and the same list as a workbook."""

from io import BytesIO
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.documents.records import Notes
from pendopo.documents.tables import psm_list_xlsx
from pendopo.insights.queries import people_in_service
from pendopo.legality.commands import note_export
from pendopo.legality.phrases import phrase
from pendopo.legality.queries import PsmFilters, PsmPage, psm_export, psm_list, psm_total
from pendopo.processes.exports.rows import psm_rows
from pendopo.processes.exports.shelf import Wish
from pendopo.roster.enums import Sex
from pendopo.roster.pillar_queries import ANY, known_pillars
from pendopo.rules.registry import RULES, RuleKind
from pendopo.shared.clock import WIB
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.web.door import Visit, page
from pendopo.web.files import download
from pendopo.web.psm.download import ask

IN_THE_BACKGROUND = 5_000
"""More rows than these are written by the worker, beside which pages are served as ever."""
_ALL = ("", gettext_lazy("Semua"))
_STANDINGS = (
    _ALL,
    ("sah", gettext_lazy("Sah")),
    ("segera", gettext_lazy("Sah, segera berakhir")),
    ("tidak_sah", gettext_lazy("Tidak sah (semua sebab)")),
    ("habis", gettext_lazy("Habis")),
    ("gugur", gettext_lazy("Gugur")),
    ("belum_ber_sk", gettext_lazy("Belum ber-SK")),
    ("belum_dapat_dinilai", gettext_lazy("Belum dapat dinilai")),
)
_AGES = (
    _ALL,
    ("di_bawah_35", gettext_lazy("di bawah 35")),
    ("35_49", gettext_lazy("35–49")),
    ("50_59", gettext_lazy("50–59")),
    ("60_ke_atas", gettext_lazy("60 ke atas")),
    ("kosong", gettext_lazy("tanggal lahir belum ada")),
)
_REASONS = (_ALL, *((r.id, r.id) for r in RULES.values() if r.kind != RuleKind.FRAME))
_NAMES = {
    "q": "text", "keadaan": "standing", "periksa": "checked", "usia": "age", "jk": "sex", "sebab": "reason",
    "bimtek": "trained", "pilar": "pillar", "semua": "with_former",
}  # fmt: skip


def _pillars() -> list[tuple[str, object]]:
    return [_ALL, (ANY, gettext_lazy("juga di pilar lain")), *((k.code, k.short) for k in known_pillars())]


class FilterForm(forms.Form):
    """Words of the address; what it does not know is left out, never an error."""

    q = forms.CharField(label=gettext_lazy("Nama atau NIK"), required=False, max_length=120)
    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan SK"), choices=_STANDINGS, required=False)
    periksa = forms.ChoiceField(
        label=gettext_lazy("Pemeriksaan Dinsos"),
        choices=(
            _ALL,
            ("sudah", gettext_lazy("sudah diperiksa")),
            ("belum", gettext_lazy("belum diperiksa")),
        ),
        required=False,
    )
    usia = forms.ChoiceField(label=gettext_lazy("Umur"), choices=_AGES, required=False)
    jk = forms.ChoiceField(label=gettext_lazy("Jenis kelamin"), choices=(_ALL, *Sex.choices), required=False)
    bimtek = forms.ChoiceField(
        label=gettext_lazy("Bimtek dasar"),
        choices=(
            _ALL,
            ("sudah", gettext_lazy("sudah")),
            ("belum", gettext_lazy("belum")),
            ("belum_dicatat", gettext_lazy("belum dicatat")),
        ),
        required=False,
    )
    pilar = forms.ChoiceField(label=gettext_lazy("Pilar lain"), required=False)
    sebab = forms.ChoiceField(choices=_REASONS, required=False, widget=forms.HiddenInput)
    semua = forms.BooleanField(label=gettext_lazy("Semua, juga yang sudah berhenti"), required=False)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        # Once for what is understood and for what is shown.
        self.fields["pilar"].choices = _pillars()  # type: ignore[attr-defined]  # a field of choices

    def filters(self) -> PsmFilters:
        self.is_valid()
        return PsmFilters(**{_NAMES[name]: value for name, value in self.cleaned_data.items()})

    def in_address(self) -> dict[str, str]:
        """What is set and understood, as the address has it."""
        self.is_valid()
        return {name: "ya" if value is True else value for name, value in self.cleaned_data.items() if value}


@page(Permission.PERSON_VIEW)
def psm_page(visit: Visit) -> HttpResponse:
    form = FilterForm(visit.request.GET)
    found = psm_list(visit.actor, visit.place, visit.on, form.filters(), _page_number(visit.request.GET))
    kept = form.in_address()
    query = "&".join(filter(None, [visit.query, urlencode(kept)]))
    sentence = _sentence(visit, found, bool(kept))
    return visit.show(
        "psm/daftar.html",
        form=form,
        found=found,
        narrowed=bool(kept),
        more=any(name in kept for name in ("usia", "jk", "bimtek", "pilar", "periksa", "semua")),
        query=query,
        frame_query=visit.query,
        sentence=sentence,
        legend=[(rule, phrase(rule)) for rule in sorted({line.rule for line in found.page.items})],
        excel=f"{reverse('psm:excel')}?{query}" if visit.actor.may(Permission.EXPORT_RUN) else "",
        share=_share(visit, sentence, query),
        may_write=visit.actor.may(Permission.PERSON_WRITE),
        bring=f"{reverse('impor:daftar')}?{visit.query}" if visit.actor.may(Permission.IMPORT_RUN) else "",
        wide=len(visit.place.path) < 25,
    )


@page(Permission.EXPORT_RUN)
def psm_excel(visit: Visit) -> HttpResponse:
    form = FilterForm(visit.request.GET)
    out = BytesIO()
    at = visit.actor.at.astimezone(WIB)
    notes = Notes(
        place=visit.place.full_name,
        as_of=visit.on,
        exported_by=visit.actor.name,
        exported_at=f"{format_date(at.date())}, {at:%H.%M} WIB",
        filters=[(str(form.fields[name].label or name), value) for name, value in form.in_address().items()],
    )
    filename = f"psm-{visit.place.code}-{visit.on.isoformat()}.xlsx"
    total = psm_total(visit.actor, visit.place, visit.on, form.filters())
    if total > IN_THE_BACKGROUND:
        told = form.in_address()
        return ask(visit, Wish(visit.actor, visit.place.pk, notes, form.filters(), told, filename, total))
    rows = psm_export(visit.actor, visit.place, visit.on, form.filters())
    count = psm_list_xlsx(psm_rows(rows, visit.on), notes=notes, out=out)
    note_export(visit.actor, "psm", visit.place.pk, visit.on, form.in_address(), count)
    return download(out.getvalue(), filename)


def _page_number(asked: QueryDict) -> int:
    text = asked.get("hal", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _count_words(visit: Visit, found: PsmPage, narrowed: bool) -> str:
    """The list stops counting early; how many serve in a whole place is known from its figures."""
    if not found.page.more:
        return format_number(found.page.total)
    if not narrowed and visit.actor.may(Permission.FIGURES_VIEW):
        return format_number(people_in_service(visit.actor, visit.place, visit.on))
    return _("Lebih dari %(n)s") % {"n": format_number(found.page.total)}


def _sentence(visit: Visit, found: PsmPage, narrowed: bool) -> str:
    number = _count_words(visit, found, narrowed)
    words = {"n": number, "place": visit.place.full_name, "day": format_date(visit.on)}
    if not found.page.total and not narrowed:
        return _("Belum ada PSM yang bertugas di %(place)s per %(day)s.") % words
    if not found.page.total:
        return _("Tidak ada PSM yang cocok di %(place)s per %(day)s.") % words
    if narrowed:
        return _("%(n)s PSM di %(place)s cocok dengan saringan, keadaan per %(day)s.") % words
    return _("%(n)s PSM bertugas di %(place)s per %(day)s.") % words


def _share(visit: Visit, sentence: str, query: str) -> str:
    """What is on the page; a name or a NIK that was searched for travels in no message."""
    address = visit.request.build_absolute_uri(reverse("psm:daftar"))
    if "q=" not in query:
        return f"{sentence}\n{address}?{query}"
    words = {"place": visit.place.full_name, "day": format_date(visit.on)}
    return f"{_('Daftar PSM %(place)s per %(day)s.') % words}\n{address}?{visit.query}"
