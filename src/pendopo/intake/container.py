"""What kind of file the bytes really are, whatever its name says, and whether it is safe to open."""

import zipfile
from enum import StrEnum
from io import BytesIO

from pendopo.shared.refusals import Invalid

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ENTRIES = 5_000
# XML packs to a tenth or a fiftieth; deflate itself ends near a thousandth. Small files may pack as they like.
MAX_RATIO, RATIO_FREE = 250, 8 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = {
    b"%PDF": "PDF",
    b"\x89PNG": "gambar",
    b"\xff\xd8\xff": "foto",
    b"GIF8": "gambar",
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf": "arsip 7z",
    b"\x1f\x8b": "arsip GZ",
    b"{\\rtf": "dokumen RTF",
    b"SQLite format 3": "basis data",
}


class Kind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


def kind_of(content: bytes) -> Kind:
    """The kind by content; raises `Invalid` for what is empty, too large, locked, or no table at all."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Invalid("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi.")
    if len(content) > MAX_BYTES:
        raise Invalid(
            "Berkas lebih besar dari 20 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
        )
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(_OLE):
        return _ole(content)
    for magic, name in _OTHER.items():
        if content.startswith(magic):
            raise Invalid(f"Ini {name}, bukan tabel. Unggah berkas Excel (.xlsx, .xls), .ods, atau .csv.")
    return _text(content)


def _ole(content: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    if "WordDocument".encode("utf-16-le") in content:
        raise Invalid("Ini dokumen Word, bukan tabel. Salin tabelnya ke Excel, lalu unggah berkas Excel itu.")
    return Kind.XLS


def _text(content: bytes) -> Kind:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head", b"<div")):
        raise Invalid(
            "Berkas ini sebenarnya halaman web yang diberi nama Excel. "
            "Buka di Excel, pilih “Simpan Sebagai” .xlsx, lalu unggah hasilnya."
        )
    return Kind.CSV


def _zipped(content: bytes) -> Kind:
    names, members = set(), []
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            names = {m.filename for m in members}
            mimetype = archive.read("mimetype")[:80] if _small(archive, "mimetype") else b""
    except Exception as error:  # zipfile lets a dozen kinds of errors through on broken archives
        raise broken() from error
    if any(m.flag_bits & 0x1 for m in members):
        raise locked()
    _refuse_bomb(members, len(content))
    if any(n.startswith("xl/workbook") for n in names):
        return Kind.XLSX
    if b"opendocument.spreadsheet" in mimetype:
        return Kind.ODS
    if any(n.startswith("word/") for n in names) or b"opendocument.text" in mimetype:
        raise Invalid("Ini dokumen Word, bukan tabel. Salin tabelnya ke Excel, lalu unggah berkas Excel itu.")
    raise Invalid(
        "Ini arsip ZIP, bukan tabel. Keluarkan dulu berkas Excel dari dalamnya, lalu unggah berkas itu."
    )


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1000


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(m.file_size for m in members)
    if (
        len(members) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or unpacked > max(packed * MAX_RATIO, RATIO_FREE)
    ):
        raise Invalid(
            "Isi berkas ini jauh lebih besar daripada ukurannya, sehingga tidak dibuka demi keamanan. "
            "Salin tabelnya saja ke berkas Excel baru, lalu unggah berkas itu."
        )


def locked() -> Invalid:
    return Invalid("Berkas ini dikunci dengan kata sandi. Buka kuncinya di Excel, simpan, lalu unggah lagi.")


def broken() -> Invalid:
    return Invalid("Berkas ini rusak atau tidak lengkap. Buka dan simpan ulang di Excel, lalu unggah lagi.")
