"""A policy in sentences that a secretary reads aloud."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pendopo.legality.board_phrases import need_words
from pendopo.legality.phrases import entitled_words
from pendopo.rules.board_policy import Need
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import Bimtek


def policy_sentences(
    entitled: Iterable[str], months: int | None, bimtek: str, wanted: int
) -> tuple[str, ...]:
    """Signer, term, training, wanted number: one sentence each."""
    signer = entitled_words(IssuerType(e) for e in entitled)
    return (
        _("SK ditandatangani %(who)s.") % {"who": signer},
        _("Masa berlaku paling lama %(n)d bulan; yang lebih panjang dihitung sampai batas itu.")
        % {"n": months}
        if months
        else _("Masa berlaku SK tidak dibatasi."),
        {
            Bimtek.TIDAK: _("Bimtek dasar tidak memengaruhi SK."),
            Bimtek.PERINGATAN: _("PSM yang belum bimtek dasar diberi peringatan; SK-nya tetap berlaku."),
            Bimtek.SYARAT: _("SK baru dihitung sejak PSM mengikuti bimtek dasar."),
        }[Bimtek(bimtek)],
        _("Setiap desa/kelurahan diharapkan memiliki paling sedikit %(n)d PSM.") % {"n": wanted},
    )


def board_policy_sentences(
    entitled: Iterable[str], months: int | None, active_months: int, needs: Iterable[str]
) -> tuple[str, ...]:
    """Of boards: signer, term, work, and what opens programmes."""
    signer = entitled_words(IssuerType(e) for e in entitled)
    *some, last = need_words(Need(n) for n in needs) or ("",)
    wanted = _(" dan ").join(filter(None, (", ".join(some), last)))
    return (
        _("SK pengurus ditandatangani %(who)s.") % {"who": signer},
        _("Masa bakti paling lama %(n)d bulan; yang lebih panjang dihitung sampai batas itu.") % {"n": months}
        if months
        else _("Masa bakti tidak dibatasi."),
        _("Aktif bila ada rapat atau laporan dalam %(n)d bulan terakhir.") % {"n": active_months},
        _("Boleh mengakses program bila %(what)s.") % {"what": wanted}
        if wanted
        else _("Akses program tidak bergantung pada keadaan pengurus."),
    )
