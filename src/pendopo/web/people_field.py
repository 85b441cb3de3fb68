"""Choosing a person of the register by typing her name, or writing a name that is not in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.roster.board_drafts import Who
from pendopo.roster.board_queries import people_named, person_to_seat
from pendopo.roster.models import Person
from pendopo.shared.names import name_key
from pendopo.web.door import Visit
from pendopo.web.fields import Picked, RegionWidget

PEOPLE_SEARCH = "/pengurus/cari-orang"


class PersonWidget(RegionWidget):
    """The same combo box as for places, asking for people."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = self.build_attrs(self.attrs, attrs)
        picked = shown(value)
        context = {
            "id": attrs.pop("id", f"id_{name}"),
            "name": name,
            "code": picked.code,
            "text": picked.text,
            "url": PEOPLE_SEARCH,
            "label": self.label,
            "attrs": {k: v for k, v in attrs.items() if v not in (None, False, "")},
        }
        return render_to_string("fields/region.html", context)


class PersonField(forms.Field):
    """Cleans to a `Who`: a person in reach, else the name as typed; None where it may stay empty."""

    widget = PersonWidget
    actor: Actor | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.label = self.label or ""

    def clean(self, value: Any) -> Who | None:
        picked = shown(value)
        if not picked.code and not picked.text:
            if self.required:
                raise ValidationError(_("Ketik namanya, lalu pilih dari daftar."))
            return None
        if picked.code:
            return Who(person_id=self._picked(picked).pk)
        return self._by_name(picked.text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return shown(initial) != shown(data)

    def _picked(self, picked: Picked) -> Person:
        known = picked.code.isascii() and picked.code.isdigit() and self.actor
        person = person_to_seat(self.actor, int(picked.code)) if known and self.actor else None
        if person is None:
            raise ValidationError(_("Orang itu tidak ada di daftar wilayah Anda. Pilih lagi."))
        return person

    def _by_name(self, text: str) -> Who:
        """Typed without the list: the one person of exactly that name, else only a name."""
        hits = people_named(self.actor, text) if self.actor else []
        same = [p for p in hits if p.name_key == name_key(text)]
        if len(same) > 1:
            raise ValidationError(_("Ada beberapa orang bernama itu. Pilih salah satu dari daftar."))
        return Who(person_id=same[0].pk) if same else Who(name=text)


def shown(value: Any) -> Picked:
    """What stands in the box: of a person, of a name, of what was typed."""
    if isinstance(value, Picked):
        return value
    if isinstance(value, Person):
        return Picked(str(value.pk), value.full_name)
    return Picked("", str(value or ""))


def let_pick(form: forms.BaseForm, visit: Visit) -> None:
    """Let every field of the form that asks for a person look in the actor's reach."""
    for field in form.fields.values():
        if isinstance(field, PersonField):
            field.actor = visit.actor
