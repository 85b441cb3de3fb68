from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.access.enums import SENTENCES, Role
from pendopo.accounts.drafts import AccountDraft, GrantDraft
from pendopo.web.fields import PhoneField, RegionField
from pendopo.wilayah.models import Wilayah

_ROLES = [(role.value, role.label) for role in Role if role != Role.PSM]


class GrantForm(forms.Form):
    """`below`: the node of whoever gives the role."""

    role = forms.ChoiceField(label=_("Peran"), choices=_ROLES, widget=forms.RadioSelect)
    wilayah = RegionField(
        label=_("Wilayah"),
        help_text=_("Peran berlaku di wilayah ini dan semua di bawahnya. Ketik tiga huruf."),
    )

    def __init__(self, *args: Any, below: Wilayah, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wilayah"]
        assert isinstance(field, RegionField)
        field.limit(below)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(r, f"{label}: {SENTENCES[Role(r)]}") for r, label in _ROLES]

    def grant(self) -> GrantDraft:
        return GrantDraft(Role(self.cleaned_data["role"]), self.cleaned_data["wilayah"].pk)


class NameForm(forms.Form):
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    phone = PhoneField(
        label=_("Nomor HP"), required=False, help_text=_("Untuk masuk dan menerima kode lewat WhatsApp.")
    )


class AccountForm(NameForm, GrantForm):
    field_order = ("name", "phone", "username", "role", "wilayah")
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        required=False,
        help_text=_("Kosongkan: dibuat dari namanya."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    def draft(self) -> AccountDraft:
        answers = self.cleaned_data
        return AccountDraft(
            answers["name"], self.grant(), username=answers["username"].lower(), phone=answers["phone"]
        )


class ContactForm(forms.Form):
    phone = PhoneField(label=_("Telepon atau WhatsApp kantor"), required=False)
    note = forms.CharField(label=_("Alamat, jam kerja, siapa yang ditanya"), max_length=200, required=False)


class PsmAccountForm(NameForm):
    """An account of a PSM: person and village are known."""

    def draft(self, person_id: int, village_id: int) -> AccountDraft:
        return AccountDraft(
            self.cleaned_data["name"],
            GrantDraft(Role.PSM, village_id),
            phone=self.cleaned_data["phone"],
            person_id=person_id,
        )
