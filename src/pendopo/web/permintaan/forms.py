from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.legality.drafts import ScanDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.queries.words import office_words
from pendopo.web.fields import DateField
from pendopo.wilayah.models import Wilayah


class ArrivalForm(forms.Form):
    """The SK that a village head sent back. Everything that is known already stands there."""

    number = forms.CharField(label=_("Nomor SK"), max_length=120, help_text=_("Seperti tertulis di SK."))
    signed_on = DateField(label=_("Tanggal ditandatangani"))
    issuer = forms.ChoiceField(label=_("Ditandatangani oleh"))
    signer_name = forms.CharField(label=_("Nama penanda tangan"), max_length=120, required=False)
    starts_on = DateField(
        label=_("Berlaku mulai"), required=False, help_text=_("Kosong berarti sejak ditandatangani.")
    )
    end_kind = forms.ChoiceField(
        label=_("Berlaku sampai"),
        choices=[
            (EndKind.TANPA_BATAS, _("tanpa batas waktu")),
            (EndKind.TANGGAL, _("sampai tanggal tertentu")),
            (EndKind.KOSONG, _("tidak tertulis di SK")),
        ],
        widget=forms.RadioSelect,
    )
    ends_on = DateField(
        label=_("Tanggal akhir"), required=False, help_text=_("Hanya bila sampai tanggal tertentu.")
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Nama di dalam SK"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu orang yang namanya ada di SK ini.")},
    )  # fmt: skip
    scan = forms.FileField(label=_("Foto atau pindaian SK"), required=False)

    def __init__(self, *args: Any, village: Wilayah, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices_of(village)
        self.fields["issuer"].choices = [  # type: ignore[attr-defined]
            (issuer.value, office_words(issuer, office)) for issuer, office in self.offices.items()
        ]
        self.fields["people"].choices = people  # type: ignore[attr-defined]

    def draft(self) -> SkDraft:
        """Raises Invalid with the draft's own fields."""
        data = self.cleaned_data
        issuer, file = Issuer(data["issuer"]), data["scan"]
        return SkDraft(
            number=data["number"],
            issuer=issuer,
            office_id=self.offices[issuer].pk,
            signed_on=data["signed_on"],
            posting_ids=tuple(data["people"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            end_kind=EndKind(data["end_kind"]),
            signer_name=data["signer_name"],
            scan=ScanDraft(file.name, file.read()) if file else None,
        )


def offices_of(village: Wilayah) -> dict[Issuer, Wilayah]:
    """Who may have signed, the village's own head first."""
    district = village.parent
    assert district is not None
    assert district.parent is not None
    own = Issuer.LURAH if village.kind == "kelurahan" else Issuer.KEPALA_DESA
    regency = district.parent
    return {
        own: village,
        Issuer.CAMAT: district,
        Issuer.KEPALA_DINSOS: regency,
        Issuer.BUPATI_WALIKOTA: regency,
    }
