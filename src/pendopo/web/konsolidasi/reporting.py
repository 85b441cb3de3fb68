"""The legality report as page, workbook and PDF."""

import io

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.documents.legality_report import legality_report_pdf, legality_report_xlsx
from pendopo.documents.records import LegalityReport, LegalityRow, Paper
from pendopo.insights.board_phrases import board_opening, board_word
from pendopo.insights.boards import BoardFigures, BoardState, board_figures, boards_below
from pendopo.insights.figures import Figures
from pendopo.insights.phrases import BELOW, opening
from pendopo.insights.report import Report, ReportRow, legality_report
from pendopo.legality.commands import note_export
from pendopo.legality.enums import FormationStep
from pendopo.shared.dates import short_date
from pendopo.web.door import Visit, page
from pendopo.web.files import PDF, download, notes_of
from pendopo.web.konsolidasi.boards import board_cell
from pendopo.web.konsolidasi.todo import link
from pendopo.wilayah.enums import Level

_COMING = (FormationStep.PERSIAPAN, FormationStep.MUSDA, FormationStep.TERPILIH)


@page(Permission.FIGURES_VIEW, anywhere=True)
def report_page(visit: Visit) -> HttpResponse:
    found = legality_report(visit.actor, visit.place, visit.on)
    report = report_of(visit, found)
    tags = [board_cell(row.board) for row in found.rows]
    return visit.show(
        "konsolidasi/laporan.html",
        report=report,
        lines=zip(report.rows, tags, strict=True),
        word=BELOW[Level(visit.place.level)],
        excel=link(visit, "konsolidasi:laporan_xlsx", Permission.EXPORT_RUN),
        a4=link(visit, "konsolidasi:laporan_pdf", Permission.EXPORT_RUN),
        f4=link(visit, "konsolidasi:laporan_pdf", Permission.EXPORT_RUN, kertas="f4"),
        per=_per(visit),
        address=reverse("konsolidasi:halaman"),
    )


@page(Permission.EXPORT_RUN, anywhere=True)
def report_pdf(visit: Visit) -> HttpResponse:
    report = report_of(visit, legality_report(visit.actor, visit.place, visit.on))
    paper = Paper.asked(visit.request.GET.get("kertas", ""))
    content = legality_report_pdf(report, paper=paper)
    _noted(visit, len(report.rows))
    return download(content, f"laporan-legalitas-{visit.place.code}-{visit.on}.pdf", PDF, inline=True)


@page(Permission.EXPORT_RUN, anywhere=True)
def report_xlsx(visit: Visit) -> HttpResponse:
    report = report_of(visit, legality_report(visit.actor, visit.place, visit.on))
    book = io.BytesIO()
    _noted(visit, legality_report_xlsx(report, notes=notes_of(visit), out=book))
    return download(book.getvalue(), f"laporan-legalitas-{visit.place.code}-{visit.on}.xlsx")


def _noted(visit: Visit, rows: int) -> None:
    """A report with names of chairs left the house."""
    if visit.actor.reaches(visit.place.path):
        note_export(visit.actor, "laporan_legalitas", visit.place.pk, visit.on, {}, rows)


def report_of(visit: Visit, found: Report) -> LegalityReport:
    """The report in words."""
    name = visit.place.full_name
    boards = boards_below(visit.actor, visit.place, visit.on, [row.place.path for row in found.rows])
    plain, strong = board_opening(boards, found.found.level, name)
    sentence = " ".join(filter(None, (plain, strong, str(opening(found.found, name)))))
    states = [row.board for row in found.rows if row.board]
    return LegalityReport(
        title=_("Laporan legalitas IPSM dan PSM"),
        place=name,
        as_of=visit.on,
        sentence=sentence,
        first=_heading(found.level),
        below=str(BELOW[found.level]),
        rows=[_row(row) for row in found.rows],
        total=_total(name, found, board_figures(states, len(found.rows))),
        made=_("Dibuat %(at)s oleh %(who)s · Pendopo")
        % {"at": notes_of(visit).exported_at, "who": notes_of(visit).exported_by},
    )


def _heading(level: Level) -> str:
    words = str(level.label)
    return words[:1].upper() + words[1:]


def _row(row: ReportRow) -> LegalityRow:
    papers = row.papers
    return _filled(
        row.place.code,
        row.place.name,
        row.place.figures,
        board=_board(row.board),
        active=_active(row.board),
        step=_step(row.board),
        sk_number=papers.sk_number if papers else "",
        sk_date=papers.sk_date if papers else None,
        term=papers.term if papers else "",
        ends_on=row.board.ends_on if row.board and row.board.legal else None,
        chair=papers.chair if papers else "",
        chair_phone=papers.phone if papers else "",
        boards_below=row.boards_below,
        places_below=row.places_below,
    )


def _total(name: str, found: Report, boards: BoardFigures) -> LegalityRow:
    return _filled(
        "",
        name,
        found.found.total,
        board=_("%(n)s dari %(all)s sah") % {"n": boards.legal, "all": boards.places},
        active=_("%(n)s aktif") % {"n": boards.active} if boards.legal else "",
        boards_below=sum(row.boards_below for row in found.rows),
        places_below=sum(row.places_below for row in found.rows),
    )


def _filled(code: str, name: str, of: Figures, **board: object) -> LegalityRow:
    empty: dict[str, object] = {
        "board": "", "active": "", "step": "", "sk_number": "", "sk_date": None, "term": "", "ends_on": None,
        "chair": "", "chair_phone": "", "boards_below": 0, "places_below": 0,
    }  # fmt: skip
    return LegalityRow(
        code=code,
        name=name,
        psm=of.psm,
        valid=of.valid,
        checked=of.checked,
        women=of.women,
        below_35=of.below_35,
        from_35=of.known_birth - of.below_35 - of.sixty_up,
        sixty_up=of.sixty_up,
        bimtek=of.bimtek,
        covered=of.covered,
        villages=of.villages,
        **(empty | board),  # type: ignore[arg-type]  # the names above are those of the record
    )


def _board(state: BoardState | None) -> str:
    if state is not None and state.legal:
        if state.ends_on is None:
            return _("Sah, tanpa batas waktu")
        return _("Sah s.d. %(day)s") % {"day": short_date(state.ends_on)}
    word = board_word(state)
    return word[:1].upper() + word[1:]


def _active(state: BoardState | None) -> str:
    if state is None or not state.legal:
        return ""
    return _("aktif") if state.active else _("tidak aktif")


def _step(state: BoardState | None) -> str:
    """How far the newest board has come; beside a legal one that is the next board."""
    if state is None:
        return ""
    word = str(FormationStep(state.step).label)
    return _("berikutnya: %(step)s") % {"step": word} if state.legal and state.step in _COMING else word


def _per(visit: Visit) -> str:
    return "" if visit.on == visit.actor.today else f"&per={visit.on.isoformat()}"
