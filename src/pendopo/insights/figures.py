"""Figures of a place on a date: what a page shows and a chair reads aloud. Plain values, no query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.insights.ages import BOUNDS
from pendopo.insights.counts import Counts
from pendopo.legality.enums import Measure
from pendopo.wilayah.enums import Level

_BAND_STARTS = (0, 30, 40, 50, 60, 70)
NOBODY = (0,) * (len(BOUNDS) + 1)


@dataclass(frozen=True, slots=True)
class Band:
    """People from `start` years to below `end` (None: and older)."""

    start: int
    end: int | None
    men: int
    women: int
    unsexed: int = 0
    """Of whom nobody has recorded a sex."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts on one date. `valid` includes `soon` and `checked`. Shares are of the PSM in service."""

    valid: int
    checked: int
    soon: int
    expired: int
    void: int
    without_sk: int
    unknown: int
    covered: int
    villages: int
    bimtek: int
    women: int
    unknown_birth: int
    older: tuple[tuple[int, int], ...]
    """Men and women of at least each age of `ages.BOUNDS`; whose sex is not recorded is among the men."""
    born: tuple[int, int]
    """Men and women whose birth date is known, likewise."""
    median_age: float | None = None
    unsexed: tuple[int, ...] = NOBODY
    """Of whom no sex is recorded: with a known birth date, and of at least each age."""

    @property
    def psm(self) -> int:
        """PSM in service, with or without an SK."""
        return self.valid + self.expired + self.void + self.without_sk + self.unknown

    @property
    def invalid(self) -> int:
        return self.psm - self.valid

    @property
    def unchecked(self) -> int:
        return self.valid - self.checked

    @property
    def empty_villages(self) -> int:
        return max(self.villages - self.covered, 0)

    @property
    def share(self) -> float | None:
        """Part of the PSM whose SK is valid; None where there is nobody."""
        return self.valid / self.psm if self.psm else None

    @property
    def known_birth(self) -> int:
        return sum(self.born)

    @property
    def sixty_up(self) -> int:
        return sum(self.older[BOUNDS.index(60)])

    @property
    def below_35(self) -> int:
        return self.known_birth - sum(self.older[BOUNDS.index(35)])

    @property
    def bands(self) -> tuple[Band, ...]:
        """The age pyramid, youngest first. Men are those who are recorded as such."""
        starts = [BOUNDS.index(start) for start in _BAND_STARTS[1:]]
        reach = [self.born, *(self.older[at] for at in starts), (0, 0)]
        unsexed = [self.unsexed[0], *(self.unsexed[at + 1] for at in starts), 0]
        people = [(men - none, women, none) for (men, women), none in zip(reach, unsexed, strict=True)]
        ends = [*_BAND_STARTS[1:], None]
        return tuple(
            Band(start, end, *(at - above for at, above in zip(here, next_up, strict=True)))
            for start, end, here, next_up in zip(_BAND_STARTS, ends, people, people[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """One row: a place and its figures. Name and code of the date, path of today. `open`: the reader may go there."""

    id: int
    code: str
    name: str
    path: str
    level: Level
    figures: Figures
    open: bool


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A residency: its name, its figures together, and the regencies in it."""

    name: str
    figures: Figures
    rows: Sequence[PlaceFigures]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """`inside`: the place lies in the reader's reach, so its people and its work are hers too."""

    place_id: int
    level: Level
    on: date
    inside: bool
    total: Figures
    rows: Sequence[PlaceFigures]


def figures(
    counts: Counts, villages: int, older: Sequence[tuple[int, int]], median: float | None = None,
    unsexed: tuple[int, ...] = NOBODY,
) -> Figures:  # fmt: skip
    """Figures out of the counts of all measures."""
    cohorts = counts[Measure.COHORT :]
    return Figures(
        valid=counts[Measure.SAH],
        checked=counts[Measure.SAH_CHECKED],
        soon=counts[Measure.SOON],
        expired=counts[Measure.HABIS],
        void=counts[Measure.GUGUR],
        without_sk=counts[Measure.BELUM_BER_SK],
        unknown=counts[Measure.BELUM_DAPAT_DINILAI],
        covered=counts[Measure.COVERED],
        villages=villages,
        bimtek=counts[Measure.BIMTEK],
        women=counts[Measure.WOMEN],
        unknown_birth=counts[Measure.UNKNOWN_BIRTH],
        older=tuple(older),
        born=(sum(cohorts[0::2]), sum(cohorts[1::2])),
        median_age=median,
        unsexed=unsexed,
    )


_ADDED = (
    "valid", "checked", "soon", "expired", "void", "without_sk", "unknown", "covered", "villages", "bimtek",
    "women", "unknown_birth",
)  # fmt: skip


def joined(several: Sequence[Figures]) -> Figures:
    """Figures of several places as one; their median age cannot be told from theirs."""
    return Figures(
        **{name: sum(getattr(f, name) for f in several) for name in _ADDED},
        older=tuple(_pairs(f.older[at] for f in several) for at in range(len(BOUNDS))),
        born=_pairs(f.born for f in several),
        unsexed=added(f.unsexed for f in several),
    )


def added(several: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """`Figures.unsexed` of several places as one."""
    return tuple(map(sum, zip(NOBODY, *several, strict=True)))


def _pairs(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    listed = list(pairs)
    return sum(p[0] for p in listed), sum(p[1] for p in listed)
