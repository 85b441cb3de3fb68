"""Sentences that say figures aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.insights.figures import Consolidation, Figures, PlaceFigures
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number, format_percent
from pendopo.wilayah.enums import Level

BELOW = {
    Level.COUNTRY: gettext_lazy("provinsi"),
    Level.PROVINCE: gettext_lazy("kabupaten/kota"),
    Level.REGENCY: gettext_lazy("kecamatan"),
    Level.DISTRICT: gettext_lazy("desa/kelurahan"),
}
FEW = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """What a chair reads first: a plain sentence, and after it what is worst."""

    plain: str
    strong: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.plain, self.strong, self.rest)))


def opening(found: Consolidation, name: str) -> Opening:
    total = found.total
    if total.psm == 0:
        return Opening(
            _("Sampai %(day)s belum ada PSM yang tercatat di %(place)s.")
            % {"day": format_date(found.on), "place": name}
        )
    return Opening(_legal(total, name), _missing(found), _soon(total))


def _legal(total: Figures, name: str) -> str:
    words = {"place": name, "valid": format_number(total.valid), "psm": format_number(total.psm)}
    if total.psm == 1:
        one = _("Satu-satunya PSM di %(place)s memegang SK yang berlaku.")
        none = _("Satu-satunya PSM di %(place)s belum memegang SK yang berlaku.")
        return (one if total.valid else none) % words
    if total.valid == total.psm:
        return _("Semua %(psm)s PSM di %(place)s memegang SK yang berlaku.") % words
    if total.valid == 0:
        return _("Belum seorang pun dari %(psm)s PSM di %(place)s memegang SK yang berlaku.") % words
    words["share"] = format_percent(total.valid, total.psm)
    return _("%(valid)s dari %(psm)s PSM di %(place)s memegang SK yang berlaku, yaitu %(share)s.") % words


def _missing(found: Consolidation) -> str:
    empty = found.total.empty_villages
    if found.level == Level.VILLAGE:
        return ""
    if not empty:
        return _("Semua desa/kelurahan sudah ber-PSM.")
    bare = [row for row in found.rows if not row.figures.psm]
    villages = _("%(n)s dari %(all)s desa/kelurahan belum ber-PSM") % {
        "n": format_number(empty), "all": format_number(found.total.villages),
    }  # fmt: skip
    if found.level == Level.DISTRICT or not bare:
        return f"{villages}."
    return _("%(villages)s; %(places)s belum punya PSM sama sekali.") % {
        "villages": villages,
        "places": some_names(bare, str(BELOW[found.level])),
    }


def some_names(rows: Sequence[PlaceFigures], word: str) -> str:
    """ "Kab. Sampang dan Kota Batu", or "14 kabupaten/kota" where they are many."""
    if len(rows) > FEW:
        return f"{format_number(len(rows))} {word}"
    names = [row.name for row in rows]
    return _(" dan ").join(filter(None, (", ".join(names[:-1]), names[-1])))


def _soon(total: Figures) -> str:
    if not total.soon:
        return ""
    return _("%(n)s PSM memegang SK yang berakhir dalam 90 hari.") % {"n": format_number(total.soon)}


def why_invalid(total: Figures) -> str:
    """What the missing ones lack: "1.204 habis · 322 gugur · …"."""
    parts = (
        (total.expired, _("%(n)s habis")),
        (total.void, _("%(n)s gugur")),
        (total.without_sk, _("%(n)s belum ber-SK")),
        (total.unknown, _("%(n)s belum dapat dinilai")),
    )
    return " · ".join(words % {"n": format_number(n)} for n, words in parts if n)


def age_words(total: Figures) -> str:
    if not total.known_birth:
        return _("tanggal lahir belum dicatat")
    return _("%(old)s berusia 60 ke atas · %(young)s di bawah 35") % {
        "old": format_percent(total.sixty_up, total.known_birth),
        "young": format_percent(total.below_35, total.known_birth),
    }


def age_figure(age: float | None) -> str:
    return "–" if age is None else format_number(age, 0 if age == int(age) else 1)
