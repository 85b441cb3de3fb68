"""The targets of a round beside what stands on a day. One gate with the consolidation."""

from dataclasses import dataclass
from datetime import date

from pendopo.access.actor import Actor
from pendopo.insights.boards import boards_on
from pendopo.insights.figures import PlaceFigures
from pendopo.insights.queries import consolidation
from pendopo.insights.stages import Stage, next_stage, stages
from pendopo.targets.models import Target, TargetRound
from pendopo.targets.queries import targets_of
from pendopo.wilayah.enums import Level


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One kab/kota: what was wanted, how far it has come, and what comes next."""

    place: PlaceFigures
    target: Target
    stages: tuple[Stage, ...]

    @property
    def reached(self) -> int:
        return sum(stage.reached for stage in self.stages)

    @property
    def next(self) -> Stage | None:
        return next_stage(list(self.stages))


def target_table(actor: Actor, made: TargetRound, on: date) -> list[TargetRow]:
    """Every kab/kota of the round, in the order of codes; NotVisible for another province's."""
    found = consolidation(actor, made.province, on)
    boards = boards_on(made.province, Level.REGENCY, on)
    targets = targets_of(made)
    rows = []
    for place in found.rows:
        target = targets.get(place.id)
        if target is not None:
            board = boards.get(place.path)
            legal = board is not None and board.legal
            rows.append(TargetRow(place, target, tuple(stages(target, place.figures, legal, on))))
    return rows
