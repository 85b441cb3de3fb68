from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.targets.drafts import RoundDraft, StagesDraft
from pendopo.web.fields import DateField


def _share(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=100,
        help_text=help_text,
        widget=forms.NumberInput({"class": "short"}),
    )


class StagesForm(forms.Form):
    board = forms.BooleanField(label=_("Pengurus kabupaten/kota sah"), required=False)
    covered_percent = _share(_("Desa/kelurahan ber-PSM (%)"), _("Kosong: tidak ditargetkan."))
    valid_percent = _share(_("PSM dengan SK berlaku (%)"))
    checked_percent = _share(_("PSM dengan SK yang sudah diperiksa Dinsos (%)"))

    def stages(self) -> StagesDraft:
        answers = self.cleaned_data
        return StagesDraft(
            board=answers["board"],
            covered_percent=answers["covered_percent"],
            valid_percent=answers["valid_percent"],
            checked_percent=answers["checked_percent"],
        )


class RoundForm(StagesForm):
    name = forms.CharField(
        label=_("Nama"), max_length=80, help_text=_("Misalnya: Sampai Rakor 2027, atau Tahun 2027.")
    )
    starts_on = DateField(label=_("Mulai"))
    due_on = DateField(label=_("Harus tercapai pada"))

    def draft(self) -> RoundDraft:
        answers = self.cleaned_data
        return RoundDraft(answers["name"], answers["starts_on"], answers["due_on"], self.stages())
