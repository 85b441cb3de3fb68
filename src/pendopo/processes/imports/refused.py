"""Rows that were not taken, in the sheets they came from, for a workbook that is mended and uploaded again."""

from collections.abc import Iterable, Mapping

from pendopo.documents.records import RefusedRow, RefusedSheet
from pendopo.intake.headers import Headers
from pendopo.intake.workbook import Sheet
from pendopo.processes.imports.phrases import row_reasons, row_sentence, why_words
from pendopo.processes.imports.plan import Place, Planned
from pendopo.processes.imports.reading import headers_of, workbook_of
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.models import ImportBatch, ImportRow, RowState

Reasons = Mapping[Place, list[str]]
NOT_TAKEN = (RowState.WAITS, RowState.REFUSED)


def reasons_planned(plans: Iterable[Planned]) -> Reasons:
    """Before a save: why each row will not be taken."""
    return {p.reading.place: reasons_of(p) for p in plans if p.state in NOT_TAKEN}


def reasons_saved(batch: ImportBatch, rows: Iterable[ImportRow]) -> Reasons:
    """After a save: why each row was not taken."""
    return {(r.sheet, r.row): saved_reasons(batch, r) for r in rows}


def saved_reasons(batch: ImportBatch, row: ImportRow) -> list[str]:
    plan: Planned | None = open_draft(batch, row.draft_sealed) if row.draft_sealed else None
    if plan is None:
        return [row_sentence(code) for code in row.codes]
    return reasons_of(plan, row.codes)


def reasons_of(plan: Planned, codes: Iterable[str] = ()) -> list[str]:
    said = [plan.code] if plan.code else []
    if plan.state is RowState.REFUSED:
        said.append(plan.why)
    own = [code for code in codes if code not in {i.code.value for i in plan.reading.issues}]
    found = row_reasons(plan.reading.issues, [*said, *own])
    return found or [why_words(plan.why)]


def refused_sheets(batch: ImportBatch, reasons: Reasons) -> list[RefusedSheet]:
    """The sheets of the file with these rows only, each cell as it was. `batch` came through the gate."""
    workbook = workbook_of(batch)
    headers = headers_of(batch, workbook)
    sheets = [_sheet(sheet, headers[sheet.name], reasons) for sheet in workbook.sheets]
    return [sheet for sheet in sheets if sheet.rows]


def _sheet(sheet: Sheet, head: Headers, reasons: Reasons) -> RefusedSheet:
    rows = [
        RefusedRow(at, cells, reasons[sheet.name, at])
        for at, cells in enumerate(sheet.rows, 1)
        if (sheet.name, at) in reasons
    ]
    return RefusedSheet(sheet.name, sheet.rows[: head.last], rows, sheet.merged)
