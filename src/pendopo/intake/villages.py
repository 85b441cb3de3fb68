"""Village and district names of one regency, as sheets spell them → the village meant, or a question.

A village is taken silently only when its name agrees letter for letter (case, spaces, hyphens and "Ds."/"Kel."
aside) inside its district, or in the whole regency where the sheet names no district. Any other spelling is
offered for a human to confirm.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from pendopo.shared.text import edits, key, nearest, squeeze

OFFER_FROM = 60.0  # similarity under which a name is no candidate
CANDIDATES = 5

_VILLAGE_PREFIX = re.compile(
    r"^(ds|desa|kel|kelurahan|kal|kalurahan|gampong|nagari|kampung|pekon|lembang|ohoi|negeri)\b[\s.:]*", re.I
)
_DISTRICT_PREFIX = re.compile(
    r"^(kec|kecamatan|distrik|kapanewon|kemantren|wilayah kecamatan)\b[\s.:]*", re.I
)
_KIND_OF_PREFIX = {"ds": "desa", "desa": "desa", "kel": "kelurahan", "kelurahan": "kelurahan"}


class Village(NamedTuple):
    """One village of the regency; ids are whatever the caller keys villages and districts by."""

    id: str
    name: str
    kind: str
    district_id: str
    district_name: str


class MatchKind(StrEnum):
    EXACT = "exact"
    OFFERED = "offered"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """`village_id` only with EXACT; `candidates` best first, the first one is what is offered."""

    kind: MatchKind
    village_id: str | None = None
    candidates: tuple[str, ...] = ()
    score: float = 0.0
    district_id: str | None = None
    district_exact: bool = True

    @property
    def offered(self) -> str | None:
        return self.candidates[0] if self.kind is MatchKind.OFFERED else None


@dataclass(frozen=True, slots=True)
class DistrictMatch:
    id: str | None = None
    name: str = ""
    exact: bool = True


class VillageIndex:
    """All villages of ONE regency. `learnt`: "village key" or "district key|village key" → village id."""

    def __init__(
        self, entries: Iterable[tuple[str, str, str, str, str]], learnt: Mapping[str, str] | None = None
    ):
        self.villages: dict[str, Village] = {e[0]: Village(*e) for e in entries}
        self.districts: dict[str, str] = {v.district_id: v.district_name for v in self.villages.values()}
        self._learnt = {k: v for k, v in (learnt or {}).items() if v in self.villages}
        self._in: dict[str | None, dict[str, list[Village]]] = defaultdict(partial(defaultdict, list))
        for village in self.villages.values():
            for place in (village.district_id, None):
                self._in[place][squeeze(village.name)].append(village)
        self._district_of = {squeeze(name): id_ for id_, name in self.districts.items()}
        self._known: dict[tuple[str, str], Match] = {}

    def __getitem__(self, village_id: str) -> Village:
        return self.villages[village_id]

    def __contains__(self, village_id: object) -> bool:
        return village_id in self.villages

    def district(self, text: str) -> DistrictMatch:
        """A district by name; a slip of one letter is let through if only one district is that near."""
        wanted = squeeze(district_text(text))
        if not wanted:
            return DistrictMatch()
        if wanted in self._district_of:
            id_ = self._district_of[wanted]
            return DistrictMatch(id_, self.districts[id_])
        slips = 1 if len(wanted) < 8 else 2
        near = [
            id_ for name, id_ in self._district_of.items() if len(name) > 3 and edits(name, wanted) <= slips
        ]
        return (
            DistrictMatch(near[0], self.districts[near[0]], False)
            if len(near) == 1
            else DistrictMatch(exact=False)
        )

    def scope(self, district_text: str, regency_text: str) -> str:
        """What tells two equal spellings apart; the regency is known here, whatever a row says."""
        return key(district_text)

    def match(self, village_text: str, district_text: str = "", regency_text: str = "") -> Match:
        """See the module: EXACT only for the same letters in the named district, else something to ask."""
        asked = (village_text, district_text)  # many rows ask the same
        if asked not in self._known:
            self._known[asked] = self._match(*asked)
        return self._known[asked]

    def _match(self, village_text: str, district_text: str) -> Match:
        district = self.district(district_text)
        if not squeeze(village_text):
            return Match(MatchKind.NONE, district_id=district.id, district_exact=district.exact)
        if taught := self._taught(village_text, district):
            return Match(MatchKind.EXACT, taught, (taught,), 100.0, district.id, district.exact)
        if (
            district.id is None and not district.exact
        ):  # a district was named, and it is not one of this regency
            return self._offer(village_text, district)
        same = self._named(village_text, district.id)
        if len(same) > 1:
            ids = tuple(v.id for v in same)
            return Match(MatchKind.AMBIGUOUS, None, ids, 100.0, district.id, district.exact)
        # Under a misspelt district only a name that is unique in the regency is certain.
        if same and (district.exact or len(self._named(village_text, None)) == 1):
            return Match(MatchKind.EXACT, same[0].id, (same[0].id,), 100.0, district.id, district.exact)
        return self._offer(village_text, district)

    def _named(self, text: str, district_id: str | None) -> list[Village]:
        """Villages of exactly this name: as written ("Kampung Dalem"), else without "Ds.", "Kel." and the like."""
        names = self._in[district_id]
        return names.get(squeeze(text)) or self._of_kind(names.get(squeeze(village_name(text)), []), text)

    def _taught(self, village_text: str, district: DistrictMatch) -> str | None:
        name = key(village_name(village_text))
        taught = self._learnt.get(f"{key(district.name)}|{name}") or (
            self._learnt.get(name) if not district.id else None
        )
        return taught if taught and district.id in {None, self.villages[taught].district_id} else None

    def _of_kind(self, villages: list[Village], text: str) -> list[Village]:
        """Desa and kelurahan of one name: the prefix tells which, if it was written."""
        prefix = _VILLAGE_PREFIX.match(text.strip())
        kind = _KIND_OF_PREFIX.get(prefix[1].casefold()) if prefix else None
        of_kind = [v for v in villages if v.kind == kind]
        return of_kind if len(villages) > 1 and of_kind else villages

    def _offer(self, text: str, district: DistrictMatch) -> Match:
        """Candidates in the district, best first; the same name elsewhere in the regency comes after them."""
        names = self._in[district.id]
        wanted = {squeeze(text), squeeze(village_name(text))}
        near = sorted(
            {hit for w in wanted for hit in nearest(w, names, CANDIDATES, OFFER_FROM)},
            key=lambda hit: (-hit[1], hit[0]),
        )
        ids = list(dict.fromkeys(v.id for name, _score in near for v in names[name]))
        twins = bool(near) and len(names[near[0][0]]) > 1
        ids += [v.id for v in self._named(text, None) if v.id not in ids]
        kind = MatchKind.AMBIGUOUS if twins else MatchKind.OFFERED if ids else MatchKind.NONE
        return Match(kind, None, tuple(ids), near[0][1] if near else 0.0, district.id, district.exact)


def village_name(text: str) -> str:
    """ "Ds. Bejalen" → "Bejalen"; a name that is only the prefix stays."""
    return _VILLAGE_PREFIX.sub("", text.strip()).strip() or text.strip()


def district_text(text: str) -> str:
    return _DISTRICT_PREFIX.sub("", text.strip()).strip() or text.strip()


def village_key(village_text: str) -> str:
    """Under this (after "district key|") a confirmed spelling is learnt."""
    return key(village_name(village_text))
