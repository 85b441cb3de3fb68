"""Every word of an import: findings of cells, reasons of rows, what may be answered. A code is never shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.intake.fields import Field
from pendopo.intake.issues import Code, Issue
from pendopo.intake.rows import Reason
from pendopo.processes.imports.board_phrases import BOARD_CELLS, BOARD_ROWS
from pendopo.shared.dates import format_date

Words = str | Promise

UNKNOWN = "tidak_tahu"
SIGNERS: tuple[tuple[str, Words], ...] = (
    ("kepala_desa", gettext_lazy("Kepala desa atau lurah masing-masing")),
    ("camat", gettext_lazy("Camat")),
    ("kepala_dinsos", gettext_lazy("Kepala Dinas Sosial kabupaten/kota")),
    ("bupati_walikota", gettext_lazy("Bupati atau wali kota")),
    ("lain", gettext_lazy("Pihak lain")),
    (UNKNOWN, gettext_lazy("Belum tahu (SK-nya belum dapat dinilai)")),
)

FIELDS: dict[Field, Words] = {
    Field.ORDINAL: gettext_lazy("nomor urut"),
    Field.NAME: gettext_lazy("nama"),
    Field.NIK: gettext_lazy("NIK"),
    Field.SEX: gettext_lazy("jenis kelamin"),
    Field.BIRTH: gettext_lazy("tempat dan tanggal lahir"),
    Field.BIRTH_PLACE: gettext_lazy("tempat lahir"),
    Field.BIRTH_DATE: gettext_lazy("tanggal lahir"),
    Field.VILLAGE: gettext_lazy("desa/kelurahan"),
    Field.DISTRICT: gettext_lazy("kecamatan"),
    Field.REGENCY: gettext_lazy("kabupaten/kota"),
    Field.ADDRESS: gettext_lazy("alamat"),
    Field.PHONE: gettext_lazy("nomor HP"),
    Field.SK: gettext_lazy("SK (nomor dan tanggal)"),
    Field.SK_NUMBER: gettext_lazy("nomor SK"),
    Field.SK_DATE: gettext_lazy("tanggal SK"),
    Field.SK_UNTIL: gettext_lazy("SK berlaku sampai"),
    Field.BIMTEK: gettext_lazy("sudah bimtek"),
    Field.BIMTEK_DATE: gettext_lazy("tanggal bimtek"),
    Field.BIMTEK_NUMBER: gettext_lazy("nomor bimtek"),
    Field.BIMTEK_ORGANISER: gettext_lazy("penyelenggara bimtek"),
    Field.EDUCATION: gettext_lazy("pendidikan"),
    Field.NOTE: gettext_lazy("keterangan"),
    Field.STARTS_ON: gettext_lazy("menjadi PSM sejak"),
    Field.KTA: gettext_lazy("nomor KTA"),
    Field.IGNORED: gettext_lazy("tidak dipakai"),
}

_CELLS: dict[Code, Words] = {
    Code.NAME_MISSING: gettext_lazy("Namanya kosong. Tulis namanya."),
    Code.NIK_MISSING: gettext_lazy("NIK belum ada; dapat dilengkapi nanti."),
    Code.NIK_ROUNDED: gettext_lazy("Dibulatkan Excel, angka terakhir belum pasti."),
    Code.NIK_LENGTH: gettext_lazy("%(length)s angka; NIK harus 16. Disimpan sebagai “belum pasti”."),
    Code.NIK_SCIENTIFIC: gettext_lazy("Excel memotong angkanya. Disimpan sebagai “belum pasti”."),
    Code.NIK_NOT_DIGITS: gettext_lazy("Ada huruf di dalam NIK. Disimpan sebagai “belum pasti”."),
    Code.NIK_STRUCTURE: gettext_lazy("Susunan angkanya bukan susunan NIK. Disimpan sebagai “belum pasti”."),
    Code.NIK_BIRTH_DIFFERS: gettext_lazy(
        "Menurut NIK lahir %(offered)s. Keduanya disimpan; cocokkan dengan KTP."
    ),
    Code.NIK_SEX_DIFFERS: gettext_lazy("Jenis kelamin menurut NIK berbeda. Cocokkan dengan KTP."),
    Code.SEX_MISSING: gettext_lazy("Jenis kelamin belum diisi."),
    Code.SEX_UNREADABLE: gettext_lazy("Kami belum bisa membaca jenis kelamin “%(raw)s”."),
    Code.SEX_CODE: gettext_lazy("Jenis kelamin ditulis “%(raw)s”: laki-laki atau perempuan?"),
    Code.BIRTH_MISSING: gettext_lazy("Tanggal lahir belum ada; dapat dilengkapi nanti."),
    Code.BIRTH_IMPOSSIBLE: gettext_lazy("Tanggal ini tidak ada di kalender. Isi yang benar."),
    Code.BIRTH_YEAR_ONLY: gettext_lazy("Hanya tahunnya yang tertulis. Isi tanggal lengkapnya."),
    Code.BIRTH_UNREADABLE: gettext_lazy("Kami belum bisa membaca tanggal lahir ini. Isi yang benar."),
    Code.BIRTH_AGE: gettext_lazy("Umurnya menjadi %(age)s tahun. Periksa tahun lahirnya."),
    Code.VILLAGE_MISSING: gettext_lazy("Desa/kelurahannya kosong. Pilih desanya."),
    Code.VILLAGE_SPELLING: gettext_lazy("Tidak ada nama desa yang persis begini. Maksudnya yang mana?"),
    Code.VILLAGE_AMBIGUOUS: gettext_lazy("Ada beberapa desa bernama begini. Pilih yang dimaksud."),
    Code.VILLAGE_UNKNOWN: gettext_lazy("Desa ini tidak kami temukan di wilayah ini. Pilih desanya."),
    Code.DISTRICT_SPELLING: gettext_lazy("Ejaan kecamatannya berbeda; dikenali dari nama desanya."),
    Code.PHONE_UNREADABLE: gettext_lazy("Nomor HP “%(raw)s” belum terbaca; dikosongkan."),
    Code.PHONE_SEVERAL: gettext_lazy("Ada beberapa nomor HP; yang pertama disimpan."),
    Code.SK_NUMBER_MISSING: gettext_lazy("Nomor SK kosong. Tulis nomornya."),
    Code.SK_DATE_MISSING: gettext_lazy("Tanggal SK kosong. Isi tanggal penetapannya."),
    Code.SK_DATE_IMPOSSIBLE: gettext_lazy("Tanggal SK “%(raw)s” tidak ada di kalender. Isi yang benar."),
    Code.SK_DATE_YEAR_ONLY: gettext_lazy("Hanya tahun SK yang tertulis. Isi tanggal lengkapnya."),
    Code.SK_DATE_UNREADABLE: gettext_lazy("Kami belum bisa membaca tanggal SK “%(raw)s”. Isi yang benar."),
    Code.SK_DATE_FUTURE: gettext_lazy("Tanggal SK “%(raw)s” belum terjadi; SK belum berlaku."),
    Code.SK_UNTIL_UNREADABLE: gettext_lazy(
        "Kami belum bisa membaca masa berlaku “%(raw)s”. Isi tanggal akhirnya."
    ),
    Code.SK_UNTIL_BEFORE: gettext_lazy(
        "SK berakhir (“%(raw)s”) sebelum ditetapkan. Isi tanggal akhir yang benar."
    ),
    Code.SK_IN_PROGRESS: gettext_lazy("SK masih diproses; disimpan sebagai belum ber-SK."),
    Code.BIMTEK_UNREADABLE: gettext_lazy("Keterangan bimtek “%(raw)s” belum terbaca; dikosongkan."),
    Code.STARTS_UNREADABLE: gettext_lazy(
        "Tanggal mulai bertugas “%(raw)s” belum terbaca; dipakai tanggal SK-nya."
    ),
    Code.FORMULA_TEXT: gettext_lazy("Berisi rumus; disimpan sebagai teks biasa."),
    Code.SIGNER: gettext_lazy("Siapa yang menandatangani SK di daftar ini?"),
    Code.AS_OF: gettext_lazy("Keadaan per tanggal berapa?"),
    **BOARD_CELLS,
}

_ROWS: dict[str, Words] = {
    **BOARD_ROWS,
    "sk_ends_differ": gettext_lazy(
        "SK bernomor dan bertanggal sama punya masa berlaku lain di baris lain atau di catatan. Samakan menurut SK-nya."
    ),
    "left_out": gettext_lazy("Dilewati menurut jawaban Anda."),
    "sk_impossible": gettext_lazy("Tanggal SK-nya tidak mungkin untuk SK PSM. Betulkan tanggalnya."),
    "posting_ended": gettext_lazy(
        "Orang ini tercatat sudah berhenti di desa itu. Bila bertugas kembali, catat dari halaman orangnya."
    ),
    "person_died": gettext_lazy("Orang ini tercatat sudah meninggal dunia."),
    "posted_elsewhere": gettext_lazy(
        "Orang ini masih tercatat sebagai PSM desa lain. Catat kepindahannya dari halaman orangnya."
    ),
    "nik_held": gettext_lazy("NIK ini sudah dipakai orang lain, jadi disimpan sebagai “belum pasti”."),
    "nik_elsewhere": gettext_lazy(
        "NIK ini sudah tercatat di wilayah lain. Ajukan ke Dinas Sosial provinsi, atau kosongkan NIK-nya."
    ),
}
_INVALID = {
    "name": gettext_lazy("Namanya tidak dapat disimpan. Betulkan namanya."),
    "birth_on": gettext_lazy("Tanggal lahirnya tidak mungkin. Betulkan tanggalnya."),
    "bimtek_on": gettext_lazy("Tanggal bimtek terisi, tetapi ditulis belum bimtek. Samakan keduanya."),
    "starts_on": gettext_lazy("Tanggal mulai bertugas tidak mungkin. Betulkan tanggalnya."),
}

_WHYS: dict[str, Words] = {
    "same_nik": gettext_lazy("NIK dan namanya sama"),
    "same_nik_other_name": gettext_lazy("NIK sama, tetapi namanya berbeda"),
    "nik_off_by_one": gettext_lazy("NIK hanya berbeda satu angka"),
    "name_and_birth": gettext_lazy("nama mirip dan tanggal lahir sama"),
    "name_and_village": gettext_lazy("nama mirip di desa yang sama"),
    "same_person": gettext_lazy("nama, tanggal lahir, dan desa sama"),
}

SKIPPED: dict[Reason, Words] = {
    Reason.TITLE: gettext_lazy("judul"),
    Reason.HEADER: gettext_lazy("judul kolom"),
    Reason.NUMBERS: gettext_lazy("nomor kolom"),
    Reason.TOTAL: gettext_lazy("jumlah"),
    Reason.SIGNATURE: gettext_lazy("tanda tangan"),
    Reason.BLANK: gettext_lazy("kosong"),
}

QUESTION_KINDS: dict[str, Words] = {
    "village": gettext_lazy("nama desa"),
    "village_missing": gettext_lazy("desa kosong"),
    "birth": gettext_lazy("tanggal lahir"),
    "sk_date": gettext_lazy("tanggal SK"),
    "sk_number": gettext_lazy("nomor SK"),
    "until": gettext_lazy("masa berlaku SK"),
    "sex": gettext_lazy("jenis kelamin"),
    "sexcode": gettext_lazy("kode jenis kelamin"),
    "name": gettext_lazy("nama"),
}


def cell_sentence(issue: Issue) -> str:
    """What was found in a cell and what to do, in plain words."""
    values: dict[str, Any] = {**issue.params, "raw": issue.raw}
    if isinstance(offered := values.get("offered"), str) and len(offered) == 10:
        values["offered"] = day_words(offered)
    return str(_CELLS[issue.code]) % _Told(values)


def row_sentence(code: str) -> str:
    """Why a row was not taken; a finding of a cell without its content."""
    if code in _ROWS:
        return str(_ROWS[code])
    if code.startswith("invalid_"):
        return str(
            _INVALID.get(
                code.removeprefix("invalid_"), _("Isi baris ini tidak dapat disimpan. Betulkan isinya.")
            )
        )
    return str(_CELLS[Code(code)]) % _Told({}) if code in set(Code) else ""


def row_reasons(issues: Iterable[Issue], codes: Iterable[str]) -> list[str]:
    """All reasons of a row, its cells with their content first."""
    found = {issue.code.value: cell_sentence(issue) for issue in issues}
    found |= {code: row_sentence(code) for code in codes if code not in found}
    return [sentence for sentence in found.values() if sentence]


def why_words(why: str) -> str:
    return str(_WHYS.get(why, _("tampak mirip")))


def signer_words(signer: str) -> str:
    return str(dict(SIGNERS).get(signer, ""))


def day_words(text: str) -> str:
    """An ISO date in words; any other text as it is."""
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


class _Told(dict[str, Any]):
    """Values of a sentence; one that is not told reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"
