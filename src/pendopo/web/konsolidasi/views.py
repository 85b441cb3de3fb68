import io
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.documents.records import ConsolidationRow, Digest
from pendopo.documents.tables import consolidation_xlsx
from pendopo.documents.whatsapp import consolidation_text
from pendopo.insights.boards import BoardsBelow, boards_below
from pendopo.insights.figures import Consolidation, Figures
from pendopo.insights.phrases import BELOW, age_figure, opening
from pendopo.insights.queries import by_residency, consolidation, villages_without_psm
from pendopo.legality.queries import PsmFilters, psm_list
from pendopo.shared.numbers import format_number, format_percent
from pendopo.web.door import Visit, page
from pendopo.web.files import download, notes_of
from pendopo.web.konsolidasi.boards import BoardView, board_view, cell_of_group, in_words
from pendopo.web.konsolidasi.drawing import charts_of, drawing, per_of
from pendopo.web.konsolidasi.lines import line_of, lines_of
from pendopo.web.konsolidasi.sorting import ORDERS, order_of, ordered
from pendopo.web.konsolidasi.todo import link, todo_of
from pendopo.web.paging import page_of
from pendopo.wilayah.enums import Level
from pendopo.wilayah.queries import schemes_of

LIST, MAP, GROUPS = "daftar", "peta", "kelompok"


@page(Permission.FIGURES_VIEW, anywhere=True)
def overview(visit: Visit) -> HttpResponse:
    found = consolidation(visit.actor, visit.place, visit.on)
    asked = visit.request.GET
    order = order_of(asked.get("urut", ""))
    said = opening(found, visit.place.full_name)
    shown = _shown(asked.get("tampil", ""), found)
    boards = board_view(visit, found)
    board = boards[1] if boards else None
    return visit.show(
        "konsolidasi/halaman.html",
        found=found,
        total=found.total,
        opening=said,
        board=board,
        rows=lines_of(ordered(found.rows, order), per_of(visit), board.cells if board else None),
        sum=line_of(visit.place.full_name, found.total, "", f"{board.number} {board.of}" if board else ""),
        order=order,
        orders=[(key, words) for key, (words, _key) in ORDERS.items()],
        tabs=_tabs(visit, found, shown),
        shown=shown,
        below=BELOW.get(found.level, ""),
        todo=todo_of(visit, found, boards[0] if boards else None),
        share=_share(visit, found, f"{board.opening} {said}".strip() if board else str(said), board),
        also=_also(visit, found),
        excel=link(visit, "konsolidasi:unduh", Permission.EXPORT_RUN, urut=order),
        register=link(visit, "psm:baru", Permission.PERSON_WRITE),
        bring=link(visit, "impor:daftar", Permission.IMPORT_RUN),
        ask=link(visit, "permintaan:selesaikan", Permission.SK_REQUEST, perihal="psm"),
        query=visit.query,
        keep=[(k, v) for k, v in asked.items() if k in ("wilayah", "per", "tampil")],
        **charts_of(found.total, visit.place.full_name),
        **_part(visit, found, shown, boards),
    )


def _shown(asked: str, found: Consolidation) -> str:
    """The tab that is asked for, if this level has it."""
    return asked if asked in (MAP, GROUPS) and asked in _available(found) else LIST


def _available(found: Consolidation) -> list[str]:
    tabs = [LIST]
    if found.level <= Level.REGENCY:
        tabs.append(MAP)
    if found.level == Level.PROVINCE:
        tabs.append(GROUPS)
    return tabs


def _tabs(visit: Visit, found: Consolidation, shown: str) -> list[tuple[str, str, bool]]:
    words = {LIST: _("Daftar"), MAP: _("Peta"), GROUPS: _("Per residensi")}
    if found.level == Level.PROVINCE and (scheme := schemes_of(visit.place).first()):
        words[GROUPS] = _("Per %(scheme)s") % {"scheme": scheme.name}
    elif GROUPS in words:
        del words[GROUPS]
    drawn = drawing(visit, found)
    return [
        (f"?{visit.query}&tampil={key}#wilayah", words[key], key == shown)
        for key in _available(found)
        if key in words and (key != MAP or drawn)
    ]


def _part(
    visit: Visit, found: Consolidation, shown: str, of_boards: tuple[BoardsBelow, BoardView] | None
) -> dict[str, Any]:
    """What only one tab or one level needs."""
    boards, cells = (of_boards[0], of_boards[1].cells) if of_boards else (None, {})
    if found.level == Level.VILLAGE:
        if not (found.inside and visit.actor.may(Permission.PERSON_VIEW)):
            return {"people": None}
        number = int(n) if (n := visit.request.GET.get("hal", "")).isdecimal() else 1
        return {"people": psm_list(visit.actor, visit.place, visit.on, PsmFilters(), number).page}
    if shown == MAP:
        coloured = visit.request.GET.get("warna") == "pengurus" and boards is not None and boards.worth_saying
        here = f"?{visit.query}&tampil={MAP}"
        colours = [(f"{here}#wilayah", _("SK PSM"), not coloured),
                   (f"{here}&warna=pengurus#wilayah", _("Pengurus"), coloured)]  # fmt: skip
        return {
            "map": drawing(visit, found, boards if coloured else None),
            "colours": colours if boards and boards.worth_saying else [],
            "board_map_title": _("Pengurus IPSM yang sah, %(place)s") % {"place": visit.place.full_name}
            if coloured
            else "",
        }  # fmt: skip
    if shown == GROUPS:
        schemes = list(schemes_of(visit.place))
        asked = visit.request.GET.get("kelompok", "")
        scheme = next((s for s in schemes if s.key == asked), schemes[0] if schemes else None)
        groups = by_residency(found, scheme) if scheme else []
        named = [(group.name or _("Lainnya"), group) for group in groups]
        return {
            "groups": [(name, len(g.rows), lines_of(g.rows, per_of(visit), cells)) for name, g in named],
            "group_lines": [
                line_of(name, g.figures, board=cell_of_group(boards, g.rows) if boards else "")
                for name, g in named
            ],
            "scheme": scheme,
            "schemes": schemes,
        }
    return {}


def _also(visit: Visit, found: Consolidation) -> list[tuple[str, str]]:
    """Other views of the same place and date."""
    pages = [(_("Bandingkan dengan tanggal lain"), "konsolidasi:bandingkan"),
             (_("Perkembangan sejak 2016"), "konsolidasi:perkembangan")]  # fmt: skip
    if found.level != Level.VILLAGE and found.level != Level.DISTRICT:
        pages.insert(0, (_("Laporan legalitas"), "konsolidasi:laporan"))
    return [(words, f"{reverse(name)}?{visit.query}") for words, name in pages]


def _share(visit: Visit, found: Consolidation, sentence: str, board: BoardView | None) -> str:
    total = found.total
    figures = [(board.label, f"{board.number} {board.of}")] if board and board.cells else []
    figures += [
        (_("PSM"), format_number(total.psm)),
        (_("SK berlaku"), f"{format_number(total.valid)} ({format_percent(total.valid, total.psm)})"),
        (_("Sudah diperiksa Dinsos"), format_number(total.checked)),
        (_("Habis"), format_number(total.expired)),
        (_("Gugur"), format_number(total.void)),
        (_("Belum ber-SK"), format_number(total.without_sk)),
        (_("Belum dapat dinilai"), format_number(total.unknown)),
        (_("Desa/kelurahan ber-PSM"), _("%(n)s dari %(all)s") % {
            "n": format_number(total.covered), "all": format_number(total.villages)}),
        (_("Usia tengah"), age_figure(total.median_age)),
    ]  # fmt: skip
    address = visit.request.build_absolute_uri(f"{visit.request.path}?{visit.query}")
    return consolidation_text(Digest(visit.place.full_name, visit.on, sentence, figures, address))


@page(Permission.EXPORT_RUN, anywhere=True)
def workbook(visit: Visit) -> HttpResponse:
    """The rows as seen, in the same order, with the place itself as the last line."""
    found = consolidation(visit.actor, visit.place, visit.on, row_medians=True)
    rows = ordered(found.rows, order_of(visit.request.GET.get("urut", "")))
    boards = boards_below(visit.actor, visit.place, visit.on, [row.path for row in rows])
    lines = [_line(row.code, row.name, row.figures, in_words(boards, row.path)) for row in rows]
    lines.append(
        _line(visit.place.code, _("Jumlah %(place)s") % {"place": visit.place.full_name}, found.total, "")
    )
    book = io.BytesIO()
    consolidation_xlsx(lines, notes=notes_of(visit), out=book)
    return download(book.getvalue(), f"konsolidasi-{visit.place.code}-{visit.on}.xlsx")


def _line(code: str, name: str, figures: Figures, board: str) -> ConsolidationRow:
    return ConsolidationRow(
        code=code, name=name, psm=figures.psm, valid=figures.valid, checked=figures.checked,
        expiring=figures.soon, expired=figures.expired, void=figures.void, without_sk=figures.without_sk,
        unknown=figures.unknown, villages=figures.villages, villages_covered=figures.covered,
        median_age=figures.median_age, board=board,
    )  # fmt: skip


@page(Permission.FIGURES_VIEW)
def empty_villages(visit: Visit) -> HttpResponse:
    villages = villages_without_psm(visit.actor, visit.place, visit.on)
    known = consolidation(visit.actor, visit.place, visit.on).total.empty_villages
    return visit.show(
        "konsolidasi/kosong.html",
        villages=page_of(visit.request, villages, known=known),
        register=link(visit, "psm:baru", Permission.PERSON_WRITE),
        bring=link(visit, "impor:daftar", Permission.IMPORT_RUN),
        ask=link(visit, "permintaan:selesaikan", Permission.SK_REQUEST, perihal="psm"),
        query=visit.query,
    )
