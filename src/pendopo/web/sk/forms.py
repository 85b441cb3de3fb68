from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pendopo.legality.drafts import RevocationDraft, ScanDraft, SkDraft
from pendopo.legality.enums import PSM_ISSUERS, EndKind, Issuer
from pendopo.legality.models import Sk
from pendopo.shared.dates import Outcome, Parsed
from pendopo.web.fields import DateField, DateOrYearField, RegionField

_ENDS = (
    (EndKind.TANGGAL.value, _("Sampai tanggal")),
    (EndKind.TANPA_BATAS.value, _("Tanpa batas waktu / seterusnya")),
    (EndKind.KOSONG.value, _("Tidak tertulis di SK")),
)
_SEEN = (
    ("SK asli", _("SK asli")),
    ("Salinan yang dilegalisir", _("Salinan yang dilegalisir")),
    ("Pindaian atau foto SK", _("Pindaian atau foto SK")),
)


class SkForm(forms.Form):
    number = forms.CharField(label=_("Nomor SK"), max_length=120, help_text=_("Persis seperti di kertasnya."))
    signed_on = DateOrYearField(
        label=_("Tanggal penetapan"), help_text=_("Bila hanya tahunnya yang diketahui, tulis tahunnya saja.")
    )
    issuer = forms.ChoiceField(
        label=_("Ditandatangani oleh"),
        choices=[*((i.value, i.label) for i in PSM_ISSUERS), ("", _("Belum diketahui"))],
        required=False,
    )
    office = RegionField(
        label=_("Wilayah penanda tangan"),
        required=False,
        help_text=_("Kosong berarti tempat tugas yang disebut."),
    )
    signer_name = forms.CharField(label=_("Nama penanda tangan"), max_length=120, required=False)
    starts_on = DateField(
        label=_("Berlaku sejak"), required=False, help_text=_("Kosong berarti sejak ditetapkan.")
    )
    end_kind = forms.ChoiceField(label=_("Berlaku sampai"), choices=_ENDS, widget=forms.RadioSelect)
    ends_on = DateField(
        label=_("Tanggal akhir"), required=False, help_text=_("Hari terakhir yang masih berlaku.")
    )
    revokes_former = forms.BooleanField(
        label=_("SK ini menyatakan mencabut SK sebelumnya"),
        required=False,
        help_text=_("Yang tidak disebut lagi di SK ini lalu tidak sah."),
    )
    scan = forms.FileField(label=_("Pindaian atau foto SK"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def draft(self, posting_ids: list[int]) -> SkDraft:
        data = self.cleaned_data
        signed: Parsed | None = data["signed_on"]
        known = signed is not None and signed.outcome == Outcome.DATE
        issuer = Issuer(data["issuer"]) if data["issuer"] else None
        return SkDraft(
            number=data["number"],
            issuer=issuer,
            office_id=data["office"].pk if issuer and data["office"] else None,
            signed_on=signed.value if signed is not None and known else None,
            signed_year=signed.year if signed is not None and not known else None,
            posting_ids=tuple(posting_ids),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            end_kind=EndKind(data["end_kind"]),
            signer_name=data["signer_name"],
            revokes_former=data["revokes_former"],
            scan=scan_draft(data["scan"]) if data.get("scan") else None,
        )


class SeenForm(forms.Form):
    seen = forms.ChoiceField(label=_("Apa yang dilihat?"), choices=_SEEN, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Catatan"), max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> str:
        return "; ".join(filter(None, [self.cleaned_data["seen"], self.cleaned_data["note"].strip()]))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class RevokeForm(forms.Form):
    revoked_on = DateField(
        label=_("Tidak berlaku mulai tanggal"), help_text=_("Hari pertama tanpa kekuatan.")
    )
    paper = forms.CharField(label=_("Nomor surat pencabutan"), max_length=120, required=False)
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def draft(self) -> RevocationDraft:
        data = self.cleaned_data
        return RevocationDraft(data["revoked_on"], data["reason"], data["paper"])


class ScanForm(forms.Form):
    scan = forms.FileField(label=_("Pindaian atau foto SK"))
    scan.piece = "file"  # type: ignore[attr-defined]
    version = forms.IntegerField(widget=forms.HiddenInput)


def scan_draft(upload: UploadedFile) -> ScanDraft:
    return ScanDraft(filename=upload.name or "sk", content=upload.read())


def sk_initial(sk: Sk) -> dict[str, Any]:
    fields = (
        "number",
        "issuer",
        "office",
        "signer_name",
        "starts_on",
        "ends_on",
        "end_kind",
        "revokes_former",
        "version",
    )
    year = Parsed(Outcome.YEAR, year=sk.signed_year) if sk.signed_year else None
    return {field: getattr(sk, field) for field in fields} | {"signed_on": sk.signed_on or year}
