"""The places a board list speaks of: the regencies of a province, or the districts of a regency.

A place is taken silently where its name, with its kind if the list writes it, means one place alone. "BLITAR"
means two: then the place of the row in the list tells, if the list goes by codes, or which of the two no other
row speaks of. Both ways must not contradict each other. Everything else is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from pendopo.shared.text import nearest, squeeze

OFFER_FROM = 60.0
OFFERED = 5

_OFFICE = re.compile(r"^(pengurus )?ipsm\b[\s.:]*", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(kabupaten|kabup|kab|kota madya|kotamadya|kodya|kota|kecamatan|kec|distrik|kapanewon|kemantren|desa|ds|"
    r"kelurahan|kel|kalurahan|nagari|gampong)\b[\s.:]*(?:(?:administrasi|adm)\b[\s.:]*)?",
    re.IGNORECASE,
)
_ADM = re.compile(r"^(?:administrasi|adm)\b[\s.:]*", re.IGNORECASE)
_SAYS = {
    "kabupaten": "kabupaten", "kabup": "kabupaten", "kab": "kabupaten", "kota": "kota", "kotamadya": "kota",
    "kota madya": "kota", "kodya": "kota", "desa": "desa", "ds": "desa", "kelurahan": "kelurahan", "kel": "kelurahan",
}  # fmt: skip


class Place(NamedTuple):
    """`code` dotted, sorting as lists do; `kind` as the tree has it; `parent`: name of the place above."""

    id: str
    code: str
    name: str
    kind: str
    parent: str = ""


class How(StrEnum):
    SAID = "said"
    BY_ORDER = "by_order"
    BY_REST = "by_rest"
    OFFERED = "offered"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Meant:
    """`place` only where the list says it for certain; else what may be meant, best first."""

    how: How
    place: Place | None = None
    candidates: tuple[Place, ...] = ()


class PlaceIndex:
    """All places that a list may speak of, each with at most one board."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place for place in places}
        self._named: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            self._named[squeeze(_ADM.sub("", place.name))].append(place)

    def __contains__(self, place_id: object) -> bool:
        return place_id in self.places

    def hits(self, texts: Iterable[str]) -> int:
        """How many of these texts name a place here."""
        return sum(bool(self._exactly(text, "")) for text in texts)

    def resolve(self, rows: Sequence[tuple[str, str]]) -> list[Meant]:
        """(place as written, place above as written) of each row in the order of the list."""
        found = [self._alone(text, within) for text, within in rows]
        settled: dict[int, Place | None] = {i: m.place for i, m in enumerate(found) if m.place}
        while later := self._tell_twins(found, settled):
            for i, meant in later.items():
                found[i] = meant
                settled[i] = meant.place
        return found

    def _alone(self, text: str, within: str) -> Meant:
        """What the row says by itself."""
        same = self._exactly(text, within)
        if len(same) == 1:
            return Meant(How.SAID, same[0], (same[0],))
        if same:
            return Meant(How.AMBIGUOUS, None, tuple(same))
        near = nearest(squeeze(_bare(text)), self._named, OFFERED, OFFER_FROM) if squeeze(text) else []
        offered = [place for name, _score in near for place in self._named[name]]
        return Meant(How.OFFERED if offered else How.NONE, None, tuple(offered[:OFFERED]))

    def _exactly(self, text: str, within: str) -> list[Place]:
        whole, bare = squeeze(_OFFICE.sub("", text.strip())), squeeze(_bare(text))
        same = self._named.get(whole) or self._named.get(bare) or []
        if squeeze(within):
            inside = [p for p in same if squeeze(_bare(p.parent)) == squeeze(_bare(within))]
            same = inside or same
        return _of_kind(same, text)

    def _tell_twins(self, found: list[Meant], settled: dict[int, Place | None]) -> dict[int, Meant]:
        """The rows of two meanings that the rest of the list settles."""
        codes = [place.code for _i, place in sorted(settled.items()) if place]
        in_order = len(codes) > 2 and all(a < b for a, b in pairwise(codes))
        taken = {place.id for place in settled.values() if place}
        told: dict[int, Meant] = {}
        for i, meant in enumerate(found):
            if meant.how is not How.AMBIGUOUS:
                continue
            free = [p for p in meant.candidates if p.id not in taken]
            fits = [p for p in meant.candidates if _between(p, i, settled)] if in_order else []
            if len(fits) == 1 and fits[0] in free:
                told[i] = Meant(How.BY_ORDER, fits[0], meant.candidates)
            elif len(free) == 1 and (not in_order or free[0] in fits) and self._once(meant, found):
                told[i] = Meant(How.BY_REST, free[0], meant.candidates)
        return told

    def _once(self, meant: Meant, found: list[Meant]) -> bool:
        """No second row has the same two meanings: else both would claim the one that is left."""
        return sum(m.how is How.AMBIGUOUS and m.candidates == meant.candidates for m in found) == 1


def _between(place: Place, at: int, settled: dict[int, Place | None]) -> bool:
    before = max((p.code for i, p in settled.items() if p and i < at), default="")
    after = min((p.code for i, p in settled.items() if p and i > at), default="~")
    return before < place.code < after


def _bare(text: str) -> str:
    """ "IPSM Kab. Blitar" → "Blitar"; a name that is only the prefix stays."""
    name = _OFFICE.sub("", text.strip())
    return _PREFIX.sub("", name).strip() or name


def _of_kind(places: list[Place], text: str) -> list[Place]:
    """Those of the kind that the text writes ("Kota Blora" is none); all where it writes none."""
    prefix = _PREFIX.match(_OFFICE.sub("", text.strip()))
    said = _SAYS.get(prefix[1].casefold()) if prefix else None
    return [p for p in places if p.kind == said] if said else places
