"""Filters and tags of every page: numbers and dates as Indonesians write them, icons, charts, form widgets."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.base import Node, Parser, TextNode, Token
from django.template.context import Context
from django.templatetags.i18n import do_translate
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from pendopo.shared.clock import WIB
from pendopo.shared.dates import format_date, format_instant, format_range, short_date
from pendopo.shared.numbers import format_number, format_percent, format_rupiah
from pendopo.shared.phones import format_phone
from pendopo.web import charts
from pendopo.web.psm.facts import photo_address
from pendopo.web.standing import look_of, words_of

register = template.Library()


@register.tag("trans")
def plain_words(parser: Parser, token: Token) -> Node:
    """Django's tag, for pages of one language: plain words are looked up when the template is read, once."""
    node = do_translate(parser, token)
    said = node.filter_expression
    if node.asvar or node.message_context or said.filters or not isinstance(said.var.literal, str):
        return node
    with override(settings.LANGUAGE_CODE):
        return TextNode(node.render(Context()))


@register.filter
def angka(value: Any) -> str:
    """1234567 -> 1.234.567; nothing -> a dash."""
    return "–" if value in (None, "") else format_number(value)


@register.filter
def persen(part: Any, whole: Any = 1) -> str:
    """0.71 -> '71 %'; 8214|persen:11569 -> '71 %'."""
    return "–" if part in (None, "") else format_percent(part, whole or 0)


@register.filter
def rupiah(value: int | None) -> str:
    return "–" if value is None else format_rupiah(value)


def _day_of(at: date) -> date:
    """An instant is told by the day it was in Indonesia, not by the day of UTC."""
    if isinstance(at, datetime):
        return (at.astimezone(WIB) if at.utcoffset() == timedelta(0) else at).date()
    return at


@register.filter
def tanggal(day: date | None) -> str:
    """24 Mei 2023; no date is a dash."""
    return format_date(_day_of(day)) if day else "–"


@register.filter
def waktu(at: datetime | None) -> str:
    """24 Mei 2023 pukul 09.30 WIB, in the zone that the instant carries; WIB where it is UTC."""
    if at is None:
        return "–"
    said = format_instant(at.astimezone(WIB) if at.utcoffset() == timedelta(0) else at)
    day, _pukul, clock = said.partition(" pukul ")
    clock = f"pukul {clock}".replace(" ", "\N{NO-BREAK SPACE}")  # a lone "WIB" on the next line says nothing
    return f"{day} {clock}"


@register.filter
def tanggal_pendek(day: date | None) -> str:
    return short_date(_day_of(day)) if day else "–"


@register.filter
def sampai(start: date | None, end: date | None) -> str:
    """{{ start|sampai:end }} -> '2 Januari 2024 – 24 Mei 2025', both ends inclusive."""
    return format_range(start, end)


@register.filter
def telepon(number: str) -> str:
    """+6281234567890 -> 0812-3456-7890."""
    return format_phone(number)


@register.filter
def note_icon(level: str) -> str:
    return {"success": "check", "warning": "bang", "error": "cross"}.get(level, "info")


@register.filter
def initials(name: str) -> str:
    """Two letters for the round badge beside a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@register.simple_tag
def portrait(person_id: int, name: str, photo: str, url: str = "", large: bool = False) -> SafeString:
    """The round picture beside a name; initials where there is no photo. Decoration: the name stands beside it."""
    look = "initials portrait" if large else "initials"
    if not photo:
        return format_html('<span class="{}" aria-hidden="true">{}</span>', look, initials(name))
    address = url or photo_address(person_id, photo, small=not large)
    pixels = 112 if large else 42
    return format_html(
        '<img class="{}" src="{}" alt="" width="{}" height="{}" loading="{}">',
        look, address, pixels, pixels, "eager" if large else "lazy",
    )  # fmt: skip


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One drawing of `static/ikon.svg`; decoration, since a word always stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("ikon.svg"), name
    )


@register.simple_tag
def standing_tag(
    standing: str, until: date | None = None, days: int | None = None, on: date | None = None, label: str = ""
) -> SafeString:
    """The standing tag itself; long lists call it directly, a component costs five times as much."""
    look = look_of(standing)
    words = label or words_of(standing, until, days, on)
    return format_html('<span class="tag {}">{}{}</span>', look.css, icon(look.icon), words)


@register.simple_tag
def checked_tag(yes: bool, on: date | None = None, by: str = "") -> SafeString:
    """The separate mark: has Dinsos seen the paper? Called directly by long lists too."""
    if not yes:
        return format_html('<span class="seen">{}{}</span>', icon("eye"), _("belum diperiksa Dinsos"))
    when, whom = f" {tanggal(on)}" if on else "", f" · {by}" if by else ""
    words = _("diperiksa Dinsos")
    return format_html('<span class="seen yes">{}{}{}{}</span>', icon("seal"), words, when, whom)


@register.simple_block_tag
def kept(content: str) -> str:
    """What stands twice on a page is made once: `{% kept as menu %}…{% endkept %}`."""
    return content


@register.simple_tag
def widget(field: BoundField, **attrs: Any) -> SafeString:
    """The field's input with more attributes; `_` in a name is written `-`, empty values are left out."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attrs.items()}
    return field.as_widget(
        attrs={key: value for key, value in named.items() if value not in (None, "", False)}
    )


register.simple_tag(charts.bar, name="bar")
register.simple_tag(charts.pyramid, name="pyramid")
register.simple_tag(charts.trend, name="trend")
register.simple_tag(charts.choropleth, name="choropleth")
register.simple_tag(charts.legend, name="legend")
