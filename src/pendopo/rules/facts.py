"""What the judge of an SK is told: one posting, the papers that name it, the papers that leave it out.

Dates are as on paper, ends inclusive. What is not known is None; nothing is ever guessed to fill it. A
date known only as a year is not known: the caller leaves it None, and it is asked for.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import DatedPolicy


class EndKind(StrEnum):
    """What the paper says of its end: a date, "tanpa batas / seterusnya", or nothing at all."""

    TANGGAL = "tanggal"
    TANPA_BATAS = "tanpa_batas"
    KOSONG = "kosong"


@dataclass(frozen=True, slots=True)
class Paper:
    """One SK that names this person."""

    id: int
    number: str
    signed_on: date | None
    issuer: IssuerType | None
    issuer_covers_posting: bool  # the issuer's place is the posting's village or lies above it
    starts_on: date | None  # "berlaku sejak", where the paper says it
    ends_on: date | None  # with EndKind.TANGGAL: the date, or None while it is not known
    end_kind: EndKind
    names_this_village: bool
    revoked_on: date | None  # the first day without force
    verified: bool  # seen by Dinsos; shown beside the standing, never part of it
    collective: bool


@dataclass(frozen=True, slots=True)
class Omission:
    """A later collective SK for the same village that does not name this posting."""

    paper_id: int
    number: str
    starts_on: date
    signed_on: date
    revokes_former: bool
    issuer: IssuerType | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides the standing of one posting."""

    starts_on: date
    ends_on: date | None  # last day of the posting: leaving or moving
    died_on: date | None
    bimtek_on: date | None
    bimtek_attended: bool | None  # None = nobody has said
    papers: tuple[Paper, ...]
    omissions: tuple[Omission, ...]
    policies: tuple[DatedPolicy, ...]
