"""A policy in sentences that a secretary reads aloud."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pendopo.legality.phrases import entitled_words
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
