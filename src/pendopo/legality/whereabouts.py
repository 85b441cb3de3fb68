"""Where a posting has been in the tree over time, through splits and mergers of places.

In: postings. Out: its stays: which village, on which path, in which days. Almost every posting has one stay
that lasts for ever. What is judged of a day is judged in the tree of that day: an office that signed must have
lain above the posting when it signed. What is counted on a day is counted where the posting was on that day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pendopo.kernel.bulk import among
from pendopo.prepared import prepared
from pendopo.roster.models import FormerVillage
from pendopo.wilayah.history import Stretch, former_paths, paths_over_time
from pendopo.wilayah.models import Wilayah


class Stay(NamedTuple):
    """From `first` (None: ever) to the day before `past` (None: still) in a village that hung at `path`."""

    village_id: int
    path: str
    first: date | None = None
    past: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.past is None or day < self.past)


Stays = tuple[Stay, ...]


class Posted(NamedTuple):
    """What has to be known of a posting to tell where it was: its village and path today."""

    id: int
    village_id: int
    path: str


def whereabouts(postings: Iterable[Posted]) -> dict[int, Stays]:
    """posting id → its stays, the oldest first. Two queries for any number."""
    posted = list(postings)
    former = _former_villages([p.id for p in posted])
    villages = {p.village_id for p in posted} | {v for chain in former.values() for v, _until in chain}
    paths = paths_over_time(villages)
    today = {p.village_id: p.path for p in posted}
    today |= _paths_today(villages - today.keys() - paths.keys())
    return {
        p.id: _stays(p, former.get(p.id, ()), paths, today)
        if p.id in former or p.village_id in paths
        else (Stay(p.village_id, p.path),)
        for p in posted
    }


def stays_of_places(paths: Mapping[int, str]) -> dict[int, Stays]:
    """The same of what belongs to one place for ever, by the id of the place; given with its path today."""
    moved = paths_over_time(paths.keys())
    return {
        place: tuple(Stay(place, *stretch) for stretch in moved.get(place, (Stretch(path, None, None),)))
        for place, path in paths.items()
    }


def stay_on(stays: Stays, day: date) -> Stay:
    return next(s for s in stays if s.holds(day))


def clipped(stays: Stays, start: date, end: date | None) -> Iterator[tuple[str, date, date | None]]:
    """Where it was from `start` to the day before `end`: path, first day, first day no longer there."""
    if len(stays) == 1:
        yield stays[0].path, start, end
        return
    for stay in stays:
        first, past = max(start, stay.first or start), _earlier(end, stay.past)
        if past is None or first < past:
            yield stay.path, first, past


def villages_of(whereabouts: Mapping[int, Stays]) -> set[int]:
    """Every village that any of the postings is or was in."""
    return {stay.village_id for stays in whereabouts.values() for stay in stays}


def paths_ever(villages: Collection[int]) -> set[str]:
    """Every path that these villages have or had, also for no day: what was counted there is to be found again."""
    return former_paths(villages) | set(_paths_today(villages).values())


def _stays(
    posted: Posted,
    chain: Sequence[tuple[int, date]],
    paths: Mapping[int, tuple[Stretch, ...]],
    today: Mapping[int, str],
) -> Stays:
    found: list[Stay] = []
    first: date | None = None
    for village, past in [*((v, until + timedelta(days=1)) for v, until in chain), (posted.village_id, None)]:
        for stretch in paths.get(village) or (Stretch(today[village], None, None),):
            start, end = _later(first, stretch.first), _earlier(past, stretch.past)
            if start is None or end is None or start < end:
                found.append(Stay(village, stretch.path, start, end))
        first = past
    return tuple(found)


def _later(one: date | None, two: date | None) -> date | None:
    return max(one, two) if one and two else one or two


def _earlier(one: date | None, two: date | None) -> date | None:
    return min(one, two) if one and two else one or two


_former = prepared(
    lambda postings: (
        FormerVillage.objects.filter(posting_id__in=among(postings))
        .order_by("until", "pk")
        .values_list("posting_id", "village_id", "until")
    )
)


def _former_villages(posting_ids: list[int]) -> dict[int, list[tuple[int, date]]]:
    found: dict[int, list[tuple[int, date]]] = {}
    for posting, village, until in _former(posting_ids):
        found.setdefault(posting, []).append((village, until))
    return found


_paths = prepared(lambda places: Wilayah.objects.filter(pk__in=among(places)).values_list("id", "path"))


def _paths_today(villages: Collection[int]) -> dict[int, str]:
    if not villages:
        return {}
    return dict(_paths(list(villages)))
