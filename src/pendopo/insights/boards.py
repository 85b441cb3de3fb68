"""Boards as figures: which places of a level have one, and how it stands. Sums and verdicts, never names.

A place without a segment on the day has no board: "belum terbentuk". The gate is that of figures.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pendopo.legality.enums import FormationStep, StandingChoice
from pendopo.legality.models import BoardSegment
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@dataclass(frozen=True, slots=True)
class BoardState:
    standing: str
    soon: bool
    active: bool
    access: bool
    step: str
    step_since: date
    ends_on: date | None

    @property
    def legal(self) -> bool:
        return self.standing == StandingChoice.SAH


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """Counts of places of one level. Every place is in exactly one of legal, lost, coming, none."""

    places: int
    legal: int
    soon: int
    active: int
    access: int
    lost: int
    """Had a board; its SK is over, void, not yet assessed, or the unit is frozen or dissolved."""
    coming: int
    """On the way to the first SK."""

    @property
    def none(self) -> int:
        return max(self.places - self.legal - self.lost - self.coming, 0)


def boards_on(place: Wilayah, level: Level, on: date) -> dict[str, BoardState]:
    """path → state of the board, for each place of a level at or below `place` that has begun one."""
    rows = BoardSegment.objects.filter(
        level=level, place_path__gte=place.path, place_path__lt=place.path_until, period__contains=on
    )
    found = rows.values_list(
        "place_path", "standing", "soon_from", "active", "access", "step", "step_since", "ends_on"
    )
    return {
        path: BoardState(standing, soon is not None and soon <= on, active, access, step, since, ends)
        for path, standing, soon, active, access, step, since, ends in found
    }


def board_figures(states: Collection[BoardState], places: int) -> BoardFigures:
    legal = [s for s in states if s.legal]
    coming = [s for s in states if _coming(s)]
    return BoardFigures(
        places=places,
        legal=len(legal),
        soon=sum(s.soon for s in legal),
        active=sum(s.active for s in legal),
        access=sum(s.access for s in states),
        lost=len(states) - len(legal) - len(coming),
        coming=len(coming),
    )


def _coming(state: BoardState) -> bool:
    waits = state.standing == StandingChoice.BELUM_BER_SK
    return waits and state.step not in (FormationStep.BEKU, FormationStep.BUBAR)


def names_of(paths: Collection[str]) -> list[str]:
    return [place.full_name for place in Wilayah.objects.filter(path__in=paths).order_by("code")]
