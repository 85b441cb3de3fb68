"""The empty roster "Format Pendopo": a sheet that cannot spoil a NIK.

Headings are words of the file format, read back by the importer, so they are not translated.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pendopo.documents.cells import TEXT_FORMAT, Formats, formats
from pendopo.documents.xlsx_out import Out, print_setup, workbook, write_head

ROWS = 5_000  # prepared with formats and checks
SHEET = "PSM"
_DAY = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Field:
    heading: str
    width: int
    hint: str
    example: str = ""
    number_format: str | int = TEXT_FORMAT


def fields() -> tuple[Field, ...]:
    """Columns of the form from left to right."""
    day = _("Tanggal, misalnya 24/05/2023. Boleh juga 24 Mei 2023.")
    return (
        Field("No", 6, _("Nomor urut, boleh kosong."), "1", "0"),
        Field("Nama Lengkap", 30, _("Wajib. Gelar boleh ditulis bersama nama."), "Siti Aminah, S.Pd."),
        Field("L/P", 6, _("L untuk laki-laki, P untuk perempuan."), "P"),
        Field("NIK", 20, _("16 angka sesuai KTP. Kolom ini berisi teks supaya angkanya tidak berubah."),
              "35" + "0" * 14),
        Field("Tempat Lahir", 18, _("Kabupaten/kota tempat lahir."), "Malang"),
        Field("Tanggal Lahir", 14, day, "24/05/1968", _DAY),
        Field("Alamat", 26, _("Alamat tempat tinggal, dengan RT/RW."), "RT 3 RW 5"),
        Field("Desa/Kelurahan", 20, _("Wajib. Desa/kelurahan tempat bertugas."), "Banjararum"),
        Field("Kecamatan", 18, _("Wajib."), "Singosari"),
        Field("No. HP/WA", 18, _("Nomor HP, diawali 08 atau +62."), "081234567890"),
        Field("Menjadi PSM Sejak", 18, day, "01/01/2020", _DAY),
        Field("Nomor SK", 22, _("Nomor SK seperti tertulis. Kosongkan bila belum ada."), "400.9/12/2020"),
        Field("Tanggal SK", 14, day, "02/01/2020", _DAY),
        Field("Berlaku Sampai", 16, _("Tanggal akhir, atau tulis: tanpa batas."), "tanpa batas", _DAY),
        Field("Nomor KTA", 16, _("Nomor kartu anggota, bila ada.")),
        Field("Nomor Bimtek", 18, _("Nomor sertifikat bimtek dasar, bila ada.")),
        Field("Tanggal Bimtek", 14, day, "", _DAY),
        Field("Keterangan", 24, _("Catatan bebas.")),
    )  # fmt: skip


def roster_form(out: Out) -> None:
    """Write the empty form and its guide "Petunjuk" to `out`."""
    with workbook(out) as book:
        look = formats(book)
        sheet = book.add_worksheet(SHEET)
        print_setup(sheet, "Format Pendopo", header_rows=1)
        for at, field in enumerate(fields()):
            _prepare(book, sheet, at, field, look)
        _write_guide(book, look)


def _prepare(book: Workbook, sheet: Worksheet, at: int, field: Field, look: Formats) -> None:
    write_head(sheet, 0, at, field.heading, look)
    sheet.set_column(at, at, field.width, book.add_format({"num_format": field.number_format}))
    check = _check(field.heading)
    hint = {"input_title": field.heading[:32], "input_message": field.hint[:255]}
    sheet.data_validation(1, at, ROWS, at, check | hint | {"ignore_blank": True})


def _check(heading: str) -> dict[str, Any]:
    if heading == "L/P":
        return {
            "validate": "list",
            "source": ["L", "P"],
            "error_title": heading,
            "error_message": _("Isi dengan L atau P."),
        }
    if heading == "NIK":
        return {
            "validate": "length",
            "criteria": "==",
            "value": 16,
            "error_type": "warning",
            "error_title": heading,
            "error_message": _("NIK mempunyai 16 angka. Tetap simpan?"),
        }
    return {"validate": "any"}


def _write_guide(book: Workbook, look: Formats) -> None:
    """The example stands here and not in the roster, where it would be read as a person."""
    sheet = book.add_worksheet(_("Petunjuk"))
    print_setup(sheet, "Format Pendopo", header_rows=1)
    for at, (heading, width) in enumerate(((_("Kolom"), 20), (_("Cara mengisi"), 70), (_("Contoh"), 24))):
        write_head(sheet, 0, at, heading, look)
        sheet.set_column(at, at, width)
    for row, field in enumerate(fields(), 1):
        sheet.write_string(row, 0, field.heading, look["label"])
        sheet.write_string(row, 1, field.hint, look["text"])
        sheet.write_string(row, 2, field.example, look["code"])
