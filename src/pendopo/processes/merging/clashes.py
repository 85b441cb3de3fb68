"""Where one human would serve twice at once: what unites by itself, and what a person must decide.

In: the live postings of two records. Out: pairs that are one service written down twice (one village, meeting in
time, meeting nothing else), and clashes, of which one side has to give way. Pure: it reads no database.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pendopo.roster.models import PillarPosting, PsmPosting


class Period(Protocol):
    starts_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two postings that cannot both be hers."""

    one: PsmPosting
    two: PsmPosting


def sort_out(
    ones: Sequence[PsmPosting], twos: Sequence[PsmPosting]
) -> tuple[list[tuple[PsmPosting, PsmPosting]], list[Clash]]:
    """Postings of one record against those of the other: (pairs that unite, clashes)."""
    meeting = [(one, two) for one in ones for two in twos if meet(one, two)]
    times = Counter(posting.pk for pair in meeting for posting in pair)
    unite, clashes = [], []
    for one, two in meeting:
        alone = times[one.pk] == times[two.pk] == 1
        if alone and one.village_id == two.village_id:
            unite.append((one, two))
        else:
            clashes.append(Clash(one, two))
    return unite, clashes


def same_pillars(
    ones: Sequence[PillarPosting], twos: Sequence[PillarPosting]
) -> list[tuple[PillarPosting, PillarPosting]]:
    """Membership of one pillar at one place written down in both: (kept, double), widened until nothing meets."""
    pairs, left = [], [*ones, *twos]
    while found := next(_meeting_pillars(left), None):
        kept, double = found
        kept.starts_on, kept.until = min(kept.starts_on, double.starts_on), later(kept, double)
        left.remove(double)
        pairs.append((kept, double))
    return pairs


def meet(one: Period, two: Period) -> bool:
    return one.starts_on <= (two.until or date.max) and two.starts_on <= (one.until or date.max)


def later(one: Period, two: Period) -> date | None:
    return max(one.until, two.until) if one.until and two.until else None


def _meeting_pillars(rows: list[PillarPosting]) -> Iterator[tuple[PillarPosting, PillarPosting]]:
    for at, one in enumerate(rows):
        for two in rows[at + 1 :]:
            if (one.pillar_id, one.place_id) == (two.pillar_id, two.place_id) and meet(one, two):
                yield one, two
