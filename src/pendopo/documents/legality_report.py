"""The legality report that a rakor is handed: a row per place, its board and its PSM, as PDF or workbook."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from pendopo.documents.columns import Column, Kind
from pendopo.documents.records import LegalityReport, LegalityRow, Notes, Paper
from pendopo.documents.typst_pdf import compile_pdf
from pendopo.documents.words import breakable, printable, unbroken
from pendopo.documents.xlsx_out import Out, write_table
from pendopo.shared.dates import format_date, short_date
from pendopo.shared.numbers import format_number, format_percent
from pendopo.shared.phones import format_phone

_SK_COLUMN = 16
"""A number of so many characters may be too long for its column."""


def legality_report_pdf(report: LegalityReport, *, paper: Paper = Paper.A4, out: Path | None = None) -> bytes:
    """Landscape, the header on every page, readable without colour."""
    data = {
        "paper": paper,
        "title": printable(report.title),
        "place": printable(report.place),
        "as_of": _("Keadaan per %(day)s") % {"day": format_date(report.as_of)},
        "sentence": breakable(report.sentence),
        "made": printable(report.made),
        "labels": _labels(report),
        "rows": [_cells(str(number), row, report) for number, row in enumerate(report.rows, 1)],
        "total": _cells("", report.total, report) if report.total else [],
        "page": _("halaman %(page)s dari %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
    return compile_pdf("laporan_legalitas", data, out=out)


def legality_report_xlsx(report: LegalityReport, *, notes: Notes, out: Out) -> int:
    rows = (legality_cells(row) for row in report.rows)
    return write_table(legality_columns(report), rows, title=report.title, notes=notes, out=out)


def legality_columns(report: LegalityReport) -> Sequence[Column]:
    below = report.below or _("wilayah di bawahnya")
    return (
        Column(_("Kode wilayah"), Kind.CODE, _("Kode Kemendagri")),
        Column(report.first),
        Column(_("Pengurus IPSM"), meaning=_("Keadaan pengurus pada tanggal itu")),
        Column(_("Aktif"), meaning=_("Sah, kursi wajib terisi, dan ada rapat atau laporan akhir-akhir ini")),
        Column(_("Langkah pembentukan"), meaning=_("Langkah terjauh yang sudah dicapai")),
        Column(_("Nomor SK pengurus"), Kind.CODE),
        Column(_("Tanggal SK pengurus"), Kind.DATE),
        Column(_("Masa bakti"), Kind.CODE),
        Column(
            _("Pengurus sah sampai"), Kind.DATE, _("Hari terakhir; kosong berarti tanpa batas atau tidak sah")
        ),
        Column(_("Ketua"), meaning=_("Hanya untuk wilayah Anda sendiri")),
        Column(_("No. HP ketua"), Kind.CODE),
        Column(_("Pengurus sah di bawahnya"), Kind.WHOLE, _("Pengurus %(word)s yang sah") % {"word": below}),
        Column(_("Jumlah %(word)s") % {"word": below}, Kind.WHOLE),
        Column(_("PSM"), Kind.WHOLE, _("PSM yang bertugas pada tanggal itu")),
        Column(_("PSM ber-SK"), Kind.WHOLE, _("Dengan SK yang berlaku")),
        Column(_("PSM belum ber-SK"), Kind.WHOLE, _("Tanpa SK yang berlaku")),
        Column(_("% ber-SK"), Kind.SHARE),
        Column(_("SK diperiksa"), Kind.WHOLE, _("Bagian dari PSM ber-SK yang SK-nya diperiksa Dinas Sosial")),
        Column(_("Perempuan"), Kind.WHOLE),
        Column(_("Di bawah 35 tahun"), Kind.WHOLE),
        Column(_("35 sampai 59 tahun"), Kind.WHOLE),
        Column(_("60 tahun ke atas"), Kind.WHOLE),
        Column(_("Bimtek dasar"), Kind.WHOLE),
        Column(_("Desa/kelurahan ber-PSM"), Kind.WHOLE),
        Column(_("Desa/kelurahan"), Kind.WHOLE),
    )


def legality_cells(row: LegalityRow) -> Sequence[object]:
    return (
        row.code, row.name, row.board, row.active, row.step, row.sk_number, row.sk_date, row.term, row.ends_on,
        row.chair, format_phone(row.chair_phone), row.boards_below, row.places_below, row.psm, row.valid, row.lacking,
        row.valid / row.psm if row.psm else None, row.checked, row.women, row.below_35, row.from_35, row.sixty_up,
        row.bimtek, row.covered, row.villages,
    )  # fmt: skip


def _cells(number: str, row: LegalityRow, report: LegalityReport) -> list[str]:
    sk = _lines(
        breakable(row.sk_number, long=_SK_COLUMN), unbroken(short_date(row.sk_date)) if row.sk_date else ""
    )
    board = _lines(row.board, row.active)
    chair = _lines(row.chair, format_phone(row.chair_phone))
    below = f"{format_number(row.boards_below)}/{format_number(row.places_below)}" if report.below else ""
    numbers = (row.psm, row.valid, row.lacking)
    ages = (row.women, row.below_35, row.from_35, row.sixty_up, row.bimtek)
    words = (number, row.name, board, row.step, sk, row.term, chair, below)
    return [
        *(breakable(word) for word in words),
        *(format_number(n) for n in numbers),
        format_percent(row.valid, row.psm),
        *(format_number(n) for n in ages),
        f"{format_number(row.covered)}/{format_number(row.villages)}",
    ]


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _labels(report: LegalityReport) -> dict[str, object]:
    return {
        "board": _("Pengurus IPSM"),
        "people": _("PSM"),
        "ages": _("Umur (tahun)"),
        "columns": [
            _("No."), report.first, _("Keadaan"), _("Langkah"), _("SK"), _("Masa bakti"), _("Ketua"),
            _("Pengurus %(word)s sah") % {"word": report.below} if report.below else "",
            _("Jumlah"), _("Ber-SK"), _("Belum"), _("% ber-SK"), _("Perem\u00adpuan"), _("< 35"), _("35–59"),
            _("≥ 60"), _("Bim\u00adtek"), _("Desa ber-PSM"),
        ],
    }  # fmt: skip
