"""Stages of a target: reached, not yet, or missed, and what comes next. Plain values, no query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from pendopo.insights.figures import Figures
from pendopo.targets.models import Target


class StageKind(StrEnum):
    """In the order in which a kab/kota reaches them."""

    BOARD = "board"
    COVERED = "covered"
    VALID = "valid"
    CHECKED = "checked"


class StageState(StrEnum):
    REACHED = "reached"
    NOT_YET = "not_yet"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Stage:
    """`done` of `whole` stand today, `wanted` are asked for (a board: 1 of 1)."""

    kind: StageKind
    wanted_percent: int
    done: int
    whole: int
    due_on: date
    on: date

    @property
    def wanted(self) -> int:
        return ceil(self.whole * self.wanted_percent / 100)

    @property
    def lacking(self) -> int:
        return max(self.wanted - self.done, 0)

    @property
    def reached(self) -> bool:
        """Of nothing nothing is reached: a kab/kota without a PSM has no SK to show."""
        return self.whole > 0 and self.lacking == 0

    @property
    def state(self) -> StageState:
        if self.reached:
            return StageState.REACHED
        return StageState.MISSED if self.on > self.due_on else StageState.NOT_YET


def stages(target: Target, figures: Figures, board_legal: bool, on: date) -> list[Stage]:
    """The stages this target asks for, as they stand on a day."""
    return [
        Stage(kind, percent, done, whole, target.round.due_on, on)
        for kind, percent, done, whole in _asked(target, figures, board_legal)
    ]


def next_stage(several: list[Stage]) -> Stage | None:
    """The first that is not reached."""
    return next((stage for stage in several if not stage.reached), None)


def _asked(target: Target, figures: Figures, board_legal: bool) -> Iterator[tuple[StageKind, int, int, int]]:
    if target.board:
        yield StageKind.BOARD, 100, int(board_legal), 1
    if target.covered_percent:
        yield StageKind.COVERED, target.covered_percent, figures.covered, figures.villages
    if target.valid_percent:
        yield StageKind.VALID, target.valid_percent, figures.valid, figures.psm
    if target.checked_percent:
        yield StageKind.CHECKED, target.checked_percent, figures.checked, figures.psm
