"""IPSM units of a made-up world, as plain values."""

from dataclasses import dataclass, field
from datetime import date

from pendopo.legality.enums import EndKind, Issuer
from pendopo.roster.enums import HolderEnd, StopKind, TermStepKind, WorkKind


@dataclass(slots=True)
class SeedStep:
    step: TermStepKind
    on: date
    paper: str = ""
    by_whom: str = ""
    planned_on: date | None = None


@dataclass(slots=True)
class SeedBoardSk:
    number: str
    issuer: Issuer | None
    office_id: int | None
    signed_on: date | None
    starts_on: date | None = None
    ends_on: date | None = None
    end_kind: EndKind = EndKind.TANGGAL
    signed_year: int | None = None
    verified_on: date | None = None
    revoked_on: date | None = None


@dataclass(slots=True)
class SeedHolder:
    seat: int
    """Place of the seat in the unit's plan."""
    person_id: int | None
    name: str
    starts_on: date
    until: date | None = None
    acting: bool = False
    end: HolderEnd | None = None


@dataclass(slots=True)
class SeedTerm:
    first_year: int | None
    last_year: int | None
    steps: list[SeedStep] = field(default_factory=list)
    papers: list[SeedBoardSk] = field(default_factory=list)
    holders: list[SeedHolder] = field(default_factory=list)
    with_seats: bool = True


@dataclass(slots=True)
class SeedStop:
    kind: StopKind
    since: date
    until: date | None
    paper: str
    reason: str


@dataclass(slots=True)
class SeedUnit:
    wilayah_id: int
    terms: list[SeedTerm] = field(default_factory=list)
    stops: list[SeedStop] = field(default_factory=list)
    works: list[tuple[WorkKind, date, str]] = field(default_factory=list)
