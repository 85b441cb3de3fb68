from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.processes.imports.phrases import SIGNERS, UNKNOWN
from pendopo.web.fields import DateField, Picked, RegionField
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Berkas daftar PSM atau daftar pengurus IPSM"),
        max_length=250,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )


class PlaceForm(forms.Form):
    """The regency that a file speaks of, where the office has several; a province may leave it open: all of them."""

    place = RegionField(label=gettext_lazy("Kabupaten/kota"), level=Level.REGENCY)

    def __init__(self, *args: Any, within: Wilayah, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].limit(within)  # type: ignore[attr-defined]
        self.fields["place"].required = within.level != Level.PROVINCE


class OfficeForm(PlaceForm):
    """The office whose list of boards a file is, where the actor's own lies higher."""

    def __init__(self, *args: Any, within: Wilayah, level: Level, **kwargs: Any) -> None:
        super().__init__(*args, within=within, **kwargs)
        field = RegionField(label=str(level.label).capitalize(), level=level)
        field.limit(within)
        self.fields["place"] = field


class SignerForm(forms.Form):
    """Who signed, said after the save."""

    signer = forms.ChoiceField(
        label=gettext_lazy("Siapa yang menandatangani SK itu?"),
        choices=[("", gettext_lazy("Pilih…")), *(pair for pair in SIGNERS if pair[0] != UNKNOWN)],
        help_text=gettext_lazy("Dicatat sebagai pernyataan Anda; SK aslinya diperiksa kemudian."),
    )


class SheetsForm(forms.Form):
    """The two questions of every sheet, asked once."""

    signer = forms.ChoiceField(
        label=gettext_lazy("Siapa yang menandatangani SK di daftar ini?"),
        choices=[("", gettext_lazy("Pilih…")), *SIGNERS],
        help_text=gettext_lazy("Dicatat sebagai pernyataan Anda; SK aslinya diperiksa kemudian."),
    )
    as_of = DateField(
        label=gettext_lazy("Daftar ini menurut keadaan per tanggal berapa?"),
        help_text=gettext_lazy("PSM tanpa SK dihitung bertugas sejak tanggal ini."),
    )

    def __init__(self, *args: Any, signers: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signers:
            del self.fields["signer"]


def village_answer(place: Wilayah, code: str, text: str) -> str:
    """The id of the village that was chosen or typed; ValidationError with a sentence else."""
    field = RegionField(level=Level.VILLAGE)
    field.limit(place)
    village = field.clean(Picked(code[:13], text[:120]))
    if village is None:
        raise forms.ValidationError(_("Pilih desa/kelurahan dari daftar."))
    return str(village.pk)


def date_answer(text: str, *, born: bool) -> str:
    """An ISO date; ValidationError with a sentence where it cannot be read."""
    day = DateField(born=born, required=True).clean(text)
    return day.isoformat() if day else ""
