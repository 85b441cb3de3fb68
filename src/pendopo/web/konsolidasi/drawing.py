"""Figures as drawings: the bar of standings, the pyramid, the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.insights.boards import BoardsBelow
from pendopo.insights.figures import Consolidation, Figures
from pendopo.insights.phrases import age_figure, age_words
from pendopo.shared.numbers import format_number, format_percent
from pendopo.web.charts import Area, Band, Segment
from pendopo.web.door import Visit
from pendopo.web.konsolidasi.boards import board_areas
from pendopo.wilayah.enums import Level
from pendopo.wilayah.shapes import INDONESIA, NOTHING, Shapes, shapes_of


@dataclass(frozen=True, slots=True)
class Drawing:
    shapes: Shapes
    areas: Mapping[str, Area]
    keys: Sequence[tuple[str, str]] = ()


Words = tuple[str, str, str, str, str]


def standing_words() -> Words:
    """Labels of `standing_bar`; a page of many bars asks once."""
    return (
        _("SK berlaku"), _("segera berakhir"), _("habis atau gugur"), _("belum dapat dinilai"), _("belum ber-SK"),
    )  # fmt: skip


def standing_bar(figures: Figures, words: Words | None = None) -> list[Segment]:
    valid, soon, lost, unknown, without = words or standing_words()
    return [
        Segment("sah", figures.valid - figures.soon, valid),
        Segment("segera", figures.soon, soon),
        Segment("gugur", figures.expired + figures.void, lost),
        Segment("ragu", figures.unknown, unknown),
        Segment("kosong", figures.without_sk, without),
    ]


def charts_of(total: Figures, place: str) -> dict[str, Any]:
    """What the cards and the pyramid draw."""
    return {
        "bar": (bar := standing_bar(total)),
        "keys": [(part.kind, part.label) for part in bar],
        "covered": [Segment("sah", total.covered, _("ber-PSM"))],
        "ages": [
            Segment("segera", total.sixty_up, _("60 ke atas")),
            Segment("nila", total.known_birth - total.sixty_up - total.below_35, _("35 sampai 59")),
            Segment("sah", total.below_35, _("di bawah 35")),
        ],
        "trained": [Segment("nila", total.bimtek, _("sudah bimtek dasar"))],
        "bands": pyramid_bands(total),
        "age": age_figure(total.median_age),
        "age_note": age_words(total),
        "pyramid_title": _("Umur PSM %(place)s menurut jenis kelamin") % {"place": place},
        "map_title": _("Bagian PSM dengan SK berlaku, %(place)s") % {"place": place},
    }


def per_of(visit: Visit) -> str:
    """The date for a link to another place, "&per=…", or nothing for today."""
    _place, amp, per = visit.query.partition("&")
    return amp + per


def pyramid_bands(figures: Figures) -> list[Band]:
    return [Band(_band_label(b.start, b.end), b.men, b.women, b.unsexed) for b in figures.bands]


def _band_label(start: int, end: int | None) -> str:
    if end is None:
        return f"≥ {start}"
    return f"{start}–{end - 1}" if start else f"< {end}"


def drawing(visit: Visit, found: Consolidation, boards: BoardsBelow | None = None) -> Drawing | None:
    """The places below on a map, by the share of valid SK or by their boards; None without boundaries."""
    if found.level > Level.REGENCY:
        return None
    code = INDONESIA if found.level == Level.COUNTRY else visit.place.code
    shapes = shapes_of(code, Path(settings.BUILD_ROOT) / "peta")
    if shapes is NOTHING or not shapes:
        return None
    address, coloured = reverse("konsolidasi:halaman"), "&warna=pengurus" if boards else ""
    urls = {
        row.code: f"{address}?wilayah={row.code}&tampil=peta{coloured}{per_of(visit)}"
        for row in found.rows
        if row.open
    }
    if boards:
        return Drawing(shapes, *board_areas(found, boards, urls))
    areas = {
        row.code: Area(row.name, row.figures.share, _area_words(row.figures), urls.get(row.code, ""))
        for row in found.rows
    }
    return Drawing(shapes, areas)


def _area_words(figures: Figures) -> str:
    if not figures.psm:
        return _("belum punya PSM")
    return _("%(share)s dari %(psm)s PSM memegang SK yang berlaku") % {
        "share": format_percent(figures.valid, figures.psm),
        "psm": format_number(figures.psm),
    }
