from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.processes.tree.drafts import Law, Named, Split
from pendopo.web.fields import DateField, RegionField
from pendopo.wilayah.enums import KINDS_OF, Kind, Level
from pendopo.wilayah.models import Wilayah

_SINCE = _("Hari undang-undang atau Perda itu mulai berlaku. Tanggal sebelumnya tetap memakai susunan lama.")


class LawForm(forms.Form):
    """What every change is asked: since when, by which law."""

    since = DateField(label=_("Berlaku sejak"), help_text=_SINCE)
    basis = forms.CharField(
        label=_("Dasar hukum"),
        max_length=250,
        min_length=5,
        help_text=_("Misalnya: UU 14/2022, atau Perda 3/2024."),
    )

    def law(self) -> Law:
        return Law(self.cleaned_data["since"], self.cleaned_data["basis"])


class NamedForm(LawForm):
    name = forms.CharField(label=_("Nama"), max_length=100, help_text=_("Tanpa kata Desa, Kec., atau Kab."))
    kind = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    code = forms.CharField(label=_("Kode Kemendagri"), max_length=13)
    field_order = ["name", "kind", "code", "since", "basis"]

    def __init__(self, *args: Any, place: Wilayah, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        kinds = KINDS_OF[Level(place.level)]
        self.fields["kind"].choices = [(k.value, Kind(k).label) for k in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial.setdefault("kind", kinds[0].value)

    def kind_word(self) -> str:
        return str(Kind(self.cleaned_data["kind"]).label)

    def named(self) -> Named:
        given = self.cleaned_data
        return Named(given["name"].strip(), given["kind"], given["code"].strip())


class RenameForm(NamedForm):
    def __init__(self, *args: Any, place: Wilayah, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": place.name, "kind": place.kind, "code": place.code}
        super().__init__(*args, place=place, **kwargs)


class MoveForm(LawForm):
    parent = RegionField(label=_("Induk yang baru"))
    code = forms.CharField(
        label=_("Kode yang baru"), max_length=13, required=False,
        help_text=_("Kosong: kode tetap. Kode di bawahnya ikut berubah awalannya."),
    )  # fmt: skip
    field_order = ["parent", "code", "since", "basis"]


class SplitForm(NamedForm):
    children = forms.TypedMultipleChoiceField(
        label=_("Yang pindah ke wilayah baru"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    recode = forms.BooleanField(
        label=_("Kode yang pindah ikut kode wilayah baru"), required=False, initial=True
    )
    postings = forms.TypedMultipleChoiceField(
        label=_("PSM yang pindah ke desa/kelurahan baru"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Masa tugas dan SK mereka berlanjut tanpa putus."),
    )  # fmt: skip
    field_order = ["name", "kind", "code", "children", "recode", "postings", "since", "basis"]

    def __init__(self, *args: Any, place: Wilayah, **kwargs: Any) -> None:
        super().__init__(*args, place=place, **kwargs)
        _name_the_new(self)

    def offer(self, children: list[Wilayah], people: list[tuple[int, str]]) -> None:
        self.fields["children"].choices = [(c.pk, f"{c.full_name} ({c.code})") for c in children]  # type: ignore[attr-defined]
        self.fields["postings"].choices = people  # type: ignore[attr-defined]
        for name, offered in (("children", children), ("postings", people)):
            if not offered:
                del self.fields[name]
        if not children:
            del self.fields["recode"]

    def split(self) -> Split:
        given = self.cleaned_data
        return Split(
            self.named(), tuple(given.get("children", ())), tuple(given.get("postings", ())),
            bool(given.get("recode", False)),
        )  # fmt: skip


class MergeForm(NamedForm):
    others = forms.TypedMultipleChoiceField(
        label=_("Digabungkan dengan"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    result = forms.ChoiceField(label=_("Yang meneruskan"), widget=forms.RadioSelect)
    field_order = ["others", "result", "name", "kind", "code", "since", "basis"]

    def __init__(self, *args: Any, place: Wilayah, **kwargs: Any) -> None:
        super().__init__(*args, place=place, **kwargs)
        self.fields["result"].choices = [  # type: ignore[attr-defined]
            ("lama", _t("%(place)s, dengan nama dan kodenya") % {"place": place.full_name}),
            ("baru", _t("Wilayah baru dengan nama dan kode di bawah ini")),
        ]
        self.initial.setdefault("result", "lama")
        _name_the_new(self)
        for name in ("name", "kind", "code"):  # asked, and then needed, only where a new place goes on
            self.fields[name].required = False
            self.fields[name].needed_where_shown = True  # type: ignore[attr-defined]  # told to c-field

    def offer(self, siblings: list[Wilayah]) -> None:
        self.fields["others"].choices = [(s.pk, f"{s.full_name} ({s.code})") for s in siblings]  # type: ignore[attr-defined]

    def new(self) -> Named | None:
        return self.named() if self.cleaned_data["result"] == "baru" else None


def _name_the_new(form: NamedForm) -> None:
    """Two places are on the page: which one these fields are about stands on them."""
    form.fields["name"].label = _t("Nama wilayah baru")
    form.fields["code"].label = _t("Kode Kemendagri wilayah baru")
