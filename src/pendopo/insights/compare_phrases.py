"""Sentences of a comparison: what changed between two dates, to be read aloud."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.insights.compare import Change, Comparison
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number, format_percent

HEADINGS = {
    Change.GAINED: gettext_lazy("Kini memegang SK berlaku"),
    Change.EXPIRED: gettext_lazy("SK-nya habis"),
    Change.LOST: gettext_lazy("SK-nya tidak berlaku lagi"),
    Change.JOINED: gettext_lazy("PSM baru"),
    Change.GONE: gettext_lazy("Tidak lagi bertugas"),
}
NOTES = {
    Change.GAINED: gettext_lazy("sudah bertugas waktu itu, belum memegang SK yang berlaku"),
    Change.EXPIRED: gettext_lazy("waktu itu masih berlaku"),
    Change.LOST: gettext_lazy("dicabut, diganti, atau gugur"),
    Change.JOINED: gettext_lazy("belum tercatat bertugas di sini waktu itu"),
    Change.GONE: gettext_lazy("berhenti, pindah ke luar, atau meninggal"),
}


def opening(found: Comparison, name: str) -> str:
    then, now = found.then.total, found.now.total
    words = {
        "since": format_date(found.then.on),
        "place": name,
        "then": format_percent(then.valid, then.psm),
        "now": format_percent(now.valid, now.psm),
    }
    if not then.psm and not now.psm:
        return _("Pada kedua tanggal belum ada PSM yang tercatat di %(place)s.") % words
    if not then.psm:
        return (
            _("Sejak %(since)s PSM mulai tercatat di %(place)s; kini %(now)s memegang SK yang berlaku.")
            % words
        )
    return (
        _(
            "Sejak %(since)s, bagian PSM di %(place)s yang memegang SK berlaku berubah dari %(then)s menjadi %(now)s."
        )
        % words
    )


def difference(then: int, now: int) -> str:
    """ "+12", "−3", "tetap"."""
    if then == now:
        return _("tetap")
    return f"+{format_number(now - then)}" if now > then else f"−{format_number(then - now)}"


def points(then: float | None, now: float | None) -> str:
    """Change of a share in points: "naik 9 poin"."""
    if then is None or now is None:
        return ""
    moved = round(100 * now) - round(100 * then)
    if moved == 0:
        return _("tetap")
    words = _("naik %(n)s poin") if moved > 0 else _("turun %(n)s poin")
    return words % {"n": abs(moved)}
