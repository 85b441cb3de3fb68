"""What people read of a verdict: why, and what to do next, in the words of a good village letter.

In: a rule id and the facts around it (paper number, issuer, dates, place). Out: plain text, to be escaped
by whoever shows it. Where a fact is not given, the sentence is still whole.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from pendopo.legality.enums import Issuer
from pendopo.rules import registry as rule
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import DEFAULT_POLICY, Bimtek, Policy
from pendopo.rules.standing import Standing
from pendopo.shared.dates import format_date


class Context(TypedDict, total=False):
    """Facts a sentence may use. Any may be missing or None."""

    number: str | None  # of the paper the segment is about
    newer: str | None  # number of the newer collective SK that leaves the person out
    issuer: IssuerType | str | None
    entitled: Iterable[IssuerType] | None  # who may sign by the policy
    place: str | None  # "Desa Candirenggo", "Kelurahan Sisir"
    starts_on: date | None
    signed_on: date | None
    ends_on: date | None  # last legal day
    revoked_on: date | None
    months: int | None  # longest term of the policy


# Sentence with dates, and the same without them where a date may be missing.
_WHY: dict[str, tuple[Any, ...]] = {
    rule.LEGAL: (_("Karena %(sk)s ditandatangani %(issuer)s, memuat namanya, dan belum dicabut."),),
    rule.NONE_YET: (_("Belum ada SK yang memuat namanya dan sudah berlaku di %(place)s."),),
    rule.STARTS_LATER: (
        _("%(sk)s baru berlaku mulai %(starts_on)s."),
        _("%(sk)s baru berlaku kemudian."),
    ),
    rule.EXPIRED: (
        _("Masa berlaku %(sk)s sudah habis; hari terakhirnya %(ends_on)s."),
        _("Masa berlaku %(sk)s sudah habis."),
    ),
    rule.REVOKED: (
        _("%(sk)s dicabut terhitung mulai %(revoked_on)s."),
        _("%(sk)s sudah dicabut."),
    ),
    rule.REPLACES: (_("%(sk)s menggantikan SK sebelumnya."),),
    rule.REPLACED: (
        _("%(sk)s sudah digantikan SK yang lebih baru, dan SK yang lebih baru itu pun tidak berlaku."),
    ),
    rule.LEFT_OUT_REVOKED: (_("%(newer)s mencabut %(sk)s dan tidak memuat namanya."),),
    rule.LEFT_OUT: (_("Tidak disebut di SK baru: %(newer)s tidak memuat namanya. %(sk)s tetap berlaku."),),
    rule.ISSUER_UNKNOWN: (_("Belum diketahui siapa yang menandatangani %(sk)s."),),
    rule.SIGNING_DATE_UNKNOWN: (_("Tanggal penandatanganan %(sk)s belum diketahui dengan lengkap."),),
    rule.END_DATE_UNKNOWN: (
        _("%(sk)s punya batas waktu, tetapi tanggal akhirnya belum diketahui dengan lengkap."),
    ),
    rule.DATES_IMPOSSIBLE: (_("Tanggal %(sk)s tidak mungkin: berakhir sebelum mulai berlaku."),),
    rule.BIMTEK_UNKNOWN: (
        _("Bimtek dasar menjadi syarat di daerah ini, tetapi tanggal bimteknya belum dicatat."),
    ),
    rule.ISSUER_NOT_ENTITLED: (
        _("%(sk)s ditandatangani %(issuer)s, yang tidak berwenang menurut kebijakan saat itu."),
    ),
    rule.ISSUER_ELSEWHERE: (_("%(sk)s ditandatangani %(issuer)s yang wilayahnya tidak mencakup %(place)s."),),
    rule.OTHER_VILLAGE: (_("%(sk)s memuat namanya untuk desa/kelurahan lain, bukan untuk %(place)s."),),
    rule.BIMTEK_REQUIRED: (
        _("%(sk)s belum dihitung: di daerah ini bimtek dasar menjadi syarat dan saat itu belum diikuti."),
    ),
    rule.RETROACTIVE: (
        _("%(sk)s berlaku surut: mulai %(starts_on)s, padahal ditandatangani %(signed_on)s."),
        _("%(sk)s berlaku surut: mulai berlaku sebelum ditandatangani."),
    ),
    rule.END_BLANK: (_("%(sk)s tidak menyebut kapan berakhir, jadi dianggap tanpa batas waktu."),),
    rule.CAPPED: (
        _("Masa berlaku %(sk)s dihitung paling lama %(months)s bulan menurut kebijakan daerah."),
        _("Masa berlaku %(sk)s dibatasi oleh kebijakan daerah."),
    ),
    rule.BIMTEK_NOT_YET: (_("Belum mengikuti bimtek dasar."),),
    rule.BIMTEK_UNRECORDED: (_("Belum dicatat apakah sudah mengikuti bimtek dasar."),),
    rule.POLICY_OF_SIGNING_DAY: (
        _("Setiap SK dinilai menurut kebijakan yang berlaku pada tanggal penandatanganannya."),
    ),
    rule.LAST_DAY: (_("Hari meninggal, berhenti, atau pindah adalah hari terakhir penugasan."),),
    rule.REVIVES_NOTHING: (_("Mencabut SK pengganti tidak menghidupkan kembali SK yang lama."),),
    rule.CHECK_IS_A_FACT: (
        _("Pemeriksaan oleh Dinas Sosial dicatat tersendiri dan tidak mengubah sah atau tidaknya SK."),
    ),
}

_NEW_SK = _("Terbitkan SK baru yang memuat namanya, dengan tanggal akhir atau kata “tanpa batas waktu”.")

_TODO: dict[str, Any] = {
    rule.LEGAL: _("Simpan SK asli baik-baik, dan unggah hasil pindainya bila belum ada."),
    rule.NONE_YET: _(
        "Terbitkan SK yang memuat namanya, lalu catat di sini. Bila SK sudah ada, catat SK itu."
    ),
    rule.STARTS_LATER: _("Tunggu sampai SK itu berlaku. Bila tanggal mulainya keliru, perbaiki catatannya."),
    rule.EXPIRED: _NEW_SK,
    rule.REVOKED: _(
        "Bila masih bertugas, terbitkan SK baru. Bila pencabutannya salah catat, batalkan catatan itu."
    ),
    rule.REPLACES: _("Simpan SK yang lama sebagai riwayat."),
    rule.REPLACED: _(
        "Terbitkan SK baru. Bila SK penggantinya salah catat, batalkan: SK yang lama berlaku kembali."
    ),
    rule.LEFT_OUT_REVOKED: _(
        "Bila masih bertugas, minta SK tambahan atau perubahan lampiran yang memuat namanya."
    ),
    rule.LEFT_OUT: _(
        "Tanyakan apakah masih bertugas. Bila ya, minta namanya dimuat; bila tidak, catat tanggal selesainya."
    ),
    rule.ISSUER_UNKNOWN: _(
        "Lihat tanda tangan pada SK asli, lalu catat jabatan dan wilayah penanda tangannya."
    ),
    rule.SIGNING_DATE_UNKNOWN: _("Lihat SK asli, lalu catat tanggal, bulan, dan tahun penandatanganannya."),
    rule.END_DATE_UNKNOWN: _("Lihat SK asli, lalu catat tanggal, bulan, dan tahun berakhirnya."),
    rule.DATES_IMPOSSIBLE: _(
        "Cocokkan tanggal mulai dan tanggal akhir dengan SK asli, lalu perbaiki catatannya."
    ),
    rule.BIMTEK_UNKNOWN: _("Catat tanggal bimtek dasar dari sertifikatnya, atau catat bahwa belum diikuti."),
    rule.ISSUER_NOT_ENTITLED: _("Minta SK yang ditandatangani %(entitled)s."),
    rule.ISSUER_ELSEWHERE: _(
        "Minta SK dari pejabat yang wilayahnya mencakup %(place)s, atau perbaiki bila salah catat."
    ),
    rule.OTHER_VILLAGE: _(
        "Minta SK yang menyebut %(place)s. Bila memang bertugas di tempat lain, catat perpindahannya."
    ),
    rule.BIMTEK_REQUIRED: _(
        "Daftarkan ke bimtek dasar: SK yang masih berlaku dihitung sejak tanggal bimtek. "
        "Bila sudah mengikuti, catat tanggalnya."
    ),
    rule.RETROACTIVE: _("Pastikan tanggal mulai itu memang tertulis di SK asli."),
    rule.END_BLANK: _("Pada SK berikutnya, tulis tanggal akhir atau kata “tanpa batas waktu”."),
    rule.CAPPED: _("Terbitkan SK baru sebelum batas itu lewat, dengan masa berlaku yang tidak melebihinya."),
    rule.BIMTEK_NOT_YET: _("Daftarkan ke bimtek dasar berikutnya, lalu catat tanggalnya."),
    rule.BIMTEK_UNRECORDED: _("Tanyakan, lalu catat tanggal bimtek dasarnya atau catat bahwa belum diikuti."),
    rule.POLICY_OF_SIGNING_DAY: _(
        "Bila daerah mempunyai ketentuan sendiri, minta Dinas Sosial mencatatnya sebagai kebijakan."
    ),
    rule.LAST_DAY: _("Bila tanggal itu keliru, perbaiki di halaman PSM."),
    rule.REVIVES_NOTHING: _(
        "Terbitkan SK baru; bila SK pengganti itu hanya salah catat, batalkan catatannya."
    ),
    rule.CHECK_IS_A_FACT: _("Minta Dinas Sosial memeriksa SK asli dan mencatat hasilnya."),
}

_VERDICT: dict[Standing, Any] = {
    Standing.SAH: _("Sah sebagai PSM %(place)s"),
    Standing.HABIS: _("Tidak sah sebagai PSM %(place)s: SK sudah habis"),
    Standing.GUGUR: _("Tidak sah sebagai PSM %(place)s: SK gugur"),
    Standing.BELUM_BER_SK: _("Belum ber-SK sebagai PSM %(place)s"),
    Standing.BELUM_DAPAT_DINILAI: _("Belum dapat dinilai sebagai PSM %(place)s"),
}


def phrase(rule_id: str, **context: Unpack[Context]) -> str:
    """Why: one sentence for a rule id."""
    words = _Words(context)
    with_dates, *without = _WHY[rule_id]
    try:
        return str(with_dates) % words
    except KeyError:
        return str(without[0]) % words


def todo(rule_id: str, **context: Unpack[Context]) -> str:
    """What the village head or the secretary does next."""
    return str(_TODO[rule_id]) % _Words(context)


def verdict(standing: Standing, place: str) -> str:
    """The heading over the reasons: "Sah sebagai PSM Candirenggo"."""
    return str(_VERDICT[standing]) % {"place": place}


def validity(ends_on: date | None) -> str:
    """How long, beside the verdict *sah*: "tanpa batas waktu", "sampai 28 Februari 2026"."""
    return (
        str(_("sampai %(date)s")) % {"date": format_date(ends_on)} if ends_on else str(_("tanpa batas waktu"))
    )


def issuer_word(issuer: IssuerType | str | None) -> str:
    return str(Issuer(issuer).label) if issuer else str(_("pejabat yang belum diketahui"))


def entitled_words(entitled: Iterable[IssuerType]) -> str:
    """ "Kepala Desa atau Lurah": those who may sign, nearest to the village first."""
    allowed = set(entitled)
    return str(_(" atau ")).join(issuer_word(issuer) for issuer in IssuerType if issuer in allowed)


def must_contain(policy: Policy = DEFAULT_POLICY, place: str = "") -> tuple[str, ...]:
    """What an SK signed today must contain so that it counts: one line each, for the sheet to the village."""
    words = _Words({"place": place, "entitled": policy.entitled, "months": policy.longest_term_months})
    lines = [
        _("Nomor SK dan tanggal penandatanganan yang lengkap (tanggal, bulan, tahun)."),
        _("Nama PSM yang diangkat; bila lebih dari satu, semua nama ada di lampiran."),
        _("Tempat tugasnya: %(place)s, sebagai Pekerja Sosial Masyarakat."),
        _("Tanda tangan %(entitled)s."),
        _("Tanggal mulai berlaku, dan tanggal akhir atau kata “tanpa batas waktu”."),
    ]
    if policy.longest_term_months is not None:
        lines[-1] = _("Tanggal mulai dan tanggal akhir, dengan masa berlaku paling lama %(months)s bulan.")
    if policy.bimtek is Bimtek.SYARAT:
        lines.append(_("PSM sudah mengikuti bimtek dasar: SK dihitung sejak tanggal bimtek."))
    return tuple(str(line) % words for line in lines)


class _Words(dict[str, str]):
    """The facts as words, each made when a sentence asks for it: a list has a sentence on every row.

    Dates and numbers of months are there only where known; the rest has a neutral word.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def __missing__(self, key: str) -> str:
        fact = self._context.get(key)
        if key in _NEUTRAL:
            return _NEUTRAL[key](self._context)
        if isinstance(fact, date):
            return format_date(fact)
        if fact is None:
            raise KeyError(key)
        return str(fact)


_NEUTRAL: dict[str, Callable[[Context], str]] = {
    "sk": lambda facts: sk_word(facts.get("number")),
    "newer": lambda facts: _named(facts.get("newer")) or str(_("SK bersama yang lebih baru")),
    "issuer": lambda facts: (
        issuer_word(i) if (i := facts.get("issuer")) else str(_("pejabat yang berwenang"))
    ),
    "entitled": lambda facts: entitled_words(facts.get("entitled") or DEFAULT_POLICY.entitled),
    "place": lambda facts: facts.get("place") or str(_("desa/kelurahan ini")),
}


def sk_word(number: str | None) -> str:
    """ "SK 141/07/2016", or "SK ini" for one without a number."""
    return _named(number) or str(_("SK ini"))


def _named(number: str | None) -> str:
    """ "SK 141/07/2016"; a number that people wrote with its "SK" keeps the one it has."""
    number = (number or "").strip()
    return number if not number or number.upper().startswith("SK ") else f"SK {number}"
