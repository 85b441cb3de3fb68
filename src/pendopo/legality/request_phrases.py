"""What a village head is asked for, in a letter to him: a paper or a photo, never a button to press."""

from django.utils.translation import gettext_lazy as _

from pendopo.legality.phrases import entitled_words
from pendopo.rules import registry as rule
from pendopo.rules.policy import Policy

_WANTED = {
    rule.NONE_YET: _("SK yang memuat namanya."),
    rule.STARTS_LATER: _("Tidak perlu SK lain; berlaku mulai tanggal itu."),
    rule.EXPIRED: _("SK baru yang memuat namanya, bila masih bertugas."),
    rule.REVOKED: _("SK baru yang memuat namanya, bila masih bertugas."),
    rule.REPLACED: _("SK baru yang memuat namanya, bila masih bertugas."),
    rule.LEFT_OUT_REVOKED: _("SK tambahan atau perubahan lampiran yang memuat namanya, bila masih bertugas."),
    rule.ISSUER_UNKNOWN: _("Foto SK aslinya, agar penanda tangan dan jabatannya dapat dicatat."),
    rule.SIGNING_DATE_UNKNOWN: _("Foto SK aslinya, agar tanggal penandatanganannya dapat dicatat."),
    rule.END_DATE_UNKNOWN: _("Foto SK aslinya, agar tanggal akhirnya dapat dicatat."),
    rule.DATES_IMPOSSIBLE: _("Foto SK aslinya, agar tanggal mulai dan tanggal akhirnya dapat dicocokkan."),
    rule.BIMTEK_UNKNOWN: _("Salinan sertifikat bimtek dasar, atau keterangan bahwa belum diikuti."),
    rule.ISSUER_NOT_ENTITLED: _("SK yang ditandatangani %(entitled)s."),
    rule.ISSUER_ELSEWHERE: _("SK dari pejabat yang wilayahnya mencakup %(place)s."),
    rule.OTHER_VILLAGE: _("SK yang menyebut %(place)s sebagai tempat tugasnya."),
    rule.BIMTEK_REQUIRED: _("Mengikuti bimtek dasar; SK yang ada lalu dihitung sejak tanggal bimtek."),
}


def wanted(rule_id: str, policy: Policy, place: str) -> str:
    """What mends this reason, for the sheet to the village; empty where nothing is to be sent."""
    words = {"entitled": entitled_words(policy.entitled), "place": place}
    return str(_WANTED[rule_id]) % words if rule_id in _WANTED else ""
