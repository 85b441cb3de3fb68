from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_SECRET = {"autocomplete": "current-password", "autocapitalize": "none", "spellcheck": "false"}
_NEW_SECRET = {"autocomplete": "new-password"}


class LoginForm(forms.Form):
    login = forms.CharField(
        label=_("Nama pengguna atau nomor HP"),
        max_length=100,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        help_text=_("Baru pertama kali masuk? Isi kode dari lembar atau pesan WhatsApp Anda."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(_SECRET),
    )


class SecondStepForm(forms.Form):
    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Enam angka dari aplikasi kode, atau satu kode cadangan Anda."),
        max_length=30,
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "short",
            }
        ),
    )


class PasswordAgainForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi Anda"), max_length=200, strip=False, widget=forms.PasswordInput(_SECRET)
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi baru"),
        help_text=_("Paling sedikit 10 huruf. Tiga kata yang mudah Anda ingat sudah baik; boleh ditempel."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(_NEW_SECRET | {"data-strength": ""}),
    )
    again = forms.CharField(
        label=_("Tulis sekali lagi"), max_length=200, strip=False, widget=forms.PasswordInput(_NEW_SECRET)
    )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if "again" in answers and answers.get("password") != answers["again"]:
            self.add_error("again", _("Keduanya belum sama. Tulis ulang."))
        return answers


class ChangePasswordForm(NewPasswordForm):
    field_order = ("old", "password", "again")
    old = forms.CharField(
        label=_("Kata sandi yang sekarang"), max_length=200, strip=False, widget=forms.PasswordInput(_SECRET)
    )


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Nomor HP"),
        help_text=_("Dengan nomor ini Anda juga dapat masuk. Contoh: 0812-3456-7890"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
