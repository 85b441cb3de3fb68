"""Tidy sheets of Kab. Malang with a few rows, for tests of single behaviours."""

from io import BytesIO

import xlsxwriter

HEAD = ("No", "Nama", "NIK", "Tanggal Lahir", "Desa", "Kecamatan", "No SK", "Tgl SK", "Berlaku s/d")
SITI = (
    "Siti Contoh",
    "3507066702680020",
    "27/02/1968",
    "Sukoraharjo",
    "Kepanjen",
    "141/7/2020",
    "2/1/2020",
    "",
)
BUDI = ("Budi Contoh", "3507061710640054", "17/10/1964", "Sukoraharjo", "Kepanjen", "", "", "")


def sheet(*rows, head=HEAD):
    """The bytes of a workbook with one sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("PSM")
        for at, row in enumerate([head, *([n, *row] for n, row in enumerate(rows, 1))]):
            page.write_row(at, 0, row)
    return out.getvalue()


def with_(row, **changes):
    """The row with other cells: name, nik, born, village, district, sk, signed, until."""
    names = ("name", "nik", "born", "village", "district", "sk", "signed", "until")
    return tuple(changes.get(name, cell) for name, cell in zip(names, row, strict=True))
