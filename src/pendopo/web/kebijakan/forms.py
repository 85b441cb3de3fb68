from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.enums import PSM_ISSUERS, Issuer
from pendopo.rules.policy import Bimtek
from pendopo.web.fields import DateField

_BIMTEK = (
    (Bimtek.TIDAK.value, _("Tidak memengaruhi SK")),
    (Bimtek.PERINGATAN.value, _("Peringatan saja; SK tetap berlaku")),
    (Bimtek.SYARAT.value, _("Syarat: SK baru dihitung sejak bimtek")),
)


class PolicyForm(forms.Form):
    in_force_from = DateField(
        label=_("Untuk SK yang ditandatangani sejak"),
        required=False,
        help_text=_("SK dinilai menurut kebijakan pada tanggal penandatanganannya. Kosong: untuk semua SK."),
    )
    entitled = forms.MultipleChoiceField(
        label=_("Yang berhak menandatangani SK PSM"),
        choices=[(i.value, i.label) for i in PSM_ISSUERS if i != Issuer.LAIN],
        widget=forms.CheckboxSelectMultiple,
    )
    longest_term_months = forms.IntegerField(
        label=_("Masa berlaku terlama (bulan)"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_(
            "Kosong: tidak dibatasi. SK yang lebih panjang tetap sah, tetapi dihitung sampai batas ini."
        ),
        widget=forms.NumberInput({"class": "short"}),
    )
    bimtek = forms.ChoiceField(label=_("Bimtek dasar"), choices=_BIMTEK, widget=forms.RadioSelect)
    wanted_per_village = forms.IntegerField(
        label=_("PSM yang diinginkan per desa/kelurahan"),
        min_value=1,
        max_value=50,
        widget=forms.NumberInput({"class": "short"}),
    )
    basis = forms.CharField(
        label=_("Dasar"),
        max_length=250,
        required=False,
        help_text=_("Misalnya: Perbup 12/2021, atau surat edaran kepala dinas."),
    )

    def draft(self) -> PolicyDraft:
        answers = self.cleaned_data
        return PolicyDraft(
            in_force_from=answers["in_force_from"],
            entitled=tuple(Issuer(i) for i in answers["entitled"]),
            longest_term_months=answers["longest_term_months"],
            bimtek=Bimtek(answers["bimtek"]),
            wanted_per_village=answers["wanted_per_village"],
            basis=answers["basis"],
        )
