"""Villages of a whole province: first the regency a row speaks of, then the village within it.

A regency is meant by its name, with its kind where two share the name ("Malang" alone is both, and the kecamatan
then tells). Where a row names none, a village is taken only if district and village agree in one regency alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pendopo.intake.villages import CANDIDATES, Match, MatchKind, VillageIndex
from pendopo.shared.text import edits, key, squeeze

_KIND = re.compile(r"^(kabupaten|kabup|kab|kota madya|kotamadya|kodya|kota)\b[\s.:]*", re.IGNORECASE)
_NOWHERE = Match(MatchKind.NONE, district_exact=False)


class Regency(NamedTuple):
    """`kind` is kabupaten or kota."""

    name: str
    kind: str
    villages: VillageIndex


class ProvinceIndex:
    """Answers what `VillageIndex` answers, for every regency of a province."""

    def __init__(self, regencies: Iterable[Regency]) -> None:
        self._all = tuple(regencies)
        self.districts = {k: v for r in self._all for k, v in r.villages.districts.items()}
        self._named: dict[str, list[Regency]] = defaultdict(list)
        for regency in self._all:
            self._named[squeeze(regency.name)].append(regency)
        self._ids = frozenset(i for r in self._all for i in r.villages.villages)
        self._known: dict[tuple[str, str, str], Match] = {}

    def __contains__(self, village_id: object) -> bool:
        return village_id in self._ids

    def scope(self, district_text: str, regency_text: str) -> str:
        """Apart for each regency: the same spelling means another village there."""
        return f"{key(regency_text)}/{key(district_text)}"

    def match(self, village_text: str, district_text: str = "", regency_text: str = "") -> Match:
        """EXACT only where one village of the province is meant by the same letters."""
        asked = (village_text, district_text, regency_text)
        if asked not in self._known:
            self._known[asked] = self._match(*asked)
        return self._known[asked]

    def _match(self, village: str, district: str, regency: str) -> Match:
        meant = self._meant(regency)
        found = [r.villages.match(village, district) for r in meant]
        if len(found) == 1:
            return found[0]
        exact = [m for m in found if m.kind is MatchKind.EXACT and m.district_exact and m.district_id]
        if len(exact) == 1:
            return exact[0]
        return _offered([m for m in found if m.district_id] or found)

    def _meant(self, text: str) -> tuple[Regency, ...]:
        """The regencies that a text may mean; all of them where it is empty, none where it is unknown."""
        kind = _KIND.match(text.strip())
        wanted = squeeze(_KIND.sub("", text.strip()) or text)
        if not wanted:
            return self._all
        named = self._named.get(wanted) or self._near(wanted)
        said = "kota" if kind and kind[1].casefold().startswith("ko") else "kabupaten"
        of_kind = [r for r in named if kind and r.kind == said]
        return tuple(of_kind or named)

    def _near(self, wanted: str) -> list[Regency]:
        """A slip of one letter or two, if it points to one name alone."""
        slips = 1 if len(wanted) < 8 else 2
        near = [name for name in self._named if len(name) > 3 and edits(name, wanted) <= slips]
        return self._named[near[0]] if len(near) == 1 else []


def _offered(found: list[Match]) -> Match:
    """What several regencies offer, the nearest first."""
    best = sorted((m for m in found if m.candidates), key=lambda m: -m.score)
    if not best:
        return _NOWHERE
    ids = tuple(dict.fromkeys(i for m in best for i in m.candidates))[:CANDIDATES]
    equal = len(best) > 1 and best[0].score == best[1].score
    kind = MatchKind.AMBIGUOUS if equal else best[0].kind
    return Match(
        MatchKind.OFFERED if kind is MatchKind.EXACT else kind, None, ids, best[0].score, district_exact=False
    )
