"""The lists that leave the house: consolidation and PSM, as workbook or CSV."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from pendopo.documents.columns import Column, Kind
from pendopo.documents.csv_out import write_csv
from pendopo.documents.records import BoardRow, ConsolidationRow, Notes, PsmRow
from pendopo.documents.xlsx_out import Out, write_table


def consolidation_xlsx(rows: Iterable[ConsolidationRow], *, notes: Notes, out: Out) -> int:
    """Write the consolidation of `rows`, one line a place; returns the number of lines."""
    title = _("Konsolidasi SK PSM")
    return write_table(
        consolidation_columns(), map(consolidation_cells, rows), title=title, notes=notes, out=out
    )


def consolidation_csv(rows: Iterable[ConsolidationRow], *, out: BinaryIO) -> int:
    return write_csv(consolidation_columns(), map(consolidation_cells, rows), out=out)


def psm_list_xlsx(rows: Iterable[PsmRow], *, notes: Notes, out: Out) -> int:
    """Write a list of postings, streamed; returns the number of lines. NIK stay masked."""
    return write_table(psm_columns(), _numbered(rows), title=_("Daftar PSM"), notes=notes, out=out)


def psm_list_csv(rows: Iterable[PsmRow], *, out: BinaryIO) -> int:
    return write_csv(psm_columns(), _numbered(rows), out=out)


def consolidation_columns() -> Sequence[Column]:
    return (
        Column(_("Kode wilayah"), Kind.CODE, _("Kode Kemendagri")),
        Column(_("Wilayah")),
        Column(_("PSM"), Kind.WHOLE, _("PSM yang bertugas pada tanggal itu, dengan atau tanpa SK")),
        Column(_("SK sah"), Kind.WHOLE, _("PSM yang SK-nya sah pada tanggal itu")),
        Column(_("% SK sah"), Kind.SHARE, _("SK sah dibagi PSM")),
        Column(_("Sudah diperiksa"), Kind.WHOLE, _("Bagian dari SK sah yang sudah diperiksa Dinas Sosial")),
        Column(_("Segera berakhir"), Kind.WHOLE, _("Bagian dari SK sah yang berakhir dalam 90 hari")),
        Column(_("Habis"), Kind.WHOLE, _("Masa berlaku SK sudah lewat")),
        Column(_("Gugur"), Kind.WHOLE, _("SK dicabut, diganti, atau penanda tangannya tidak berhak")),
        Column(_("Belum ber-SK"), Kind.WHOLE, _("Belum pernah ada SK yang tercatat")),
        Column(_("Belum dapat dinilai"), Kind.WHOLE, _("Ada keterangan SK yang masih kurang")),
        Column(_("Desa/kelurahan"), Kind.WHOLE, _("Jumlah desa dan kelurahan di wilayah itu")),
        Column(_("Desa/kelurahan ber-PSM"), Kind.WHOLE, _("Yang mempunyai paling sedikit satu PSM")),
        Column(_("Umur tengah"), Kind.DECIMAL, _("Separuh PSM lebih tua, separuh lebih muda (tahun)")),
        Column(_("Pengurus IPSM"), meaning=_("Keadaan pengurus, atau berapa yang sah di bawahnya")),
    )


def consolidation_cells(row: ConsolidationRow) -> Sequence[object]:
    return (
        row.code, row.name, row.psm, row.valid, row.valid / row.psm if row.psm else None, row.checked,
        row.expiring, row.expired, row.void, row.without_sk, row.unknown, row.villages,
        row.villages_covered, row.median_age, row.board,
    )  # fmt: skip


def psm_columns() -> Sequence[Column]:
    return (
        Column(_("No."), Kind.WHOLE),
        Column(_("Kode desa"), Kind.CODE, _("Kode Kemendagri")),
        Column(_("Kabupaten/kota")),
        Column(_("Kecamatan")),
        Column(_("Desa/kelurahan")),
        Column(_("Nama"), meaning=_("Dengan gelar")),
        Column(_("L/P"), Kind.CODE),
        Column(_("Tanggal lahir"), Kind.DATE),
        Column(_("Umur"), Kind.WHOLE, _("Umur pada tanggal keadaan (tahun)")),
        Column(_("NIK"), Kind.CODE, _("Hanya dua angka terakhir yang tampak")),
        Column(_("No. HP"), Kind.CODE),
        Column(_("Keadaan SK"), meaning=_("Keadaan SK pada tanggal itu")),
        Column(_("Sebab"), meaning=_("Mengapa demikian")),
        Column(_("Nomor SK"), Kind.CODE, _("SK yang menentukan keadaan itu")),
        Column(_("Tanggal SK"), Kind.DATE),
        Column(_("Penerbit SK")),
        Column(_("Berlaku sejak"), Kind.DATE),
        Column(_("Berlaku sampai"), Kind.DATE, _("Hari terakhir berlaku; kosong berarti tanpa batas waktu")),
        Column(_("Nomor KTA"), Kind.CODE),
        Column(_("Bimtek dasar"), Kind.DATE, _("Tanggal bimbingan teknis dasar")),
    )


def psm_cells(number: int, row: PsmRow) -> Sequence[object]:
    return (
        number, row.village_code, row.regency, row.district, row.village, row.name, row.sex, row.born_on,
        row.age, row.nik_mask, row.phone, row.standing, row.reason, row.sk_number, row.sk_date, row.issuer,
        row.valid_from, row.valid_until, row.kta_number, row.bimtek_on,
    )  # fmt: skip


def _numbered(rows: Iterable[PsmRow]) -> Iterator[Sequence[object]]:
    return (psm_cells(number, row) for number, row in enumerate(rows, 1))


def board_list_xlsx(rows: Iterable[BoardRow], *, notes: Notes, out: Out) -> int:
    """Write a list of boards, one line a place; returns the number of lines."""
    return write_table(
        board_columns(), map(board_cells, rows), title=_("Pengurus IPSM"), notes=notes, out=out
    )


def board_columns() -> Sequence[Column]:
    return (
        Column(_("Kode wilayah"), Kind.CODE, _("Kode Kemendagri")),
        Column(_("Wilayah")),
        Column(_("Langkah"), meaning=_("Sejauh mana pembentukan pengurus terbaru")),
        Column(_("Sejak"), Kind.DATE),
        Column(_("Keadaan")),
        Column(_("Sebab")),
        Column(_("Aktif")),
        Column(_("Sebab tidak aktif")),
        Column(_("Boleh mengakses program")),
        Column(_("Ketua")),
        Column(_("Masa bakti")),
        Column(_("Nomor SK")),
        Column(_("Tanggal SK"), Kind.DATE),
        Column(_("Berlaku sampai"), Kind.DATE),
        Column(_("Diperiksa Dinsos")),
    )


def board_cells(row: BoardRow) -> Sequence[object]:
    yes = {True: _("ya"), False: _("tidak")}
    return (
        row.code, row.place, row.step, row.step_since, row.standing, row.reason, yes[row.active], row.idle,
        yes[row.access], row.chair, row.term, row.sk_number, row.sk_date, row.until,
        yes[row.checked] if row.sk_number else "",
    )  # fmt: skip
