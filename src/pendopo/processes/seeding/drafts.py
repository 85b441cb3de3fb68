"""People, postings and papers of a made-up world, as plain values that point at each other by place in a list."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pendopo.legality.enums import EndKind, Issuer
from pendopo.roster.enums import NikState


@dataclass(slots=True)
class SeedPerson:
    uid: UUID
    name: str
    birth_on: date | None
    sex: str
    title_front: str = ""
    title_back: str = ""
    nik: str = ""
    nik_state: NikState = NikState.NONE
    birth_place: str = ""
    address: str = ""
    phone: str = ""
    died_on: date | None = None
    kk: str = ""
    education: str = ""
    job: str = ""
    blood: str = ""
    bpjs_work: str = ""
    bpjs_health: str = ""


@dataclass(slots=True)
class SeedPosting:
    person: int
    """Place of the person in the list of the seed."""
    village_id: int
    village_path: str
    starts_on: date
    until: date | None = None
    end_reason: str = ""
    end_note: str = ""
    kta_number: str = ""
    bimtek_attended: bool | None = None
    bimtek_on: date | None = None
    bimtek_number: str = ""
    bimtek_organiser: str = ""


@dataclass(slots=True)
class SeedPillar:
    person: int
    """Place of the person in the list of the seed."""
    pillar: str
    """Code of the list of pillars."""
    place_id: int
    place_path: str
    starts_on: date
    paper: str = ""


@dataclass(slots=True)
class SeedSk:
    number: str
    issuer: Issuer | None
    office_id: int | None
    signed_on: date | None
    named: list[int]
    """Places of the postings in the list of the seed, in the order of the annex."""
    signed_year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    end_kind: EndKind = EndKind.KOSONG
    signer_name: str = ""
    stated_by: str = ""
    revokes_former: bool = False
    other_villages: dict[int, int] = field(default_factory=dict)
    """posting → village the paper writes, where it is another one."""
    verified_on: date | None = None
    seen: str = ""
    revoked_on: date | None = None
    revoke_reason: str = ""


@dataclass(slots=True)
class Seed:
    """One regency's worth."""

    people: list[SeedPerson] = field(default_factory=list)
    postings: list[SeedPosting] = field(default_factory=list)
    papers: list[SeedSk] = field(default_factory=list)
    pillars: list[SeedPillar] = field(default_factory=list)
    twins: list[int] = field(default_factory=list)
    """People that look like somebody else; the machine notes it, nobody has decided."""
