from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.roster.board_drafts import (
    ElectionDraft,
    HolderDraft,
    ItemDraft,
    LeaveDraft,
    ReceiptDraft,
    SeatDraft,
    StartDraft,
    StepDraft,
    StopDraft,
    WorkDraft,
)
from pendopo.roster.enums import HandoverKind, HolderEnd, SeatKind, StopKind, WorkKind
from pendopo.roster.models import Seat
from pendopo.shared.dates import Outcome, Parsed
from pendopo.web.fields import DateField
from pendopo.web.people_field import PersonField
from pendopo.web.sk.forms import SkForm, scan_draft

_PAPER = _("Nomor surat atau berita acara")
_CORE = (SeatKind.KETUA, SeatKind.SEKRETARIS, SeatKind.BENDAHARA)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))


class BareReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))


class YearsForm(forms.Form):
    first_year = forms.IntegerField(
        label=_("Masa bakti sejak tahun"),
        required=False,
        widget=forms.NumberInput({"class": "short"}),
        help_text=_("Hanya nama kepengurusannya; yang dinilai tetap tanggal di SK."),
    )
    last_year = forms.IntegerField(
        label=_("Sampai tahun"), required=False, widget=forms.NumberInput({"class": "short"})
    )


class StartForm(YearsForm, VersionForm):
    on = DateField(label=_("Persiapan dimulai"), help_text=_("Misalnya tanggal rapat pembentukan panitia."))
    paper = forms.CharField(label=_PAPER, max_length=120, required=False)
    by_whom = forms.CharField(
        label=_("Oleh siapa"), max_length=150, required=False, help_text=_("Misalnya: panitia musda.")
    )
    note = forms.CharField(label=_("Catatan"), max_length=250, required=False)
    field_order = ("on", "by_whom", "paper", "first_year", "last_year", "note", "version")

    def draft(self) -> StartDraft:
        return StartDraft(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class TermForm(YearsForm, VersionForm):
    note = forms.CharField(label=_("Catatan"), max_length=250, required=False)
    field_order = ("first_year", "last_year", "note", "version")


class StepForm(VersionForm):
    on = DateField(label=_("Tanggal"))
    paper = forms.CharField(label=_PAPER, max_length=120, required=False)
    by_whom = forms.CharField(label=_("Oleh siapa"), max_length=150, required=False)
    note = forms.CharField(label=_("Catatan"), max_length=250, required=False)

    def draft(self) -> StepDraft:
        return StepDraft(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class MusdaForm(StepForm):
    planned_on = DateField(label=_("Musda diadakan"), help_text=_("Boleh tanggal yang akan datang."))
    field_order = ("planned_on", "on", "by_whom", "paper", "note", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Jadwal diputuskan")


class InstallForm(StepForm):
    field_order = ("on", "by_whom", "paper", "note", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Tanggal pengukuhan")
        self.fields["by_whom"].label = _("Dikukuhkan oleh")
        self.fields["by_whom"].required = True


class ElectionForm(StepForm):
    """Day of the musda, and a field for each seat."""

    field_order = ("on", "by_whom", "paper", "note", "version")

    def __init__(self, seats: list[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        self.fields["on"].label = _("Tanggal pemilihan")
        self.fields["by_whom"].label = _("Pimpinan sidang")
        for seat in seats:
            wanted = seat.required and seat.kind in _CORE
            self.fields[f"seat_{seat.pk}"] = PersonField(label=seat.name, required=wanted)

    @property
    def core(self) -> list[Any]:
        return [self[f"seat_{s.pk}"] for s in self.seats if s.required and s.kind in _CORE]

    @property
    def rest(self) -> list[Any]:
        return [self[f"seat_{s.pk}"] for s in self.seats if not (s.required and s.kind in _CORE)]

    def election(self) -> ElectionDraft:
        data = self.cleaned_data
        step = StepDraft(on=data["on"], paper=data["paper"], by_whom=data["by_whom"], note=data["note"])
        chosen = {s.pk: data[f"seat_{s.pk}"] for s in self.seats}
        return ElectionDraft(step, {pk: who for pk, who in chosen.items() if who})


class BoardSkForm(SkForm):
    """As the SK of PSM, without names: who sits where is written in the seats."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    """What was doubted and is meant so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revokes_former"]
        choices = [(i.value, i.label) for i in Issuer]
        self.fields["issuer"].choices = [*choices, ("", _("Belum diketahui"))]  # type: ignore[attr-defined]
        self.fields["office"].help_text = _("Kosong berarti kantor di wilayah IPSM ini atau di atasnya.")

    def board_draft(self) -> BoardSkDraft:
        data = self.cleaned_data
        signed: Parsed | None = data["signed_on"]
        known = signed is not None and signed.outcome == Outcome.DATE
        issuer = Issuer(data["issuer"]) if data["issuer"] else None
        return BoardSkDraft(
            number=data["number"],
            issuer=issuer,
            office_id=data["office"].pk if issuer and data["office"] else None,
            signed_on=signed.value if signed is not None and known else None,
            signed_year=signed.year if signed is not None and not known else None,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            end_kind=EndKind(data["end_kind"]),
            signer_name=data["signer_name"],
            scan=scan_draft(data["scan"]) if data.get("scan") else None,
        )


class HolderForm(VersionForm):
    who = PersonField(
        label=_("Siapa"),
        help_text=_("Ketik namanya, lalu pilih. Pembina dan pengarah boleh nama jabatan: Bupati Malang."),
    )
    contact = forms.CharField(
        label=_("Nomor HP"),
        max_length=20,
        required=False,
        help_text=_("Hanya untuk nama yang belum ada di data PSM."),
    )
    starts_on = DateField(label=_("Sejak"))
    until = DateField(label=_("Hari terakhir"), required=False, help_text=_("Kosong berarti masih duduk."))
    acting = forms.BooleanField(label=_("Pelaksana tugas, belum tetap"), required=False)
    paper = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)

    def draft(self) -> HolderDraft:
        data = self.cleaned_data
        who = data["who"]
        if who.person_id is None and data["contact"]:
            who = type(who)(name=who.name, contact=data["contact"])
        return HolderDraft(who, data["starts_on"], data["acting"], data["paper"], data["until"])


class LeaveForm(VersionForm):
    last_day = DateField(label=_("Hari terakhir di kursi ini"))
    reason = forms.ChoiceField(
        label=_("Sebab"),
        choices=[c for c in HolderEnd.choices if c[0] not in (HolderEnd.DIED, HolderEnd.REPLACED)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Keterangan"), max_length=250, required=False)

    def draft(self) -> LeaveDraft:
        data = self.cleaned_data
        return LeaveDraft(data["last_day"], HolderEnd(data["reason"]), data["note"])


class SeatForm(VersionForm):
    name = forms.CharField(label=_("Nama jabatan"), max_length=120)
    kind = forms.ChoiceField(label=_("Jenis"), choices=SeatKind.choices)
    order = forms.IntegerField(
        label=_("Urutan"), min_value=0, max_value=999, widget=forms.NumberInput({"class": "short"})
    )
    required = forms.BooleanField(label=_("Harus terisi agar pengurus dihitung aktif"), required=False)

    def draft(self) -> SeatDraft:
        data = self.cleaned_data
        return SeatDraft(SeatKind(data["kind"]), data["name"], data["order"], data["required"])


class StopForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("Keputusan"),
        choices=((StopKind.BEKU, _("Dibekukan")), (StopKind.BUBAR, _("Dibubarkan"))),
        widget=forms.RadioSelect,
    )
    since = DateField(label=_("Sejak"))
    paper = forms.CharField(label=_("Nomor surat keputusan"), max_length=120, required=False)
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))

    def draft(self) -> StopDraft:
        data = self.cleaned_data
        return StopDraft(StopKind(data["kind"]), data["since"], data["reason"], data["paper"])


class LiftForm(VersionForm):
    last_day = DateField(label=_("Hari terakhir keputusan itu berlaku"))
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))


class WorkForm(forms.Form):
    kind = forms.ChoiceField(label=_("Apa"), choices=WorkKind.choices, widget=forms.RadioSelect)
    on = DateField(label=_("Tanggal"))
    title = forms.CharField(label=_("Tentang"), max_length=150)
    note = forms.CharField(label=_("Keterangan"), max_length=250, required=False)

    def draft(self) -> WorkDraft:
        data = self.cleaned_data
        return WorkDraft(WorkKind(data["kind"]), data["on"], data["title"], data["note"])


class ItemForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis"), choices=HandoverKind.choices)
    name = forms.CharField(label=_("Yang diserahkan"), max_length=150)
    note = forms.CharField(label=_("Keterangan"), max_length=250, required=False)

    def draft(self) -> ItemDraft:
        data = self.cleaned_data
        return ItemDraft(HandoverKind(data["kind"]), data["name"], data["note"])


class ReceiptForm(forms.Form):
    items = forms.MultipleChoiceField(label=_("Yang diterima"), widget=forms.CheckboxSelectMultiple)
    handed_on = DateField(label=_("Diserahkan tanggal"))
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=150)
    note = forms.CharField(label=_("Keterangan"), max_length=250, required=False)

    def draft(self) -> ReceiptDraft:
        data = self.cleaned_data
        return ReceiptDraft(data["handed_on"], data["received_by"], data["note"])
