"""The sheet for a village head: who has no valid SK, why, and what the SK must say; or that there is no PSM yet."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from pendopo.documents.records import Paper, RequestLetter, SheetRow, VillageSheet
from pendopo.documents.typst_pdf import compile_pdf
from pendopo.documents.words import breakable, capped, printable
from pendopo.shared.dates import format_date

_NAME_LINES = 4
_READ_ON_SCREEN = 10  # a larger batch is for the printer


def village_sheets(
    letter: RequestLetter, sheets: Iterable[VillageSheet], *, paper: Paper = Paper.A4, out: Path | None = None
) -> bytes:
    """One PDF, each village starting on a page of its own and numbered by itself.

    About 10 ms and 1.3 MB of memory a village: a whole regency is better printed kecamatan by kecamatan.
    """
    return sheets_with_letters(((letter, sheet) for sheet in sheets), paper=paper, out=out)


def sheets_with_letters(
    pairs: Iterable[tuple[RequestLetter, VillageSheet]], *, paper: Paper = Paper.A4, out: Path | None = None
) -> bytes:
    """The same for sheets asked on several days: each is dated and worded as its own letter."""
    pages = [_sheet(letter, sheet) for letter, sheet in pairs]
    data = {"paper": paper, "labels": _labels(), "sheets": pages}
    return compile_pdf("lembar_kades", data, out=out, tagged=len(pages) <= _READ_ON_SCREEN)


def opening(letter: RequestLetter, sheet: VillageSheet) -> str:
    """The one sentence that says how things stand in the village."""
    facts: dict[str, object] = {
        "total": sheet.psm_total,
        "village": printable(sheet.village),
        "day": format_date(letter.as_of),
    }
    missing = len(sheet.rows)
    if sheet.psm_total == 0:
        return _("Sampai %(day)s belum ada PSM yang tercatat di %(village)s.") % facts
    if missing == 0:
        return _("Semua PSM di %(village)s (%(total)d orang) mempunyai SK yang sah per %(day)s.") % facts
    if missing == sheet.psm_total == 1:
        return _("Satu-satunya PSM di %(village)s belum mempunyai SK yang sah per %(day)s.") % facts
    if missing == sheet.psm_total:
        return (
            _("Semua PSM di %(village)s (%(total)d orang) belum mempunyai SK yang sah per %(day)s.") % facts
        )
    facts["missing"] = missing
    some = _("Dari %(total)d PSM di %(village)s, %(missing)d orang belum mempunyai SK yang sah per %(day)s.")
    return some % facts


def _letter(letter: RequestLetter) -> dict[str, object]:
    contact = _("%(name)s, WA %(phone)s") if letter.contact_phone else "%(name)s"
    return {
        "office": breakable(letter.office),
        "address": breakable(letter.office_address),
        "dated": f"{printable(letter.written_at)}, {format_date(letter.dated_on)}".removeprefix(", "),
        "must_say": [breakable(line) for line in letter.sk_must_say],
        "contact": printable(contact % {"name": letter.contact_name, "phone": letter.contact_phone}),
        "signer_title": printable(letter.signer_title),
        "signer_name": printable(letter.signer_name),
        "answer_by": format_date(letter.answer_by) if letter.answer_by else "",
    }


def _sheet(letter: RequestLetter, sheet: VillageSheet) -> dict[str, object]:
    return {
        "letter": _letter(letter),
        "village": breakable(sheet.village),
        "addressee": breakable(sheet.addressee),
        "district": breakable(sheet.district),
        "regency": breakable(sheet.regency),
        "code": printable(sheet.code),
        "subject": _subject(sheet),
        "answer": wants_answer(sheet),
        "names": _names(sheet),
        "opening": opening(letter, sheet),
        "ask": ask(letter, sheet),
        "rows": [_row(row) for row in sheet.rows],
    }


def wants_answer(sheet: VillageSheet) -> bool:
    return bool(sheet.rows) or sheet.psm_total == 0


def _names(sheet: VillageSheet) -> dict[str, object]:
    """The lines of the slip for names: one to tick where the sheet names people, else empty ones to write on."""
    if sheet.rows:
        return {"label": _("Nama PSM dalam SK"), "choice": _("semua nama di atas"), "lines": 1}
    return {"label": _("Nama dan NIK PSM"), "choice": "", "lines": min(max(sheet.psm_wanted, 2), _NAME_LINES)}


def _subject(sheet: VillageSheet) -> str:
    if sheet.psm_total == 0:
        return _("Permintaan usulan Pekerja Sosial Masyarakat (PSM)")
    if wants_answer(sheet):
        return _("Permintaan SK Pekerja Sosial Masyarakat (PSM)")
    return _("Keadaan SK Pekerja Sosial Masyarakat (PSM)")


def ask(letter: RequestLetter, sheet: VillageSheet) -> str:
    if sheet.psm_total == 0:
        return _ask_for_psm(sheet)
    if not sheet.rows:
        return _("Tidak ada yang perlu diperbaiki. Terima kasih.")
    whose = _("SK-nya") if len(sheet.rows) == 1 else _("SK mereka")
    if letter.answer_by is None:
        return _("Mohon %(whose)s diterbitkan atau diperbaiki.") % {"whose": whose}
    day = format_date(letter.answer_by)
    return _("Mohon %(whose)s diterbitkan atau diperbaiki paling lambat %(day)s.") % {
        "whose": whose,
        "day": day,
    }


def _ask_for_psm(sheet: VillageSheet) -> str:
    words = {"n": sheet.psm_wanted, "signer": printable(sheet.appointed_by)}
    if sheet.appointed_by:
        asked = _(
            "Mohon Bapak/Ibu mengusulkan paling sedikit %(n)d warga untuk diangkat dengan SK %(signer)s."
        )
        return asked % words
    return (
        _("Mohon Bapak/Ibu memilih paling sedikit %(n)d warga dan mengangkatnya menjadi PSM dengan SK.")
        % words
    )


def _row(row: SheetRow) -> list[str]:
    years = "" if row.age is None else str(row.age)
    return [capped(row.name, 200), years, capped(row.why, 500), capped(row.needed, 500)]


def _labels() -> dict[str, str]:
    return {
        "subject_label": _("Hal"),
        "title": _("SK Pekerja Sosial Masyarakat (PSM)"),
        "code": _("Kode"),
        "to": _("Kepada Yth."),
        "number": _("No."),
        "name": _("Nama"),
        "age": _("Umur"),
        "why": _("Mengapa belum sah"),
        "needed": _("Yang diperlukan"),
        "must_say": _("Agar SK berlaku, SK memuat:"),
        "contact": _("Pertanyaan"),
        "regards": _("Hormat kami,"),
        "cut": _("gunting di sini"),
        "slip": _("Lembar jawaban"),
        "slip_how": _("Isi, lalu foto dan kirim bersama foto SK, atau serahkan ke kantor kami."),
        "sk_number": _("Nomor SK"),
        "sk_date": _("Tanggal SK"),
        "valid_from": _("Berlaku sejak"),
        "valid_until": _("Berlaku sampai"),
        "endless": _("tanpa batas waktu"),
        "signature": _("Tanda tangan dan stempel"),
        "printed_name": _("Nama terang"),
        "page": _("halaman %(page)s dari %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
