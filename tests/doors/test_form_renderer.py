"""Inputs written by hand are those of Django's templates, whatever stands in them."""

import re
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from pendopo.web.form_renderer import Renderer

_CHOICES = [
    ("", "Semua"),
    ("a&b", "A & B"),
    ("Kelompok <1>", [("1", "satu"), ("2", mark_safe("<i>dua</i>"))]),
]
_WIDGETS: list[tuple[forms.Widget, list[Any]]] = [
    (forms.TextInput({"required": True, "disabled": False, "data-x": '"<>'}), [None, "", "O'Neil <b>", 7]),
    (forms.HiddenInput(), ["ya", None]),
    (forms.NumberInput({"min": 0}), [3]),
    (forms.PasswordInput(), ["rahasia"]),
    (forms.CheckboxInput(), [True, False, None, "ya"]),
    (forms.Select({"class": "x"}, choices=_CHOICES), ["", "a&b", "2", None]),
    (forms.RadioSelect(choices=_CHOICES[:2]), ["a&b"]),
    (forms.Textarea(), ["<p>"]),
]


def test_the_same_html() -> None:
    for widget, values in _WIDGETS:
        for value in values:
            theirs, ours = (
                widget.render("n", value, {"id": "id_n"}, renderer)
                for renderer in (DjangoTemplates(), Renderer())
            )
            assert _bare(ours) == _bare(theirs)


def _bare(html: str) -> str:
    """White space between tags says nothing."""
    return re.sub(r"\s*(<|>)\s*", r"\1", html)
