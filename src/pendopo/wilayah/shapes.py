"""Map shapes: the boundary files as integer SVG paths, one drawing per parent area.

In: the parent's Kemendagri code ('' = Indonesia). Out: a view box at most 1,400 units wide and one path per child.
Equirectangular projection, shrunk by the cosine of the middle latitude. Neighbours share arcs in the source,
and rounding works on arcs, so they still share their border after it. Where no boundaries exist (villages,
districts outside provinces 33 and 35) the answer is empty and the page shows only its list.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

CREDIT = "Batas wilayah: Badan Informasi Geospasial (BIG), via cahyadsn/wilayah_boundaries; indikatif"
INDONESIA = ""
WIDTH = 1400  # grid fine enough for a projector, small enough to send
_VERSION = 1  # raise it when the drawing changes: older cache files are then not read
_SOURCES = Path(__file__).parent / "data" / "boundaries"
_PAD = 6

Point = tuple[int, int]
Lonlat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Width and height of the drawing, and (code, SVG path data) of each area."""

    width: int
    height: int
    areas: tuple[tuple[str, str], ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    def __bool__(self) -> bool:
        return bool(self.areas)


NOTHING = Shapes(0, 0, ())


def shapes_of(parent_code: str, cache: Path | None = None) -> Shapes:
    """Children of one area as paths; `cache` is a folder in which drawings are kept between starts."""
    return _shapes_of(parent_code, cache)


@lru_cache(maxsize=256)
def _shapes_of(parent_code: str, cache: Path | None) -> Shapes:
    if not source_of(parent_code):
        return NOTHING
    if cache is None:
        return draw(parent_code)
    kept = cache / f"{parent_code or 'id'}.v{_VERSION}.json"
    if kept.exists():
        return _thaw(kept.read_text())
    shapes = draw(parent_code)
    _freeze(shapes, kept)
    return shapes


def source_of(parent_code: str) -> str:
    """Name of the boundary file that holds the children of this area, '' where there is none."""
    if parent_code == INDONESIA:
        return "provinces"
    if len(parent_code) == 2:
        return "regencies"
    district_file = f"districts_{parent_code[:2]}"
    has_districts = len(parent_code) == 5 and (_SOURCES / f"{district_file}.topo.json").exists()
    return district_file if has_districts else ""


def draw(parent_code: str) -> Shapes:
    """Decode, project, round and write the paths, without a cache."""
    topology = _topology(source_of(parent_code))
    prefix = f"{parent_code}." if parent_code else ""
    areas = [(code, rings) for code, rings in topology.areas if code.startswith(prefix)]
    arcs = {_index(i) for _, rings in areas for ring in rings for i in ring}
    if not areas:
        return NOTHING
    projection = _Projection.around([p for i in arcs for p in topology.arcs[i]])
    flat = {i: _simplified([projection.at(p) for p in topology.arcs[i]]) for i in arcs}
    drawn = [(code, _path([_ring(ring, flat) for ring in rings])) for code, rings in areas]
    return Shapes(projection.width, projection.height, tuple((code, path) for code, path in drawn if path))


def _index(arc: int) -> int:
    """TopoJSON writes an arc that runs backwards as its ones' complement."""
    return ~arc if arc < 0 else arc


@dataclass(frozen=True, slots=True)
class _Topology:
    arcs: list[list[Lonlat]]
    areas: list[tuple[str, list[list[int]]]]


@lru_cache(maxsize=4)
def _topology(name: str) -> _Topology:
    raw = json.loads((_SOURCES / f"{name}.topo.json").read_text())
    (collection,) = raw["objects"].values()
    areas = [(g["properties"]["code"], list(_rings(g))) for g in collection["geometries"]]
    return _Topology([list(_decoded(arc, raw["transform"])) for arc in raw["arcs"]], areas)


def _rings(geometry: dict) -> Iterator[list[int]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def _decoded(arc: Iterable[list[int]], transform: dict) -> Iterator[Lonlat]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


@dataclass(frozen=True, slots=True)
class _Projection:
    west: float
    north: float
    kx: float
    ky: float
    width: int
    height: int

    @classmethod
    def around(cls, points: list[Lonlat]) -> "_Projection":
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        west, east, south, north = min(lons), max(lons), min(lats), max(lats)
        shrink = cos(radians((south + north) / 2))
        ky = (WIDTH - 2 * _PAD) / max((east - west) * shrink, (north - south) * 0.75)
        width, height = round((east - west) * shrink * ky), round((north - south) * ky)
        return cls(west, north, ky * shrink, ky, width + 2 * _PAD, height + 2 * _PAD)

    def at(self, point: Lonlat) -> Point:
        return round((point[0] - self.west) * self.kx) + _PAD, round((self.north - point[1]) * self.ky) + _PAD


def _simplified(points: list[Point]) -> list[Point]:
    """Drop repeated points and those on the straight line between their neighbours."""
    kept: list[Point] = []
    for p in points:
        if kept and p == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], p):
            kept[-1] = p
        else:
            kept.append(p)
    return kept


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def _ring(ring: list[int], flat: dict[int, list[Point]]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        part = flat[_index(arc)]
        points.extend(part if arc >= 0 else reversed(part))
    return _simplified(points)


def _path(rings: list[list[Point]]) -> str:
    """Relative path data. Islands smaller than the grid go, but an area never vanishes as a whole."""
    written = [_closed(ring) for ring in rings if len(set(ring)) > 2]
    if written:
        return "".join(written)
    x, y = max(rings, key=len, default=[(0, 0)])[0]
    return f"M{x - 1} {y}l1-1 1 1-1 1z"


def _closed(ring: list[Point]) -> str:
    (x, y), *rest = ring
    steps: list[str] = []
    for px, py in rest if rest[-1] != ring[0] else rest[:-1]:
        dx, dy = px - x, py - y
        gap = " " if steps and dx >= 0 else ""
        steps.append(f"{gap}{dx}{'' if dy < 0 else ' '}{dy}")
        x, y = px, py
    return f"M{ring[0][0]} {ring[0][1]}l{''.join(steps)}z"


def _thaw(text: str) -> Shapes:
    raw = json.loads(text)
    return Shapes(raw["width"], raw["height"], tuple((code, path) for code, path in raw["areas"]))


def _freeze(shapes: Shapes, path: Path) -> None:
    """Written beside and renamed, so that two workers never read half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps({"width": shapes.width, "height": shapes.height, "areas": shapes.areas}))
    draft.replace(path)
