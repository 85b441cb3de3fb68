"""The tree of a date: what a place was called and where it hung before a law changed it.

Today's state stands on the node itself; only nodes that were changed have former states (`wilayah.changed`
knows which), so most questions are answered without them. A node's states follow each other without a gap: the
first holds since ever, the last holds still.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from pendopo.prepared import OneOf, prepared
from pendopo.wilayah.changed import changed
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import FormerState, Wilayah
from pendopo.wilayah.paths import ids_of

_places = prepared(lambda ids: Wilayah.objects.filter(OneOf(F("pk"), ids)))


def places_of(ids: Collection[int]) -> dict[int, Wilayah]:
    """The nodes of today by id."""
    return {place.pk: place for place in _places(list(ids))} if ids else {}


class Stretch(NamedTuple):
    """A path and the days it was right: from `first` (None: ever) to the day before `past` (None: still)."""

    path: str
    first: date | None
    past: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.past is None or day < self.past)


@dataclass(frozen=True, slots=True)
class PlaceThen:
    """A node as it was on a date. `path` is its path then, `now` its path today."""

    id: int
    code: str
    name: str
    kind: str
    level: Level
    path: str
    now: str

    @property
    def full_name(self) -> str:
        prefix = Kind(self.kind).prefix
        return f"{prefix} {self.name}" if prefix else self.name

    @property
    def path_until(self) -> str:
        return self.path + "~"


def paths_over_time(ids: Collection[int]) -> dict[int, tuple[Stretch, ...]]:
    """Of the nodes that were elsewhere before: their paths, the oldest first."""
    ever = changed().nodes.intersection(ids)
    if not ever:
        return {}
    rows = FormerState.objects.filter(wilayah_id__in=ever).order_by("wilayah_id", "valid_until", "pk")
    found: dict[int, list[Stretch]] = {}
    today: dict[int, str] = {}
    for node, path, until, now in rows.values_list("wilayah_id", "path", "valid_until", "wilayah__path"):
        _lengthen(found.setdefault(node, []), path, until + timedelta(days=1))
        today[node] = now
    for node, stretches in found.items():
        _lengthen(stretches, today[node], None)
    return {node: tuple(stretches) for node, stretches in found.items() if len(stretches) > 1}


def former_paths(ids: Collection[int]) -> set[str]:
    """Paths that these nodes had before a change; where two came into force on one day, also that between them."""
    ever = changed().nodes.intersection(ids)
    rows = FormerState.objects.filter(wilayah_id__in=ever) if ever else FormerState.objects.none()
    return set(rows.values_list("path", flat=True))


def _lengthen(stretches: list[Stretch], path: str, past: date | None) -> None:
    first = stretches[-1].past if stretches else None
    if stretches and stretches[-1].path == path:
        stretches[-1] = stretches[-1]._replace(past=past)
    elif past is None or first is None or first < past:
        stretches.append(Stretch(path, first, past))


def path_on(stretches: Sequence[Stretch], day: date) -> str:
    return next(s.path for s in stretches if s.holds(day))


def changed_after(day: date) -> bool:
    """Did any place change after that day, as far as is known today?"""
    return FormerState.objects.filter(valid_until__gte=day).exists()


def place_on(place: Wilayah | PlaceThen, day: date) -> PlaceThen:
    """The node as it was; as it is today where it did not exist yet, or no longer."""
    if isinstance(place, PlaceThen):
        return place
    if place.pk not in changed().nodes:
        return now(place)
    former = _former_on(day).filter(wilayah=place).order_by("valid_until", "pk").first()
    return _then(former) if former else now(place)


def places_on(places: Iterable[Wilayah], day: date) -> dict[int, PlaceThen]:
    """The same for many, by id."""
    found = {place.pk: now(place) for place in places}
    return found | {node: _then(row) for node, row in _former_of(found, day).items()}


_hanging = prepared(
    lambda parent, day: (
        Wilayah.objects.annotate(since=Greatest("valid_from", "state_since"))
        .filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            parent_id=parent,
        )
        .values_list("pk", "code", "name", "kind", "path")
    )
)


def children_on(place: Wilayah, day: date) -> list[PlaceThen]:
    """The places right below it on that day, in the order of their codes then."""
    level = Level(min(place.level + 1, Level.VILLAGE))
    here = _hanging(place.pk, day)
    found = [PlaceThen(pk, code, name, kind, level, path, path) for pk, code, name, kind, path in here]
    if place.pk in changed().parents:
        found += [_then(row) for row in _former_on(day).filter(parent=place)]
    return sorted(found, key=lambda child: child.code)


def lineage_on(place: Wilayah, day: date) -> list[Wilayah]:
    """From Indonesia down to the place, as it was: the nodes of today, called as they were then."""
    ids = ids_of(place_on(place, day).path)
    found = {node.pk: node for node in called_as_then(places_of(ids).values(), day)}
    return [found[i] for i in ids]


def called_as_then(places: Iterable[Wilayah], day: date) -> list[Wilayah]:
    """The nodes with name and kind of that day, to be read only: code and path stay those of today."""
    nodes = list(places)
    former = _former_of([node.pk for node in nodes], day)
    for node in nodes:
        if row := former.get(node.pk):
            node.name, node.kind = row.name, row.kind
    return nodes


def villages_elsewhere(day: date) -> dict[str, str]:
    """Villages that hung elsewhere on that day: path today → path then. Mostly none."""
    if not changed().nodes:
        return {}
    rows = _former_on(day).filter(wilayah__level=Level.VILLAGE).exclude(path=F("wilayah__path"))
    return dict(rows.values_list("wilayah__path", "path"))


def existed(place: Wilayah, day: date) -> bool:
    return (place.valid_from is None or place.valid_from <= day) and (
        place.valid_until is None or day <= place.valid_until
    )


def successors() -> dict[int, int]:
    """Places that were merged away → the place that carries on today, also by way of others."""
    step = dict(Wilayah.objects.filter(successor__isnull=False).values_list("id", "successor_id"))
    return {node: _last(node, step) for node in step}


def successor_of(place: Wilayah) -> Wilayah:
    """Itself, or whoever carries on for it today."""
    seen = 0
    while place.successor is not None and seen < 20:
        place, seen = place.successor, seen + 1
    return place


def taken_away(path: str, since: datetime) -> bool:
    """Was the place, or something below it, given to another one by a change recorded since?"""
    lately = FormerState.objects.filter(change__recorded_at__gte=since, path__gte=path, path__lt=path + "~")
    return lately.exclude(held_path__gte=path, held_path__lt=path + "~").exists()


def version() -> int:
    """Another number after every change of the tree."""
    return changed().version


def now(place: Wilayah) -> PlaceThen:
    return PlaceThen(place.pk, place.code, place.name, place.kind, Level(place.level), place.path, place.path)


def _then(row: FormerState) -> PlaceThen:
    return PlaceThen(
        row.wilayah_id, row.code, row.name, row.kind, Level(row.wilayah.level), row.path, row.wilayah.path
    )


def _former_of(ids: Collection[int], day: date) -> dict[int, FormerState]:
    ever = changed().nodes.intersection(ids)
    return {row.wilayah_id: row for row in _former_on(day).filter(wilayah_id__in=ever)} if ever else {}


def _former_on(day: date) -> QuerySet[FormerState]:
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return FormerState.objects.filter(started, valid_until__gte=day).select_related("wilayah")


def _last(node: int, step: dict[int, int]) -> int:
    seen = {node}
    while (following := step.get(node)) and following not in seen:
        seen.add(following)
        node = following
    return node
