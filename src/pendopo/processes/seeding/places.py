"""Villages of a regency as the makers of seeds want them, and what is special about some regencies."""

import random
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pendopo.legality.drafts import PolicyDraft
from pendopo.legality.enums import Issuer
from pendopo.rules.policy import Bimtek
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of
from pendopo.wilayah.queries import villages_below


class Village(NamedTuple):
    id: int
    path: str
    code: str
    name: str
    kind: str
    regency_name: str

    @property
    def district_id(self) -> int:
        return ids_of(self.path)[Level.DISTRICT]

    @property
    def regency_id(self) -> int:
        return ids_of(self.path)[Level.REGENCY]

    @property
    def head(self) -> Issuer:
        return Issuer.LURAH if self.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA


@dataclass(frozen=True, slots=True)
class Plan:
    """How far a regency has come with its PSM."""

    coverage: float
    """Share of the villages that have a PSM."""
    quality: float
    """Share of the groups whose latest paper is in order."""
    checked: float
    """Share of the papers that Dinsos has seen."""
    terms: tuple[int, ...]
    """Years for which an SK is given there."""
    signer: Issuer | None = None
    """An office above the village that signs there; None: the village head."""
    sizes: tuple[int, ...] = (1,) * 39 + (2,) * 7 + (3,) * 3 + (5,)
    """PSM of a village, each as likely as it stands here."""
    steady: bool = False
    """Nobody has left, nobody stands there twice."""


WITHOUT_PSM = "35.27"
ALL_COVERED = "35.23"
BY_CAMAT = "35.07"
BY_BUPATI = "33.22"
LONGEST_60 = "33.01"
TRAINED_ONLY = "35.78"
TRAINED_SINCE = date(2022, 1, 1)

_HEADS = (Issuer.KEPALA_DESA, Issuer.LURAH)
POLICIES: dict[str, PolicyDraft] = {
    BY_CAMAT: PolicyDraft(None, (*_HEADS, Issuer.CAMAT), None, Bimtek.PERINGATAN, 1, "Perbup tentang PSM, contoh"),
    BY_BUPATI: PolicyDraft(
        date(2018, 1, 1), (*_HEADS, Issuer.BUPATI_WALIKOTA, Issuer.KEPALA_DINSOS), None, Bimtek.TIDAK, 2,
        "Surat edaran Dinas Sosial, contoh",
    ),
    LONGEST_60: PolicyDraft(
        date(2017, 7, 1), _HEADS, 60, Bimtek.PERINGATAN, 1, "Perbup tentang pilar sosial, contoh"
    ),
    TRAINED_ONLY: PolicyDraft(TRAINED_SINCE, _HEADS, None, Bimtek.SYARAT, 1, "Perwali tentang PSM, contoh"),
}  # fmt: skip


def plan_of(code: str) -> Plan:
    rng = random.Random(f"plan:{code}")
    drawn = Plan(
        coverage=rng.uniform(0.3, 0.8),
        quality=rng.uniform(0.4, 0.9),
        checked=rng.choice((0.2, 0.45, 0.6, 0.75, 0.95)),
        terms=rng.choice(((3,), (5,), (3, 5), (5, 6), (2, 3, 5))),
    )
    return _SPECIAL.get(code, drawn)


_SPECIAL = {
    WITHOUT_PSM: Plan(0, 1, 0, (5,)),
    ALL_COVERED: Plan(1, 0.88, 0.8, (5,), sizes=(1,), steady=True),
    BY_CAMAT: Plan(0.72, 0.8, 0.6, (5,), signer=Issuer.CAMAT),
    BY_BUPATI: Plan(0.66, 0.7, 0.75, (3, 5), signer=Issuer.BUPATI_WALIKOTA),
    TRAINED_ONLY: Plan(0.85, 0.75, 0.7, (3, 5)),
}


def villages_of(regency: Wilayah) -> list[Village]:
    rows = villages_below(regency).order_by("code").values_list("id", "path", "code", "name", "kind")
    return [Village(*row, regency.name) for row in rows]
