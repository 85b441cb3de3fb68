"""The columns of a board list (one row per IPSM, with its chair and its SK) and what issuers are called there."""

import re

from pendopo.intake.fields import Field
from pendopo.shared.text import key, squeeze

_WORDS: dict[Field, str] = {
    Field.ORDINAL: "no|nomor|no urut|nomor urut",
    Field.REGENCY: "kab/kota|kabupaten/kota|kabupaten|kota|kab|nama kab/kota|nama kabupaten/kota|daerah|"
    "kabupaten dan kota|ipsm kabupaten/kota|ipsm kab/kota",
    Field.DISTRICT: "kecamatan|kec|nama kecamatan|ipsm kecamatan|distrik|kapanewon|kemantren",
    Field.VILLAGE: "desa|kelurahan|desa/kelurahan|desa/kel|kelurahan/desa|nama desa|nama desa/kelurahan",
    Field.CHAIR: "ketua|nama ketua|ketua ipsm|nama ketua ipsm|nama ketua umum|ketua umum|ketua pengurus",
    Field.PHONE: "no hp|hp|nomor hp|no telp|telepon|no telepon|nomor telepon|no wa|whatsapp|kontak|no hp ketua|"
    "no hp/wa|no hp wa|no handphone|handphone|contact person|cp|telp",
    Field.SK_NUMBER: "nomor sk|no sk|sk|nomor sk pengurus|no sk pengurus|nomor surat keputusan|sk kepengurusan|"
    "sk pengurus|nomor sk kepengurusan|nomor|dasar hukum",
    Field.SK_DATE: "tgl sk|tanggal sk|tanggal|tgl|tanggal penetapan|tgl penetapan|tanggal terbit|tgl terbit|"
    "tanggal surat keputusan|ditetapkan tanggal",
    Field.SK_UNTIL: "berlaku sampai|berakhir|berlaku s/d|tanggal berakhir|tgl berakhir|masa berlaku|habis masa bakti|"
    "akhir masa bakti",
    Field.ISSUER: "ditetapkan oleh|diterbitkan oleh|penerbit|penerbit sk|penanda tangan|penandatangan|"
    "ditandatangani oleh|yang menetapkan|pejabat|pejabat penetap|sk dari|penetap",
    Field.TERM: "masa bakti|periode|masa jabatan|periode kepengurusan|masa kepengurusan|masa bhakti|periodisasi",
    Field.NOTE: "keterangan|ket|catatan|kondisi|status|keadaan",
    Field.IGNORED: "alamat|alamat sekretariat|email|sekretaris|bendahara|jumlah anggota|jumlah psm|paraf|provinsi",
}  # fmt: skip

BOARD_ALIASES: dict[str, Field] = {
    squeeze(word): field for field, words in _WORDS.items() for word in words.split("|")
}
BOARD_FIELDS: tuple[Field, ...] = tuple(_WORDS)
PLACES = (Field.VILLAGE, Field.DISTRICT, Field.REGENCY)
"""Columns that can name the place of a board; the lowest one that is there does."""

UNKNOWN = "tidak_tahu"
_ISSUERS: tuple[tuple[str, str], ...] = (
    (r"ipsm (nasional|pusat)", "ipsm_nasional"),
    (r"ipsm prov\w*", "ipsm_provinsi"),
    (r"ipsm (kab\w*|kota)( kota)?", "ipsm_kabkota"),
    (r"(kepala |ka |kadis )?(dinas sosial|dinsos)( \w+)* prov\w*( [\w ]+)?", "dinsos_provinsi"),
    (r"kadinsos prov\w*( [\w ]+)?", "dinsos_provinsi"),
    (r"(kepala |ka )?(dinas sosial|dinsos)( (kab|kabupaten|kota)( [\w ]+)?)?", "kepala_dinsos"),
    (r"kadinsos( (kab|kabupaten|kota)( [\w ]+)?)?", "kepala_dinsos"),
    (r"(bupati|wali ?kota)( wali ?kota)?( [\w ]+)?", "bupati_walikota"),
    (r"gubernur( [\w ]+)?", "gubernur"),
    (r"menteri( sosial)?( ri)?|mensos", "menteri"),
    (r"camat( [\w ]+)?", "camat"),
    (r"(kepala desa|kades)( [\w ]+)?", "kepala_desa"),
    (r"lurah( [\w ]+)?", "lurah"),
)
"""Whole texts, squeezed to words; the values are those of `rules.issuer.IssuerType`."""


def issuer_of(text: str) -> str | None:
    """Who signed, where the cell says it in known words; None where nobody can tell for certain."""
    plain = key(text)
    return next((issuer for words, issuer in _ISSUERS if re.fullmatch(words, plain)), None)
