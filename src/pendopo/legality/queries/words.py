"""Short words of a paper: its office, its period, and what became of it for one posting."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk, SkVerification
from pendopo.rules import board_registry as board
from pendopo.rules import registry as rule
from pendopo.rules.weighing import Book, Weighed
from pendopo.shared.dates import format_date
from pendopo.wilayah.enums import Kind
from pendopo.wilayah.models import Wilayah

_BOOKS: tuple[Book, Book] = (rule.BOOK, board.BOOK)


def _in_both(**words: Promise) -> dict[str, Promise]:
    """By the ids of both books: a paper is a paper, of a PSM or of a board."""
    return {getattr(book, name): word for book in _BOOKS for name, word in words.items()}


_STOPPED = _in_both(
    expired=gettext_lazy("habis"),
    capped=gettext_lazy("habis menurut batas kebijakan"),
    revoked=gettext_lazy("dicabut"),
    replaced=gettext_lazy("diganti SK berikutnya"),
) | {
    rule.LEFT_OUT_REVOKED: gettext_lazy("dicabut oleh SK berikutnya"),
    board.DISSOLVED: gettext_lazy("gugur karena IPSM dibubarkan"),
}
_FAULTS = _in_both(
    issuer_not_entitled=gettext_lazy("penanda tangan tidak berwenang"),
    issuer_elsewhere=gettext_lazy("penanda tangan dari wilayah lain"),
) | {
    rule.OTHER_VILLAGE: gettext_lazy("untuk desa/kelurahan lain"),
    rule.BIMTEK_REQUIRED: gettext_lazy("bimtek dasar belum diikuti"),
    board.BEFORE_ELECTION: gettext_lazy("mendahului pemilihan"),
    board.DISSOLVED: gettext_lazy("gugur karena IPSM dibubarkan"),
}
_GAPS = _in_both(
    issuer_unknown=gettext_lazy("penanda tangan belum diketahui"),
    signing_date_unknown=gettext_lazy("tanggal penetapan belum lengkap"),
    end_date_unknown=gettext_lazy("tanggal akhir belum lengkap"),
    dates_impossible=gettext_lazy("tanggalnya tidak mungkin"),
) | {rule.BIMTEK_UNKNOWN: gettext_lazy("tanggal bimtek belum dicatat")}


def what_became(
    weighed: Weighed | None, on: date, *, governs: bool, served_until: date | None = None
) -> tuple[str, str]:
    """(state, word) of a paper on a day; None stands for a wrong entry that was annulled.

    `served_until`: the last day of the service it names somebody for.
    """
    if weighed is None:
        return "off", _("salah catat, dibatalkan")
    if weighed.faults:
        return "off", str(_FAULTS[weighed.faults[0]])
    if weighed.over(on):
        return "off", str(_STOPPED.get(weighed.stopped_by, _("tidak berlaku lagi")))
    if weighed.gaps:
        return "", str(_GAPS[weighed.gaps[0]])
    if governs:
        return "governs", _("menentukan")
    if served_until is not None and served_until < on:
        return "off", _("tugasnya sudah berakhir")
    return ("valid", _("berlaku")) if weighed.started(on) else ("", _("belum berlaku"))


def paper_period(sk: Sk) -> str:
    """ "berlaku 2 Januari 2024 sampai 2 Januari 2027"."""
    start = sk.starts_on or sk.signed_on
    since = format_date(start) if start else str(sk.signed_year or _("tanggal belum diketahui"))
    if sk.end_kind == EndKind.TANGGAL and sk.ends_on:
        return _("berlaku %(since)s sampai %(until)s") % {"since": since, "until": format_date(sk.ends_on)}
    if sk.end_kind == EndKind.TANPA_BATAS:
        return _("berlaku %(since)s, tanpa batas waktu") % {"since": since}
    return _("berlaku %(since)s, batas waktu tidak tertulis") % {"since": since}


def signed_by(sk: Sk) -> str:
    """Who signed: "Kepala Desa Candirenggo", "Camat Dau", "Bupati Malang"; empty where nobody has said."""
    return office_words(Issuer(sk.issuer), sk.office) if sk.issuer else ""


def office_words(issuer: Issuer, office: Wilayah | None) -> str:
    """An office with its place, called as people call it: a kabupaten has a Bupati, a kota a Wali Kota."""
    if office is None:
        return str(issuer.label)
    if issuer == Issuer.BUPATI_WALIKOTA:
        return f"{_('Wali Kota') if office.kind == Kind.KOTA else _('Bupati')} {office.name}"
    place = office.full_name.removeprefix("Desa ").removeprefix("Kel. ").removeprefix("Kec. ")
    return f"{issuer.label} {place}"


def checked_by_dinsos() -> Exists:
    """Of a naming: has Dinsos seen the paper, and not taken that back?"""
    return Exists(SkVerification.objects.filter(sk_id=OuterRef("sk_id"), withdrawn_at__isnull=True))
