"""The fields of a roster and the headers that secretaries give them. Data, to be added to freely.

Headers are compared squeezed (no case, spaces, punctuation): "N I K", "Nik." and "NIK" are one.
"""

from enum import StrEnum

from pendopo.shared.text import squeeze


class Field(StrEnum):
    ORDINAL = "ordinal"
    NAME = "name"
    NIK = "nik"
    SEX = "sex"
    BIRTH = "birth"  # place and date in one cell
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"  # heard in the list of a whole province only
    ADDRESS = "address"
    PHONE = "phone"
    SK = "sk"  # number and date in one cell
    SK_NUMBER = "sk_number"
    SK_DATE = "sk_date"
    SK_UNTIL = "sk_until"
    BIMTEK = "bimtek"
    BIMTEK_DATE = "bimtek_date"
    BIMTEK_NUMBER = "bimtek_number"
    BIMTEK_ORGANISER = "bimtek_organiser"
    EDUCATION = "education"
    NOTE = "note"
    STARTS_ON = "starts_on"
    KTA = "kta"
    CHAIR = "chair"  # of a board list, see `board_fields`
    ISSUER = "issuer"  # of a board list
    TERM = "term"  # of a board list
    IGNORED = "ignored"  # recognised and of no use here


_WORDS: dict[Field, str] = {
    Field.ORDINAL: "no|nomor|no urut|nomor urut|nourut|nmr|#",
    Field.NAME: "nama|nama lengkap|nama psm|nama anggota|nama lengkap dan gelar|nama dan gelar|"
    "nama anggota psm|"
    "nama pekerja sosial masyarakat|nama lengkap psm|nama petugas|nama relawan",
    Field.NIK: "nik|no nik|nomor nik|no ktp|nomor ktp|nik ktp|nomor induk kependudukan|"
    "no induk kependudukan|nik ktp el|"
    "no ktp nik|nik sesuai ktp",
    Field.SEX: "l/p|lp|jk|jenis kelamin|kelamin|jns kelamin|jenis kel|gender|l p|sex|lk pr|"
    "laki laki perempuan|jenkel|jns kel",
    Field.BIRTH: "ttl|tempat tgl lahir|tempat tanggal lahir|tempat dan tanggal lahir|"
    "tempat/tgl lahir|tempat tgl lhr|"
    "tempat dan tgl lahir|tmpt tgl lahir|tempat & tanggal lahir|tpt tgl lahir",
    Field.BIRTH_PLACE: "tempat lahir|tmpt lahir|tempat kelahiran|tmp lahir|kota lahir|tpt lahir",
    Field.BIRTH_DATE: "lahir|tanggal lahir|tgl lahir|tgl lhr|tanggal kelahiran|tgl kelahiran|lahir tanggal",
    Field.VILLAGE: "desa|desa/kel|desa/kelurahan|desa kel|kelurahan|kelurahan/desa|kel desa|"
    "kel/desa|desa tugas|"
    "nama desa|nama kelurahan|nama desa/kelurahan|desa atau kelurahan|wilayah tugas|wilayah kerja|"
    "desa binaan|gampong|"
    "nagari|kalurahan|kampung|alamat desa|asal desa",
    Field.DISTRICT: "kecamatan|kec|nama kecamatan|kemantren|distrik|kapanewon|alamat kecamatan",
    Field.REGENCY: "kabupaten|kab|kab/kota|kabupaten/kota|kab kota|kota/kabupaten|kota/kab|kabupaten kota|"
    "nama kabupaten|nama kab/kota|nama kabupaten/kota|asal kabupaten",
    Field.ADDRESS: "alamat|alamat lengkap|alamat rumah|alamat rt/rw|rt/rw|alamat domisili|"
    "alamat tinggal|alamat ktp|"
    "tempat tinggal|dusun|alamat dusun",
    Field.PHONE: "hp|no hp|nomor hp|no hp/wa|no wa|nomor wa|telp|no telp|telepon|no telepon|"
    "nomor telepon|no handphone|"
    "handphone|kontak|no kontak|whatsapp|no whatsapp|no telp/hp|no hp/telp|wa|hp/wa|tlp|no tlp|"
    "kontak person|nomor telp",
    Field.SK: "sk|no sk & tanggal|no sk dan tanggal|nomor dan tanggal sk|no dan tgl sk|no tgl sk|sk psm|"
    "sk pengangkatan|sk kepala desa|sk kades|sk lurah|sk kades/lurah|sk kepala desa/lurah|sk bupati|"
    "sk camat|nomor tanggal sk|"
    "no sk/tgl|no & tgl sk|nomor & tanggal sk|sk no tgl|sk penetapan|sk walikota|sk wali kota|"
    "sk dinas sosial|"
    "surat keputusan|no sk tanggal|sk nomor dan tanggal",
    Field.SK_NUMBER: "no sk|nomor sk|sk nomor|sk no|nomor surat keputusan|no surat keputusan|"
    "nomor sk pengangkatan|"
    "no sk pengangkatan|nomor sk psm|no sk psm|nomor sk kepala desa",
    Field.SK_DATE: "tgl sk|tanggal sk|sk tanggal|sk tgl|tanggal surat keputusan|"
    "tanggal penetapan sk|tgl penetapan|"
    "tanggal penetapan|tanggal pengangkatan|tgl pengangkatan",
    Field.SK_UNTIL: "berlaku s/d|berlaku sampai|berlaku sampai dengan|masa berlaku|berlaku hingga|"
    "sk berlaku s/d|"
    "masa berlaku sk|akhir masa berlaku|sk berlaku sampai|berakhir|tgl berakhir|tanggal berakhir|tmt akhir|"
    "masa berlaku s/d|berakhir sk|akhir sk|s/d|sampai dengan|habis masa berlaku",
    Field.BIMTEK: "bimtek|ikut bimtek|ikut bimtek ya/tidak|sudah bimtek|bimtek ya/tidak|"
    "pernah bimtek|bimtek dasar|"
    "diklat|pernah diklat|pelatihan|mengikuti bimtek|ikut pelatihan|pernah ikut bimtek|sudah bimtek belum",
    Field.BIMTEK_DATE: "tgl bimtek|tanggal bimtek|bimtek tanggal|tanggal pelatihan|tahun bimtek|"
    "tgl pelatihan|bimtek tgl",
    Field.BIMTEK_NUMBER: "no sertifikat|nomor sertifikat|no sertifikat bimtek|"
    "nomor sertifikat bimtek|no bimtek|nomor bimtek",
    Field.BIMTEK_ORGANISER: "penyelenggara bimtek|penyelenggara|bimtek penyelenggara|pelaksana bimtek",
    Field.EDUCATION: "pendidikan|pendidikan terakhir|pend|pddk|pendidikan akhir|pend terakhir|"
    "ijazah terakhir",
    Field.NOTE: "keterangan|ket|catatan|keterangan lain|keterangan lainnya",
    Field.STARTS_ON: "tmt|tmt psm|mulai tugas|mulai bertugas|menjadi psm sejak|psm sejak|tahun pengangkatan|"
    "tahun menjadi psm|tahun mulai|mulai menjadi psm|sejak|tmt pengangkatan|th pengangkatan|tahun diangkat",
    Field.KTA: "kta|no kta|nomor kta|no anggota|nomor anggota|no kartu anggota|nomor kartu anggota|"
    "nia|no induk psm",
    Field.IGNORED: "baris asal|yang perlu diperbaiki|agama|status|status kawin|"
    "status perkawinan|pekerjaan|umur|usia|jabatan|email|"
    "e-mail|no kk|foto|"
    "tanda tangan|ttd|provinsi|kode pos|npwp|no rekening|ukuran baju|paraf|"
    "rt|rw",
}

# Words under a joint header: "SK PENGANGKATAN" over "NOMOR", "TANGGAL", "BERLAKU S/D".
_UNDER: dict[str, dict[Field, str]] = {
    "sk|surat keputusan|sk pengangkatan|sk psm|sk kepala desa|sk kades|sk penetapan|legalitas|"
    "dasar pengangkatan|"
    "sk kades/lurah|surat keputusan pengangkatan|sk lurah|sk bupati|data sk": {
        Field.SK_NUMBER: "no|nomor|no surat|nomor surat",
        Field.SK_DATE: "tgl|tanggal|tgl terbit|tanggal terbit|tgl ditetapkan|mulai|tmt",
        Field.SK_UNTIL: "s/d|sampai|sampai dengan|akhir|berakhir|masa berlaku|berlaku|hingga|sd|selesai",
    },
    "lahir|kelahiran|tempat tanggal lahir|tempat tgl lahir|ttl|tempat dan tanggal lahir": {
        Field.BIRTH_PLACE: "tempat|kota|tmpt|tpt",
        Field.BIRTH_DATE: "tanggal|tgl",
    },
    "alamat|alamat lengkap|alamat tugas|alamat domisili|wilayah|wilayah tugas|tempat tugas": {
        Field.VILLAGE: "desa|kelurahan|desa/kel|desa/kelurahan|kel|kel/desa",
        Field.DISTRICT: "kecamatan|kec",
        Field.ADDRESS: "rt/rw|jalan|dusun|rt rw|jl|rt|rw",
    },
    "bimtek|pelatihan|diklat|bimtek dasar|bimbingan teknis": {
        Field.BIMTEK: "ya/tidak|sudah/belum|pernah|ikut|status",
        Field.BIMTEK_DATE: "tanggal|tgl|tahun|waktu",
        Field.BIMTEK_NUMBER: "no|nomor|no sertifikat|nomor sertifikat|sertifikat",
        Field.BIMTEK_ORGANISER: "penyelenggara|pelaksana|oleh|tempat",
    },
    "jenis kelamin|jk|kelamin": {Field.SEX: "l|p|l/p"},
}


def _squeezed(words: str) -> list[str]:
    return [squeeze(w) for w in words.split("|") if squeeze(w)]


ALIASES: dict[str, Field] = {w: f for f, words in _WORDS.items() for w in _squeezed(words)}
UNDER: dict[str, dict[str, Field]] = {
    parent: {w: f for f, words in children.items() for w in _squeezed(words)}
    for parents, children in _UNDER.items()
    for parent in _squeezed(parents)
}

# A list of boards, one row per regency; its chair is no PSM of a village.
BOARD_HEADERS = frozenset(
    w for words in ("ketua|nama ketua", "masa bakti|periode|masa jabatan", "ditetapkan oleh|"
    "diterbitkan oleh|penerbit sk",
                    "kab/kota|kabupaten/kota|kabupaten|kota") for w in _squeezed(words)
)  # fmt: skip
