"""What people read of an event: one sentence, and its fields and values in plain words.

In: names of events and fields as commands write them. Out: Indonesian text. A contract test holds that every
command has its sentence here; a field without a word of its own keeps its name.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from pendopo.shared.dates import format_date

SENTENCES: dict[str, Promise | str] = {
    "account.app_removed": __("%(who)s melepas aplikasi kode dari akunnya."),
    "account.app_set": __("%(who)s memasang aplikasi kode di akunnya."),
    "account.closed": __("%(who)s menutup sebuah akun."),
    "account.code_issued": __("%(who)s membuat kode masuk baru untuk sebuah akun."),
    "account.code_missed": __("Kode masuk yang keliru diketik untuk akun %(who)s."),
    "account.code_proved": __("%(who)s membuktikan diri dengan kode (langkah kedua)."),
    "account.code_used": __("%(who)s masuk dengan kode dan membuat kata sandi."),
    "account.corrected": __("%(who)s membetulkan nama atau nomor sebuah akun."),
    "account.created": __("%(who)s membuat akun."),
    "account.factor_missed": __("Langkah kedua yang keliru untuk akun %(who)s."),
    "account.factor_policy_set": __("%(who)s menetapkan peran mana yang wajib masuk dua langkah."),
    "account.factors_reset": __("%(who)s melepas semua pengaman tambahan sebuah akun."),
    "account.grant_ended": __("%(who)s mengakhiri peran sebuah akun."),
    "account.grant_given": __("%(who)s memberi peran kepada sebuah akun."),
    "account.passkey_added": __("%(who)s memasang passkey di akunnya."),
    "account.passkey_proved": __("%(who)s membuktikan diri dengan passkey."),
    "account.passkey_removed": __("%(who)s melepas passkey dari akunnya."),
    "account.passkey_renamed": __("%(who)s mengganti nama passkey."),
    "account.password_set": __("%(who)s mengganti kata sandinya."),
    "account.phone_changed": __("%(who)s mengganti nomor HP akunnya."),
    "account.print_set": __("%(who)s mengganti ukuran huruf."),
    "account.recovery_made": __("%(who)s membuat kode cadangan baru."),
    "account.contact_set": __("%(who)s mengubah kontak kantor."),
    "account.put_out": __("%(who)s mengeluarkan sebuah akun dari semua perangkat."),
    "account.session_ended": __("%(who)s keluar dari salah satu perangkatnya."),
    "account.sessions_ended": __("%(who)s keluar dari semua perangkat."),
    "account.reopened": __("%(who)s membuka kembali sebuah akun."),
    "demo.boards_seeded": __("%(who)s membuat kepengurusan IPSM contoh."),
    "demo.seeded": __("%(who)s membuat data contoh."),
    "duplicate.kept_apart": __("%(who)s memutuskan dua data ini dua orang yang berbeda."),
    "duplicate.merged": __("%(who)s menggabungkan dua data menjadi satu orang."),
    "export.asked": __("%(who)s meminta daftar besar sebagai berkas."),
    "export.made": __("%(who)s mengunduh daftar sebagai berkas."),
    "import.answered": __("%(who)s menjawab pertanyaan impor."),
    "import.boards_answered": __("%(who)s menjawab pertanyaan impor daftar pengurus IPSM."),
    "import.boards_queued": __("%(who)s menyuruh menyimpan impor daftar pengurus IPSM."),
    "import.boards_saved": __("%(who)s menyimpan daftar pengurus IPSM dari Excel."),
    "import.boards_undone": __("%(who)s membatalkan impor daftar pengurus IPSM."),
    "import.begun": __("%(who)s mengunggah berkas untuk diimpor."),
    "import.columns_confirmed": __("%(who)s memeriksa kolom berkas impor."),
    "import.dropped": __("%(who)s membatalkan impor sebelum disimpan."),
    "import.failed": __("Impor oleh %(who)s berhenti dan belum selesai."),
    "import.kind_corrected": __("%(who)s membetulkan jenis daftar yang diimpor."),
    "import.queued": __("%(who)s menyuruh menyimpan impor."),
    "import.resumed": __("%(who)s melanjutkan impor."),
    "import.saved": __("%(who)s menyimpan impor dari Excel."),
    "import.twin_decided": __("%(who)s memutuskan apakah baris impor ini orang yang sudah tercatat."),
    "import.signer_stated": __("%(who)s menyebutkan siapa yang menandatangani SK dari impor."),
    "import.undone": __("%(who)s membatalkan impor yang sudah disimpan."),
    "move.answered": __("%(who)s menjawab permintaan pindah."),
    "move.asked": __("%(who)s mengajukan perpindahan PSM."),
    "nik.number_revealed": __("%(who)s membuka nomor KK atau BPJS lengkap."),
    "nik.revealed": __("%(who)s membuka NIK lengkap."),
    "person.corrected": __("%(who)s membetulkan data orang."),
    "person.died": __("%(who)s mencatat atau membetulkan tanggal meninggal."),
    "person.merged": __("%(who)s menggabungkan dua data menjadi satu orang."),
    "person.photo_removed": __("%(who)s menghapus foto."),
    "person.photo_set": __("%(who)s memasang foto."),
    "person.unmerged": __("%(who)s memisahkan lagi data yang pernah digabungkan."),
    "pillar.cancelled": __("%(who)s membatalkan tugas di pilar lain yang salah catat."),
    "pillar.corrected": __("%(who)s membetulkan tugas di pilar lain."),
    "pillar.ended": __("%(who)s mencatat atau membetulkan akhir tugas di pilar lain."),
    "pillar.registered": __("%(who)s mencatat anggota pilar lain."),
    "pillar.started": __("%(who)s mencatat tugas di pilar lain."),
    "policy.cancelled": __("%(who)s membatalkan sebuah kebijakan."),
    "policy.set": __("%(who)s menetapkan kebijakan SK PSM."),
    "posting.cancelled": __("%(who)s membatalkan penugasan yang salah catat."),
    "posting.corrected": __("%(who)s membetulkan penugasan PSM."),
    "psm.end_taken_back": __("%(who)s membetulkan: PSM ini ternyata tidak berhenti."),
    "psm.left": __("%(who)s mencatat PSM berhenti bertugas."),
    "psm.moved": __("%(who)s memindahkan PSM ke desa/kelurahan lain."),
    "psm.registered": __("%(who)s mendaftarkan PSM."),
    "psm.returned": __("%(who)s mencatat PSM bertugas kembali."),
    "sk.annulled": __("%(who)s membatalkan catatan SK yang keliru."),
    "sk.asked": __("%(who)s meminta SK kepada kepala desa/lurah."),
    "sk.corrected": __("%(who)s membetulkan catatan SK."),
    "sk.issued": __("%(who)s mencatat SK."),
    "sk.request_closed": __("%(who)s menutup permintaan SK."),
    "sk.revoked": __("%(who)s mencatat pencabutan SK."),
    "sk.scanned": __("%(who)s mengunggah pindaian SK."),
    "sk.unrevoked": __("%(who)s membatalkan catatan pencabutan SK."),
    "sk.verification_withdrawn": __("%(who)s menarik kembali pemeriksaan SK."),
    "sk.verified": __("%(who)s memeriksa SK untuk Dinas Sosial."),
    "wilayah.merged": __("%(who)s mencatat penggabungan wilayah."),
    "wilayah.moved": __("%(who)s mencatat wilayah yang pindah induk."),
    "wilayah.renamed": __("%(who)s mencatat nama, kode, atau jenis wilayah yang berubah."),
    "wilayah.split": __("%(who)s mencatat pemekaran wilayah."),
    "target.answered": __("%(who)s menjawab target kabupaten/kota."),
    "target.cancelled": __("%(who)s membatalkan target konsolidasi."),
    "target.changed": __("%(who)s mengubah target sebuah kabupaten/kota."),
    "target.set": __("%(who)s menetapkan target konsolidasi."),
    "policy.board_cancelled": __("%(who)s membatalkan kebijakan tentang pengurus IPSM."),
    "policy.board_set": __("%(who)s menetapkan kebijakan tentang pengurus IPSM."),
    "sk.board_corrected": __("%(who)s membetulkan catatan SK pengurus IPSM."),
    "sk.board_issued": __("%(who)s mencatat SK pengurus IPSM."),
    "unit.elected": __("%(who)s mencatat pengurus IPSM yang terpilih."),
    "unit.forming_started": __("%(who)s mencatat persiapan kepengurusan IPSM."),
    "unit.handover_added": __("%(who)s menambah daftar serah terima pengurus IPSM."),
    "unit.handover_cancelled": __("%(who)s menghapus baris dari daftar serah terima."),
    "unit.handover_proposed": __("%(who)s membuat daftar serah terima pengurus IPSM."),
    "unit.handover_received": __("%(who)s mencatat penerimaan dalam serah terima."),
    "unit.holder_cancelled": __("%(who)s membatalkan catatan kursi yang keliru."),
    "unit.holder_corrected": __("%(who)s membetulkan siapa yang duduk di sebuah kursi pengurus."),
    "unit.installed": __("%(who)s mencatat pengukuhan pengurus IPSM."),
    "unit.musda_set": __("%(who)s mencatat jadwal musda."),
    "unit.plan_cancelled": __("%(who)s membatalkan susunan kursi pengurus."),
    "unit.plan_set": __("%(who)s menetapkan susunan kursi pengurus."),
    "unit.replaced": __("%(who)s mencatat pergantian pengurus di tengah masa bakti."),
    "unit.seat_added": __("%(who)s menambah kursi pengurus."),
    "unit.seat_changed": __("%(who)s mengubah kursi pengurus."),
    "unit.seat_left": __("%(who)s mencatat pengurus yang berhenti dari kursinya."),
    "unit.seat_removed": __("%(who)s menghapus kursi pengurus."),
    "unit.seated": __("%(who)s mencatat siapa yang duduk di kursi pengurus."),
    "unit.step_cancelled": __("%(who)s membatalkan langkah pembentukan yang salah catat."),
    "unit.step_corrected": __("%(who)s membetulkan langkah pembentukan pengurus."),
    "unit.stop_cancelled": __("%(who)s membatalkan catatan pembekuan atau pembubaran."),
    "unit.stop_lifted": __("%(who)s mencatat akhir pembekuan atau pembubaran IPSM."),
    "unit.stopped": __("%(who)s mencatat pembekuan atau pembubaran IPSM."),
    "unit.term_cancelled": __("%(who)s membatalkan kepengurusan yang salah catat."),
    "unit.term_corrected": __("%(who)s membetulkan masa bakti kepengurusan."),
    "unit.work_cancelled": __("%(who)s membatalkan catatan kegiatan IPSM."),
    "unit.worked": __("%(who)s mencatat rapat atau laporan IPSM."),
}

GROUPS: dict[str, Promise | str] = {
    "psm": __("PSM dan penugasan"),
    "sk": __("SK dan permintaannya"),
    "unit": __("Pengurus IPSM"),
    "nik": __("Dilihat: NIK dibuka"),
    "export": __("Diekspor: daftar diunduh"),
    "import": __("Diimpor dari Excel"),
    "role": __("Peran dan akun"),
    "account": __("Masuk dan keamanan akun"),
    "duplicate": __("Data ganda"),
    "policy": __("Kebijakan"),
    "target": __("Target konsolidasi"),
    "wilayah": __("Perubahan wilayah"),
}
"""Kinds to filter by; `KIND_OF` tells under which a prefix of an event's name stands."""
KIND_OF = {"person": "psm", "pillar": "psm", "posting": "psm", "move": "psm", "demo": "import"}

_ROLE_EVENTS = frozenset(
    f"account.{deed}"
    for deed in (
        "created",
        "corrected",
        "closed",
        "reopened",
        "grant_given",
        "grant_ended",
        "code_issued",
        "put_out",
    )
)
"""What an office does to accounts of others; the rest of `account.` is what people do with their own."""

_FIELDS: dict[str, Promise | str] = {
    "due_on": __("harus tercapai pada"),
    "board": __("target pengurus sah"),
    "covered_percent": __("target desa ber-PSM (%)"),
    "valid_percent": __("target PSM ber-SK (%)"),
    "checked_percent": __("target SK diperiksa (%)"),
    "agreed": __("setuju"),
    "answer_note": __("catatan jawaban"),
    "name": __("nama"),
    "title_front": __("gelar depan"),
    "title_back": __("gelar belakang"),
    "nik": __("NIK"),
    "nik_state": __("kepastian NIK"),
    "birth_place": __("tempat lahir"),
    "birth_on": __("tanggal lahir"),
    "sex": __("jenis kelamin"),
    "address": __("alamat"),
    "phone": __("nomor HP"),
    "died_on": __("meninggal"),
    "photo": __("foto"),
    "kk": __("nomor KK"),
    "education": __("pendidikan"),
    "job": __("pekerjaan utama"),
    "blood": __("golongan darah"),
    "bpjs_work": __("nomor BPJS Ketenagakerjaan"),
    "bpjs_health": __("nomor BPJS Kesehatan"),
    "pillar": __("pilar"),
    "revealed": __("yang dibuka"),
    "merged_into": __("digabungkan ke data nomor"),
    "apart_from": __("dipisahkan dari data nomor"),
    "starts_on": __("mulai"),
    "until": __("sampai"),
    "end_reason": __("sebab berhenti"),
    "end_note": __("keterangan"),
    "kta_number": __("nomor KTA"),
    "bimtek_attended": __("sudah bimtek"),
    "bimtek_on": __("tanggal bimtek"),
    "bimtek_number": __("nomor bimtek"),
    "bimtek_organiser": __("penyelenggara bimtek"),
    "cancel_reason": __("alasan batal"),
    "village": __("desa/kelurahan"),
    "number": __("nomor SK"),
    "issuer": __("penanda tangan"),
    "signer_name": __("nama penanda tangan"),
    "signed_on": __("tanggal penetapan"),
    "signed_year": __("tahun penetapan"),
    "ends_on": __("berakhir"),
    "end_kind": __("akhir masa berlaku"),
    "revokes_former": __("mencabut SK lama"),
    "office": __("kantor"),
    "scan": __("pindaian"),
    "annulled": __("dibatalkan"),
    "sk": __("SK"),
    "revoked": __("SK dicabut"),
    "unrevoked": __("pencabutan dibatalkan"),
    "revoked_on": __("tidak berlaku sejak"),
    "paper": __("surat"),
    "verified": __("yang diperiksa"),
    "verification_withdrawn": __("pemeriksaan ditarik"),
    "asked": __("nomor permintaan"),
    "answered_on": __("dijawab"),
    "closed": __("ditutup"),
    "people": __("jumlah orang"),
    "accepted": __("diterima"),
    "note": __("keterangan"),
    "last_day": __("hari terakhir"),
    "in_force_from": __("berlaku untuk SK sejak"),
    "entitled": __("yang berhak menandatangani"),
    "longest_term_months": __("masa berlaku terlama (bulan)"),
    "bimtek": __("bimtek dasar"),
    "wanted_per_village": __("PSM yang diinginkan per desa"),
    "basis": __("dasar"),
    "username": __("nama pengguna"),
    "role": __("peran"),
    "wilayah": __("wilayah"),
    "tree": __("wilayah"),
    "since": __("berlaku sejak"),
    "open": __("akun terbuka"),
    "password": __("kata sandi"),
    "code_until": __("kode berlaku sampai"),
    "wrong_tries": __("kode keliru (kali)"),
    "factor": __("pengaman"),
    "key_name": __("nama passkey"),
    "recovery_codes": __("kode cadangan"),
    "codes_left": __("kode cadangan tersisa"),
    "second_step": __("masuk dua langkah"),
    "demanded_of": __("wajib bagi"),
    "grace_days": __("tenggang (hari)"),
    "large_print": __("huruf besar"),
    "device": __("perangkat"),
    "sessions_ended": __("perangkat yang dikeluarkan"),
    "seat": __("kursi"),
    "kind": __("jenis"),
    "order": __("urutan"),
    "required": __("wajib terisi"),
    "acting": __("pelaksana tugas"),
    "by_whom": __("oleh"),
    "planned_on": __("musda pada"),
    "first_year": __("masa bakti sejak tahun"),
    "last_year": __("masa bakti sampai tahun"),
    "step_persiapan": __("persiapan"),
    "step_musda": __("musda dijadwalkan"),
    "step_terpilih": __("terpilih"),
    "step_dikukuhkan": __("dikukuhkan"),
    "stop": __("keputusan"),
    "work": __("kegiatan"),
    "on": __("tanggal"),
    "title": __("judul"),
    "item": __("serah terima"),
    "items": __("baris serah terima"),
    "handed_on": __("diserahkan"),
    "received_by": __("diterima oleh"),
    "seats": __("susunan kursi"),
    "active_months": __("kegiatan terlama (bulan)"),
    "needs": __("syarat akses program"),
    "level": __("tingkat"),
}
PLACES = frozenset({"village", "wilayah", "office"})
"""Fields whose value is the id of a place."""

_VALUES: dict[str, Promise | str] = {
    "kepala_desa": __("Kepala Desa"),
    "lurah": __("Lurah"),
    "camat": __("Camat"),
    "kepala_dinsos": __("Kepala Dinas Sosial"),
    "bupati_walikota": __("Bupati/Wali Kota"),
    "lain": __("Pihak lain"),
    "tanggal": __("sampai tanggal"),
    "tanpa_batas": __("tanpa batas waktu"),
    "kosong": __("tidak tertulis"),
    "sure": __("pasti"),
    "unsure": __("belum pasti"),
    "none": __("belum ada"),
    "app": __("aplikasi kode"),
    "code": __("kode"),
    "passkey": __("passkey"),
    "recovery": __("kode cadangan"),
    "nobody": __("tidak seorang pun"),
    "L": __("laki-laki"),
    "P": __("perempuan"),
    "kk": __("nomor KK"),
    "bpjs_work": __("nomor BPJS Ketenagakerjaan"),
    "bpjs_health": __("nomor BPJS Kesehatan"),
    "tt_sd": __("tidak/belum tamat SD"),
    "sd": __("SD/sederajat"),
    "smp": __("SMP/sederajat"),
    "sma": __("SMA/SMK/sederajat"),
    "d1": __("D1/D2"),
    "d3": __("D3"),
    "s1": __("D4/S1"),
    "s2": __("S2"),
    "s3": __("S3"),
    "own_request": __("permintaan sendiri"),
    "moved": __("pindah domisili"),
    "died": __("meninggal dunia"),
    "unable": __("tidak mampu lagi bertugas"),
    "breach": __("melanggar kewajiban"),
    "other": __("lainnya"),
    "gubernur": __("Gubernur"),
    "dinsos_provinsi": __("Kepala Dinas Sosial provinsi"),
    "menteri": __("Menteri Sosial"),
    "ipsm_kabkota": __("IPSM kabupaten/kota"),
    "ipsm_provinsi": __("IPSM provinsi"),
    "ipsm_nasional": __("IPSM nasional"),
    "beku": __("dibekukan"),
    "bubar": __("dibubarkan"),
    "rapat": __("rapat"),
    "laporan": __("laporan"),
    "replaced": __("digantikan di tengah masa bakti"),
    "sah": __("sah"),
    "aktif": __("aktif"),
    "diperiksa": __("SK sudah diperiksa Dinas Sosial"),
    "dikukuhkan": __("sudah dikukuhkan"),
    "pembina": __("pembina"),
    "pengarah": __("pengarah"),
    "motivator": __("tim motivator dan dinamisator"),
    "ketua": __("ketua"),
    "wakil": __("wakil ketua"),
    "sekretaris": __("sekretaris"),
    "bendahara": __("bendahara"),
    "bidang": __("bidang"),
    "anggota": __("anggota"),
}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def sentence(name: str, who: str) -> str:
    """What happened: "Rahmawati mencatat SK."."""
    known = SENTENCES.get(name)
    return str(known) % {"who": who} if known else f"{who}: {name}"


def kind_of(name: str) -> str:
    if name in _ROLE_EVENTS:
        return "role"
    prefix = name.partition(".")[0]
    return KIND_OF.get(prefix, prefix)


def names_of(kind: str) -> list[str]:
    """Names of the events of a kind."""
    return [name for name in SENTENCES if kind_of(name) == kind]


def field_word(field: str) -> str:
    return str(_FIELDS.get(field, field))


def value_word(field: str, value: Any, places: Mapping[int, str], roles: Mapping[str, str]) -> str:
    """A value as people read it, empty for none; `places`: id → name, `roles`: code → name."""
    if value in (None, "", [], False) and value is not False:
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return ", ".join(value_word(field, item, places, roles) for item in value)
    if field in PLACES and isinstance(value, int):
        return places.get(value, str(value))
    text = str(value)
    if field in ("role", "demanded_of") and text in roles:
        return roles[text]
    if _ISO_DAY.match(text):
        return format_date(date.fromisoformat(text[:10]))
    return str(_VALUES[text]) if text in _VALUES else text
