"""What people read of the verdicts on a board: why, and what to do next.

As `phrases`, whose sentences serve here too where a paper is a paper. Where a fact is not given, the sentence is
still whole.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from pendopo.legality import phrases
from pendopo.legality.enums import BoardNeed
from pendopo.rules import board_registry as rule
from pendopo.rules import registry as psm_rule
from pendopo.rules.board_policy import Need
from pendopo.rules.issuer import IssuerType
from pendopo.rules.standing import Standing
from pendopo.shared.dates import format_date


class BoardContext(TypedDict, total=False):
    """Facts a sentence may use. Any may be missing or None."""

    unit: str | None  # "IPSM Kab. Malang"
    number: str | None  # of the paper the segment is about
    issuer: IssuerType | str | None
    entitled: Iterable[IssuerType] | None  # who may sign by the policy
    starts_on: date | None
    signed_on: date | None
    ends_on: date | None  # last legal day
    revoked_on: date | None
    elected_on: date | None
    stopped_on: date | None  # frozen or dissolved since
    months: int | None  # longest term of the policy
    active_months: int | None


_AS_OF_PSM: dict[str, str] = {
    rule.STARTS_LATER: psm_rule.STARTS_LATER,
    rule.REVOKED: psm_rule.REVOKED,
    rule.REPLACES: psm_rule.REPLACES,
    rule.REPLACED: psm_rule.REPLACED,
    rule.ISSUER_UNKNOWN: psm_rule.ISSUER_UNKNOWN,
    rule.SIGNING_DATE_UNKNOWN: psm_rule.SIGNING_DATE_UNKNOWN,
    rule.DATES_IMPOSSIBLE: psm_rule.DATES_IMPOSSIBLE,
    rule.ISSUER_NOT_ENTITLED: psm_rule.ISSUER_NOT_ENTITLED,
    rule.ISSUER_ELSEWHERE: psm_rule.ISSUER_ELSEWHERE,
    rule.RETROACTIVE: psm_rule.RETROACTIVE,
    rule.POLICY_OF_SIGNING_DAY: psm_rule.POLICY_OF_SIGNING_DAY,
}
"""A sentence about the paper alone is the same for both."""

# Sentence with all facts, and the same without those that may be missing.
_WHY: dict[str, tuple[Any, ...]] = {
    rule.LEGAL: (_("Karena %(sk)s ditandatangani %(issuer)s sesudah pengurus terpilih, dan belum dicabut."),),
    rule.NONE_YET: (_("Belum ada SK pengurus %(unit)s yang sudah berlaku."),),
    rule.EXPIRED: (
        _("Masa bakti menurut %(sk)s sudah habis; hari terakhirnya %(ends_on)s."),
        _("Masa bakti menurut %(sk)s sudah habis."),
    ),
    rule.FROZEN: (_("%(unit)s dibekukan sejak %(stopped_on)s."), _("%(unit)s sedang dibekukan.")),
    rule.DISSOLVED: (_("%(unit)s dibubarkan sejak %(stopped_on)s."), _("%(unit)s sudah dibubarkan.")),
    rule.END_DATE_UNKNOWN: (
        _("Masa bakti menurut %(sk)s hanya diketahui tahunnya; tanggal akhirnya belum dicatat."),
    ),
    rule.BEFORE_ELECTION: (
        _("%(sk)s ditandatangani %(signed_on)s, sebelum musda memilih pengurus pada %(elected_on)s."),
        _("%(sk)s ditandatangani sebelum musda memilih pengurus."),
    ),
    rule.END_BLANK: (_("%(sk)s tidak menyebut kapan masa bakti berakhir."),),
    rule.CAPPED: (
        _("Masa bakti dihitung paling lama %(months)s bulan sejak SK pertamanya, menurut kebijakan."),
        _("Masa bakti dibatasi oleh kebijakan, dihitung sejak SK pertamanya."),
    ),
    rule.ELECTION_UNRECORDED: (
        _("Belum dicatat kapan pengurus dipilih, jadi belum dapat dipastikan bahwa SK menyusul pemilihan."),
    ),
    rule.CHAIR_VACANT: (_("Kursi ketua kosong atau belum dicatat."),),
    rule.CHAIR_ACTING: (_("Ketua baru dijabat pelaksana tugas."),),
    rule.CHAIR_NOT_TIED: (
        _("Nama ketua belum dihubungkan dengan data PSM, jadi SK PSM-nya belum diketahui."),
    ),
    rule.CHAIR_NOT_PSM: (_("Ketua bukan PSM ber-SK pada hari itu."),),
    rule.TERM_FROM_FIRST_SK: (
        _("Masa bakti dihitung sejak SK pertama; SK pergantian di tengah jalan tidak memperpanjangnya."),
    ),
    rule.REVIVES_NOTHING: (_("Mencabut SK pengurus baru tidak menghidupkan kembali pengurus lama."),),
    rule.ONE_BOARD_AT_A_TIME: (
        _("Satu IPSM punya satu pengurus: SK pengurus berikutnya mengakhiri yang sebelumnya."),
    ),
    rule.NOT_LEGAL: (_("Pengurus tidak sah pada hari itu."),),
    rule.SEAT_VACANT: (_("Ada jabatan wajib yang kosong."),),
    rule.SEATS_UNRECORDED: (_("Susunan pengurus belum dicatat."),),
    rule.NO_WORK: (
        _("Belum ada rapat atau laporan dalam %(active_months)s bulan terakhir."),
        _("Belum ada rapat atau laporan dalam beberapa bulan terakhir."),
    ),
    rule.NOT_ACTIVE: (_("Kebijakan meminta pengurus yang aktif."),),
    rule.NOT_CHECKED: (_("Kebijakan meminta SK yang sudah diperiksa Dinas Sosial."),),
    rule.NOT_INSTALLED: (_("Kebijakan meminta pengurus yang sudah dikukuhkan."),),
}

_NEW_SK = _("Minta SK pengurus dari %(entitled)s, lalu catat di sini.")
_NEW_MUSDA = _("Siapkan musda, pilih pengurus baru, lalu minta SK dari %(entitled)s.")
_TIE_CHAIR = _("Pastikan siapa ketuanya, lalu pilih orangnya dari data PSM.")

_TODO: dict[str, Any] = {
    rule.LEGAL: _("Simpan SK asli baik-baik, dan unggah hasil pindainya bila belum ada."),
    rule.NONE_YET: _NEW_SK,
    rule.STARTS_LATER: _("Tunggu sampai SK itu berlaku. Bila tanggal mulainya keliru, perbaiki catatannya."),
    rule.EXPIRED: _NEW_MUSDA,
    rule.REVOKED: _("Minta SK baru dari %(entitled)s. Bila pencabutannya salah catat, batalkan catatan itu."),
    rule.REPLACES: _("Simpan SK yang lama sebagai riwayat."),
    rule.REPLACED: _("Minta SK baru dari %(entitled)s. Bila SK penggantinya salah catat, batalkan."),
    rule.FROZEN: _("Selesaikan sebab pembekuannya, lalu minta dinas yang membekukan mencatat pencabutannya."),
    rule.DISSOLVED: _("Bila IPSM dibentuk lagi, catat sebagai pembentukan baru, mulai dari persiapan."),
    rule.ISSUER_UNKNOWN: _(
        "Lihat tanda tangan pada SK asli, lalu catat jabatan dan wilayah penanda tangannya."
    ),
    rule.SIGNING_DATE_UNKNOWN: _("Lihat SK asli, lalu catat tanggal, bulan, dan tahun penandatanganannya."),
    rule.END_DATE_UNKNOWN: _("Lihat SK asli, lalu catat tanggal, bulan, dan tahun akhir masa bakti."),
    rule.DATES_IMPOSSIBLE: _(
        "Cocokkan tanggal mulai dan tanggal akhir dengan SK asli, lalu perbaiki catatannya."
    ),
    rule.ISSUER_NOT_ENTITLED: _("Minta SK yang ditandatangani %(entitled)s."),
    rule.ISSUER_ELSEWHERE: _(
        "Minta SK dari pejabat yang wilayahnya mencakup %(unit)s, atau perbaiki bila salah catat."
    ),
    rule.BEFORE_ELECTION: _(
        "Bila tanggal musda atau tanggal SK keliru, perbaiki. Bila tidak, minta SK baru yang menyusul musda."
    ),
    rule.RETROACTIVE: _("Pastikan tanggal mulai itu memang tertulis di SK asli."),
    rule.END_BLANK: _("Pada SK berikutnya, tulis tanggal akhir masa bakti."),
    rule.CAPPED: _("Siapkan musda sebelum batas itu lewat."),
    rule.ELECTION_UNRECORDED: _("Lihat berita acara musda, lalu catat tanggal pengurus terpilih."),
    rule.CHAIR_VACANT: _(
        "Catat siapa ketuanya. Bila kosong, rapatkan penggantinya, lalu minta SK pergantian."
    ),
    rule.CHAIR_ACTING: _("Rapatkan ketua yang tetap, lalu minta SK pergantian antarwaktu."),
    rule.CHAIR_NOT_TIED: _TIE_CHAIR,
    rule.CHAIR_NOT_PSM: _("Buka halaman PSM ketua: catat atau perbarui SK PSM-nya, atau ganti ketuanya."),
    rule.POLICY_OF_SIGNING_DAY: _(
        "Bila daerah mempunyai ketentuan sendiri, minta Dinas Sosial mencatatnya sebagai kebijakan."
    ),
    rule.TERM_FROM_FIRST_SK: _("Rencanakan musda menurut tanggal SK pertama."),
    rule.REVIVES_NOTHING: _("Minta SK baru; bila SK itu hanya salah catat, batalkan catatannya."),
    rule.ONE_BOARD_AT_A_TIME: _("Serahterimakan dokumen, barang, dan akun dari pengurus lama."),
    rule.NOT_LEGAL: _("Bereskan dahulu sebab pengurusnya tidak sah."),
    rule.SEAT_VACANT: _("Isi jabatan yang wajib, atau catat siapa yang sudah mendudukinya."),
    rule.SEATS_UNRECORDED: _("Catat susunan pengurus menurut lampiran SK."),
    rule.NO_WORK: _("Adakan rapat atau kirim laporan, lalu catat tanggalnya."),
    rule.NOT_ACTIVE: _("Isi jabatan wajib, adakan rapat atau kirim laporan, lalu catat di sini."),
    rule.NOT_CHECKED: _("Tunjukkan SK asli kepada Dinas Sosial agar diperiksa."),
    rule.NOT_INSTALLED: _("Jadwalkan pengukuhan, lalu catat tanggalnya."),
}

_VERDICT: dict[Standing, Any] = {
    Standing.SAH: _("Pengurus %(unit)s sah"),
    Standing.HABIS: _("Pengurus %(unit)s sudah habis masa baktinya, tidak sah lagi"),
    Standing.GUGUR: _("Pengurus %(unit)s gugur SK-nya, tidak sah"),
    Standing.BELUM_BER_SK: _("Pengurus %(unit)s belum ber-SK"),
    Standing.BELUM_DAPAT_DINILAI: _("Pengurus %(unit)s belum dapat dinilai"),
}

_STOPPED: dict[str, Any] = {
    rule.FROZEN: _("Pengurus %(unit)s sedang dibekukan, tidak sah"),
    rule.DISSOLVED: _("%(unit)s sudah dibubarkan, pengurusnya tidak sah"),
}
"""Whose paper has not lapsed: the office above has spoken."""

_DATES = ("starts_on", "signed_on", "ends_on", "revoked_on", "elected_on", "stopped_on")


def board_phrase(rule_id: str, **context: Unpack[BoardContext]) -> str:
    """Why: one sentence for a rule id."""
    if rule_id in _AS_OF_PSM:
        return phrases.phrase(_AS_OF_PSM[rule_id], **_for_psm(context))
    words = _words(context)
    whole, *without = _WHY[rule_id]
    try:
        return str(whole) % words
    except KeyError:
        return str(without[0]) % words


def board_todo(rule_id: str, **context: Unpack[BoardContext]) -> str:
    """What the secretary or Dinas Sosial does next."""
    return str(_TODO[rule_id]) % _words(context)


def board_verdict(standing: str, unit: str = "", reasons: Iterable[str] = ()) -> str:
    """The heading over the reasons, before "per 24 Mei 2026": "Pengurus IPSM Kab. Malang sah"."""
    stopped = next((_STOPPED[reason] for reason in reasons if reason in _STOPPED), None)
    return str(stopped or _VERDICT[Standing(standing)]) % {"unit": unit or str(_("IPSM"))}


def board_sentence(standing: str, reasons: Iterable[str], **context: Unpack[BoardContext]) -> str:
    """One line for a list: why, by the rule that decides."""
    first = next(iter(reasons), None)
    return board_phrase(first, **context) if first else board_verdict(standing, context.get("unit") or "")


def access_words(access: bool, reasons: Iterable[str], **context: Unpack[BoardContext]) -> str:
    """ "Boleh mengakses program: tidak, karena …"."""
    if access:
        return str(_("Boleh mengakses program: ya."))
    why = [board_phrase(reason, **context).rstrip(".") for reason in reasons]
    told = str(_("; ")).join(w[:1].lower() + w[1:] for w in why)
    return str(_("Boleh mengakses program: tidak, karena %(why)s.")) % {"why": told}


def need_words(needs: Iterable[Need]) -> tuple[str, ...]:
    """What a policy asks of a board before it may reach programmes, in a fixed order."""
    asked = set(needs)
    return tuple(str(BoardNeed(need).label) for need in Need if need in asked)


def _for_psm(context: BoardContext) -> phrases.Context:
    unit = context.get("unit")
    return {
        "number": context.get("number"),
        "issuer": context.get("issuer"),
        "place": unit or str(_("IPSM ini")),
        "starts_on": context.get("starts_on"),
        "signed_on": context.get("signed_on"),
        "ends_on": context.get("ends_on"),
        "revoked_on": context.get("revoked_on"),
        "months": context.get("months"),
    }


def _words(context: BoardContext) -> dict[str, str]:
    """The facts as words; dates and months only where known, the rest has a neutral word."""
    issuer, entitled = context.get("issuer"), context.get("entitled")
    words = {
        "sk": phrases.sk_word(context.get("number")),
        "unit": context.get("unit") or str(_("IPSM ini")),
        "issuer": phrases.issuer_word(issuer) if issuer else str(_("pejabat yang berwenang")),
        "entitled": phrases.entitled_words(entitled) if entitled else str(_("pejabat yang berwenang")),
    }
    known = {key: context.get(key) for key in _DATES}
    words |= {key: format_date(day) for key, day in known.items() if isinstance(day, date)}
    months = {key: context.get(key) for key in ("months", "active_months")}
    return words | {key: str(n) for key, n in months.items() if n is not None}
