"""Boards as figures: which places of a level have one, and how it stands. Sums and verdicts, never names.

A place without a segment on the day has no board: "belum terbentuk". The gate is that of figures.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Left

from pendopo.access.actor import Actor
from pendopo.insights.queries import may_read
from pendopo.legality.enums import BoardGroup, StandingChoice
from pendopo.legality.models import BoardSegment
from pendopo.prepared import OneOf, prepared
from pendopo.shared.refusals import NotVisible
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


@dataclass(frozen=True, slots=True)
class BoardsBelow:
    """Boards of a place and below it. `level`: whose boards are counted, kab/kota for Indonesia and provinces."""

    own: BoardState | None
    level: Level
    total: BoardFigures
    states: dict[str, BoardState]
    rows: dict[str, BoardFigures]
    """By path of the places right below; of the country, by province."""

    @property
    def worth_saying(self) -> bool:
        """Below the kab/kota boards are rare: they are spoken of where there is one."""
        return self.level <= Level.REGENCY or bool(self.states)


def boards_below(actor: Actor, place: Wilayah, on: date, rows: Collection[str]) -> BoardsBelow:
    """Boards of a place on a date; `rows`: paths of the places right below it, as the consolidation has them."""
    if not may_read(actor, place):
        raise NotVisible
    level = Level.REGENCY if place.level <= Level.PROVINCE else Level(min(place.level + 1, Level.VILLAGE))
    states = boards_on(place, level, on)
    own = states.pop(place.path, None) if level == place.level else boards_at(place, on)
    places = _regencies(place) if place.level == Level.COUNTRY else dict.fromkeys(rows, 1)
    by_row: dict[str, list[BoardState]] = {path: [] for path in rows}
    for path, state in states.items():
        row = path if path in by_row else path[: Level.PROVINCE.path_length]
        by_row.setdefault(row, []).append(state)
    return BoardsBelow(
        own=own,
        level=level,
        total=board_figures(list(states.values()), sum(places.values())),
        states=states,
        rows={path: board_figures(several, places.get(path, 0)) for path, several in by_row.items()},
    )


def boards_at(place: Wilayah, on: date) -> BoardState | None:
    """The board of the place itself."""
    return _states(_at(place.path, on), on).get(place.path)


def _regencies(place: Wilayah) -> dict[str, int]:
    """How many kab/kota each province has today."""
    rows = Wilayah.objects.filter(level=Level.REGENCY).filter(Q(valid_until__isnull=True))
    counted = rows.values_list(Left("path", Level.PROVINCE.path_length)).annotate(n=Count("pk"))
    return dict(counted)


def boards_on(place: Wilayah, level: Level, on: date) -> dict[str, BoardState]:
    """path → state of the board, for each place of a level at or below `place` that has begun one."""
    return _states(_inside(level, place.path, place.path_until, on), on)


_STATE = ("place_path", "standing", "soon_from", "active", "access", "step", "step_since", "ends_on")
_at = prepared(
    lambda path, on: BoardSegment.objects.filter(place_path=path, period__contains=on).values_list(*_STATE)
)
_inside = prepared(
    lambda level, path, until, on: BoardSegment.objects.filter(
        level=level, place_path__gte=path, place_path__lt=until, period__contains=on
    ).values_list(*_STATE)
)


def _states(rows: Iterable[tuple[Any, ...]], on: date) -> dict[str, BoardState]:
    return {
        path: BoardState(standing, soon is not None and soon <= on, active, access, step, since, ends)
        for path, standing, soon, active, access, step, since, ends in rows
    }


def board_figures(states: Collection[BoardState], places: int) -> BoardFigures:
    legal = [s for s in states if s.legal]
    groups = Counter(BoardGroup.of(s.standing, s.step) for s in states)
    return BoardFigures(
        places=places,
        legal=len(legal),
        soon=sum(s.soon for s in legal),
        active=sum(s.active for s in legal),
        access=sum(s.access for s in states),
        lost=groups[BoardGroup.LOST],
        coming=groups[BoardGroup.COMING],
    )


_called = prepared(lambda paths: Wilayah.objects.filter(OneOf(F("path"), paths)).order_by("code"))


def names_of(paths: Collection[str]) -> list[str]:
    return [place.full_name for place in _called(list(paths))]
