"""Form fields that read what Indonesians write: dates, NIK, phones, places. Used by every area's forms."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.shared.clock import WIB, local_date, now
from pendopo.shared.dates import Outcome, Parsed, format_date, parse_date
from pendopo.shared.phones import format_phone, parse_phone
from pendopo.shared.text import clean
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import successor_of
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, search

REGION_SEARCH = "/wilayah/cari"
Text = str | Promise


class DateField(forms.Field):
    """A whole date, day first, in words or ISO. `born`: a two-digit year lies in the past of a grown-up."""

    piece = "date"

    def __init__(self, *, born: bool = False, **kwargs: Any) -> None:
        self.born = born
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        parsed = self.parse(value)
        if parsed.outcome == Outcome.EMPTY:
            return None
        if parsed.value is None:
            raise ValidationError(_unread(parsed))
        return parsed.value

    def parse(self, value: Any) -> Parsed:
        if isinstance(value, date):
            return Parsed(Outcome.DATE, value=value)
        return parse_date(str(value or "")[:60], pivot=self._pivot())

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def _pivot(self) -> int:
        return local_date(now(), WIB).year + (-12 if self.born else 10)


class DateOrYearField(DateField):
    """A date, or only its year where nobody knows more; cleans to `Parsed`."""

    def to_python(self, value: Any) -> Any:
        parsed = self.parse(value)
        if parsed.outcome == Outcome.EMPTY:
            return None
        if parsed.value is None and parsed.outcome not in (Outcome.YEAR, Outcome.MONTH):
            raise ValidationError(_unread(parsed))
        return parsed

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Parsed):
            return format_date(value.value) if value.value else str(value.year or value.raw)
        return super().prepare_value(value)


class NikField(forms.CharField):
    """Digits of a NIK, however spaced; whether they make a NIK is the draft's to say."""

    piece = "nik"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("label", gettext_lazy("NIK"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "".join(c for c in text if c not in " .-\u00a0\u202f")


class DigitsField(NikField):
    """Digits of another number, however spaced: KK, BPJS. Nothing is read out of them while typing."""

    piece = ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}


class SuggestInput(forms.TextInput):
    """Free text with words to choose from."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = words

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key = f"{(attrs or {}).get('id', name)}_kata"
        box = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.words))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


class PhoneField(forms.CharField):
    """A phone number; cleans to +62…"""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("label", gettext_lazy("Nomor HP"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        read = parse_phone(text)
        if text.strip(" -.") and not read.value:
            raise ValidationError(_("Kami belum bisa membaca nomor HP ini. Tulis seperti 0812-3456-7890."))
        return read.value

    def prepare_value(self, value: Any) -> Any:
        return format_phone(value) if isinstance(value, str) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "tel", "autocomplete": "off"}


class Picked(NamedTuple):
    code: str
    text: str


class RegionWidget(forms.Widget):
    """Type three letters, choose from the list; the code travels in a hidden input."""

    level: Level | None = None
    within = ""
    label: Text = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        return Picked(clean(str(data.get(name) or ""))[:13], clean(str(data.get(f"{name}_teks") or ""))[:120])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_teks" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_teks" if id_ else id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = self.build_attrs(self.attrs, attrs)
        picked = _picked(value)
        context = {
            "id": attrs.pop("id", f"id_{name}"),
            "name": name,
            "code": picked.code,
            "text": picked.text,
            "url": REGION_SEARCH,
            "level": "" if self.level is None else int(self.level),
            "within": self.within,
            "label": self.label,
            "attrs": {k: v for k, v in attrs.items() if v not in (None, False, "")},
        }
        return render_to_string("fields/region.html", context)


class RegionField(forms.Field):
    """A place; cleans to a Wilayah of `level` below `within`, or says what to choose.

    `limit(place)` narrows it to a subtree once the form knows who asks.
    """

    widget = RegionWidget

    def __init__(self, *, level: Level | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level, self.below = level, ""
        self.widget.level, self.widget.label = level, self.label or ""

    def limit(self, place: Wilayah) -> None:
        self.below, self.widget.within = place.path, place.code

    def clean(self, value: Any) -> Wilayah | None:
        picked = value if isinstance(value, Picked) else _picked(value)
        if not picked.code and not picked.text:
            if self.required:
                raise ValidationError(
                    _("Pilih wilayahnya: ketik tiga huruf namanya, lalu pilih dari daftar.")
                )
            return None
        place = by_code(picked.code) if picked.code else self._by_text(picked.text)
        place = successor_of(place) if place else None
        if place is None or not place.path.startswith(self.below):
            raise ValidationError(_("Wilayah itu tidak ada atau di luar wilayah Anda. Pilih dari daftar."))
        if self.level is not None and place.level != self.level:
            raise ValidationError(_("Pilih sebuah %(level)s.") % {"level": self.level.label})
        return place

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _picked(initial).code != _picked(data).code

    def _by_text(self, text: str) -> Wilayah | None:
        """Typed without the list (no script): good where only one place can be meant."""
        hits = search(text, below=self.below, level=self.level, limit=4)
        if len(hits) != 1:
            near = "; ".join(f"{hit.name}, {hit.within}" for hit in hits)
            raise ValidationError(
                _("Ada beberapa yang mirip: %(near)s. Tulis juga nama kecamatan atau kabupatennya.")
                % {"near": near}
                if near
                else _("Tidak ada wilayah yang mirip “%(text)s”.") % {"text": text}
            )
        return Wilayah.objects.filter(pk=hits[0].id).first()


def _picked(value: Any) -> Picked:
    if isinstance(value, Picked):
        return value
    if isinstance(value, Wilayah):
        return Picked(value.code, value.full_name)
    return Picked("", str(value or ""))


def _unread(parsed: Parsed) -> str:
    raw = {"raw": parsed.raw[:40]}
    if parsed.outcome == Outcome.IMPOSSIBLE:
        return _("Tanggal “%(raw)s” tidak ada di kalender. Periksa hari dan bulannya.") % raw
    if parsed.outcome in (Outcome.YEAR, Outcome.MONTH):
        return _("Tulis tanggal lengkap: hari, bulan, dan tahun.")
    return _("Kami belum bisa membaca tanggal “%(raw)s”. Tulis seperti 24/5/2023 atau 24 Mei 2023.") % raw
