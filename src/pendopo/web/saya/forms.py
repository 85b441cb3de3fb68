from django import forms
from django.utils.translation import gettext_lazy as _


class AppForm(forms.Form):
    code = forms.CharField(
        label=_("Enam angka yang tampil di aplikasi"),
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}),
    )
