"""Rows of targets with every word written out."""

from dataclasses import dataclass

from django.urls import reverse

from pendopo.access.policy import Permission
from pendopo.insights.stage_phrases import HEADINGS, STATES, next_step, standing_words, wanted_words
from pendopo.insights.stages import Stage, StageKind, StageState
from pendopo.insights.target_queries import TargetRow
from pendopo.web.door import Visit
from pendopo.web.konsolidasi.todo import link
from pendopo.wilayah.enums import Level

_TAG = {StageState.REACHED: "sah", StageState.NOT_YET: "segera", StageState.MISSED: "habis"}
_WORK = {
    StageKind.BOARD: ("pengurus:di_sini", Permission.UNIT_VIEW),
    StageKind.COVERED: ("konsolidasi:kosong", Permission.FIGURES_VIEW),
    StageKind.VALID: ("permintaan:selesaikan", Permission.SK_REQUEST),
    StageKind.CHECKED: ("sk:daftar", Permission.SK_VIEW),
}
"""The page on which each stage is worked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    heading: str
    tag: str
    label: str
    now: str
    wanted: str
    share: int | None
    """In percent; None where yes or no is asked."""


@dataclass(frozen=True, slots=True)
class Line:
    row: TargetRow
    cells: dict[StageKind, Cell]
    step: str
    work: str
    own: bool
    """Her own kab/kota, for which she answers."""

    @property
    def cells_in_order(self) -> list[Cell | None]:
        return [self.cells.get(kind) for kind in StageKind]


def lines_of(visit: Visit, rows: list[TargetRow]) -> list[Line]:
    return [_line(visit, row) for row in rows]


def _line(visit: Visit, row: TargetRow) -> Line:
    to_do = row.next
    inside = visit.actor.reaches(row.place.path)
    return Line(
        row=row,
        cells={stage.kind: _cell(stage) for stage in row.stages},
        step=next_step(to_do) if to_do else "",
        work=_work(visit, to_do, row) if to_do and inside else "",
        own=inside and len(visit.actor.path) >= Level.REGENCY.path_length,
    )


def _cell(stage: Stage) -> Cell:
    return Cell(
        heading=str(HEADINGS[stage.kind]),
        tag=_TAG[stage.state],
        label=str(STATES[stage.state]),
        now=standing_words(stage),
        wanted=wanted_words(stage),
        share=None if stage.kind == StageKind.BOARD else stage.wanted_percent,
    )


def _work(visit: Visit, stage: Stage, row: TargetRow) -> str:
    name, permission = _WORK[stage.kind]
    if not stage.whole and stage.kind != StageKind.BOARD:
        name, permission = "impor:daftar", Permission.IMPORT_RUN
    address = link(visit, name, permission)
    return f"{reverse(name)}?wilayah={row.place.code}" if address else ""
