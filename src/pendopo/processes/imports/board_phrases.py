"""Words of importing boards: findings of cells, reasons of rows, what may be answered. A code is never shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.intake.board_drafts import TermEnd
from pendopo.intake.board_fields import BOARD_FIELDS, UNKNOWN
from pendopo.intake.fields import Field
from pendopo.intake.issues import Code
from pendopo.legality.enums import Issuer
from pendopo.processes.models import RowState

Words = str | Promise

BOARD_CELLS: dict[Code, Words] = {
    Code.BOARD_PLACE_MISSING: gettext_lazy("Wilayahnya kosong. Pilih IPSM mana yang dimaksud."),
    Code.BOARD_PLACE_SPELLING: gettext_lazy("“%(raw)s” tidak ada di daftar wilayah. Mana yang dimaksud?"),
    Code.BOARD_PLACE_AMBIGUOUS: gettext_lazy("“%(raw)s” dapat berarti lebih dari satu wilayah. Mana yang dimaksud?"),
    Code.BOARD_PLACE_UNKNOWN: gettext_lazy("“%(raw)s” tidak ada di wilayah Anda. Pilih yang dimaksud."),
    Code.BOARD_PLACE_BY_ORDER: gettext_lazy("Ditulis “%(raw)s”; dikenali dari urutannya di daftar."),
    Code.BOARD_PLACE_BY_REST: gettext_lazy("Ditulis “%(raw)s”; hanya wilayah ini yang belum disebut baris lain."),
    Code.BOARD_PLACE_TWICE: gettext_lazy("Wilayah ini sudah ada di baris %(row)s. Hapus salah satu barisnya."),
    Code.BOARD_STATE_UNSAID: gettext_lazy("Baris ini tidak menyebut apa pun tentang pengurusnya."),
    Code.CHAIR_MISSING: gettext_lazy("Nama ketuanya kosong; dapat dilengkapi nanti."),
    Code.ISSUER_UNREAD: gettext_lazy("Pejabat “%(raw)s” belum kami kenali. Siapa yang menetapkan SK ini?"),
    Code.SK_DATE_EARLY: gettext_lazy("Tanggal SK “%(raw)s” terlalu lama; periksa tahunnya."),
    Code.TERM_UNREADABLE: gettext_lazy("Masa bakti “%(raw)s” belum terbaca. Tulis misalnya 2021-2026."),
    Code.TERM_LONG: gettext_lazy("Masa bakti %(years)s tahun, lebih lama dari biasanya; disimpan seperti tertulis."),
    Code.TERM_OFF_SK: gettext_lazy("Tahun SK-nya di luar masa bakti “%(raw)s”; disimpan seperti tertulis."),
    Code.TERM_END: gettext_lazy("Pada hari apa masa bakti itu berakhir?"),
}  # fmt: skip

BOARD_ROWS: dict[str, Words] = {
    "board_there": gettext_lazy(
        "Daftar ini menulis belum terbentuk, tetapi pengurusnya sudah tercatat. Tidak ada yang diubah."
    ),
    "board_differs": gettext_lazy("Pengurus ini sudah tercatat, tetapi isinya berbeda dengan berkas."),
    "board_overlaps": gettext_lazy(
        "Masa baktinya bertumpuk dengan pengurus yang sudah tercatat. Bila keduanya dicatat, yang mulai kemudian "
        "menggantikan yang lain."
    ),
    "board_left_out": gettext_lazy("Dilewati menurut jawaban Anda; yang tercatat tetap."),
    "sk_of_other": gettext_lazy("SK dengan kantor, nomor, dan tanggal ini sudah tercatat untuk IPSM lain."),
    "forming_too_early": gettext_lazy(
        "Pengurus yang tercatat lebih baru daripada tanggal daftar ini. Catat pembentukannya dari halaman IPSM."
    ),
    "invalid_number": gettext_lazy("Nomor SK-nya tidak dapat disimpan. Betulkan nomornya."),
    "invalid_signed_on": gettext_lazy("Tanggal SK-nya tidak mungkin. Betulkan tanggalnya."),
    "invalid_ends_on": gettext_lazy("Masa baktinya berakhir sebelum SK-nya berlaku. Betulkan tanggalnya."),
    "invalid_office": gettext_lazy("Pejabat yang menetapkan tidak cocok dengan wilayahnya. Betulkan pejabatnya."),
    "invalid_issuer": gettext_lazy("Desa dipimpin kepala desa dan kelurahan dipimpin lurah. Betulkan pejabatnya."),
}  # fmt: skip

BOARD_COLUMNS: dict[Field, Words] = {
    Field.ORDINAL: gettext_lazy("nomor urut"),
    Field.REGENCY: gettext_lazy("kabupaten/kota"),
    Field.DISTRICT: gettext_lazy("kecamatan"),
    Field.VILLAGE: gettext_lazy("desa/kelurahan"),
    Field.CHAIR: gettext_lazy("ketua"),
    Field.PHONE: gettext_lazy("nomor HP"),
    Field.SK_NUMBER: gettext_lazy("nomor SK"),
    Field.SK_DATE: gettext_lazy("tanggal SK"),
    Field.SK_UNTIL: gettext_lazy("SK berlaku sampai"),
    Field.ISSUER: gettext_lazy("ditetapkan oleh"),
    Field.TERM: gettext_lazy("masa bakti"),
    Field.NOTE: gettext_lazy("keterangan"),
    Field.IGNORED: gettext_lazy("tidak dipakai"),
}
assert set(BOARD_COLUMNS) == set(BOARD_FIELDS)

TERM_ENDS: tuple[tuple[str, Words], ...] = (
    (TermEnd.ANNIVERSARY.value, gettext_lazy("Sehari sebelum ulang tahun SK-nya (SK 21 Mei 2019: 20 Mei 2024)")),
    (TermEnd.LAST_DAY.value, gettext_lazy("31 Desember tahun terakhir (2019–2024: 31 Desember 2024)")),
    (TermEnd.UNKNOWN.value, gettext_lazy("Belum tahu (masa baktinya belum dapat dinilai)")),
)  # fmt: skip

ISSUERS: tuple[tuple[str, Words], ...] = (
    *((issuer.value, issuer.label) for issuer in Issuer),
    (UNKNOWN, gettext_lazy("Belum tahu (SK-nya belum dapat dinilai)")),
)

STATES: dict[str, Words] = {
    RowState.NEW.value: gettext_lazy("baru"),
    RowState.KNOWN.value: gettext_lazy("sudah tercatat"),
    RowState.CHANGED.value: gettext_lazy("dibetulkan menurut berkas"),
    RowState.NONE_YET.value: gettext_lazy("belum terbentuk"),
    RowState.WAITS.value: gettext_lazy("perlu jawaban"),
    RowState.REFUSED.value: gettext_lazy("tidak dapat disimpan"),
}

DIFFERENT: dict[str, Words] = {
    "chair": gettext_lazy("Ketua"),
    "phone": gettext_lazy("Nomor HP"),
    "number": gettext_lazy("Nomor SK"),
    "signed_on": gettext_lazy("Tanggal SK"),
    "issuer": gettext_lazy("Ditetapkan oleh"),
    "starts_on": gettext_lazy("Mulai berlaku"),
    "ends_on": gettext_lazy("Berakhir"),
    "term": gettext_lazy("Masa bakti"),
    "note": gettext_lazy("Keterangan"),
}

QUESTION_KINDS: dict[str, Words] = {
    "bplace": gettext_lazy("wilayah"),
    "bplace_row": gettext_lazy("wilayah"),
    "bissuer": gettext_lazy("pejabat yang menetapkan"),
    "bstate": gettext_lazy("baris kosong"),
    "bterm": gettext_lazy("masa bakti"),
    "bdate": gettext_lazy("tanggal SK"),
    "bnumber": gettext_lazy("nomor SK"),
}

PLANNED_KINDS: dict[str, Words] = {
    "board_overlaps": gettext_lazy("masa bakti bertumpuk"),
    "board_differs": gettext_lazy("berbeda dengan yang tercatat"),
}
"""Why rows wait that were read well: reason of the row → words of the figure."""


def overlap_words(board: str, later: bool | None) -> str:
    """One recorded board that a row overlaps. `later`: the row's begins after it."""
    if later is None:
        return _("Tercatat: %(board)s") % {"board": board}
    if later:
        return _("Tercatat lebih dahulu: %(board)s") % {"board": board}
    return _("Tercatat, mulai kemudian: %(board)s") % {"board": board}


def record_words(how: str) -> str:
    """The answer that takes the row for another board, by how it overlaps (`board_overlaps.way`)."""
    return {
        "baru": _("Catat sebagai pengurus baru"),
        "lama": _("Catat sebagai pengurus sebelumnya"),
    }.get(how, _("Catat sebagai pengurus lain"))


def issuer_words(issuer: str) -> str:
    return str(Issuer(issuer).label) if issuer else _("belum diketahui")
