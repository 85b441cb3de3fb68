"""What the documents are made of: frozen, complete, already allowed to be seen by whoever asked.

Dates come as `date` and are worded here; instants come as ready text, since their zone belongs to a place.
No record carries a whole NIK; where one is shown it comes masked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Paper(StrEnum):
    A4 = "a4"
    F4 = "f4"

    @classmethod
    def asked(cls, text: str) -> "Paper":
        """The paper an address asks for; A4 where it names none that is kept here."""
        return cls.F4 if text == cls.F4 else cls.A4


@dataclass(frozen=True, slots=True)
class RequestLetter:
    """The part of a request that all its villages share."""

    office: str  # "Dinas Sosial Kabupaten Malang"
    office_address: str
    written_at: str  # town in front of the date, "Kepanjen"
    dated_on: date
    as_of: date  # "keadaan per"
    sk_must_say: Sequence[str]  # what an SK needs so that it counts, by the policy that judges the village
    contact_name: str
    contact_phone: str
    signer_title: str = ""
    signer_name: str = ""
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One PSM without a valid SK: why, and what is needed."""

    name: str  # with titles
    age: int | None
    why: str
    needed: str


@dataclass(frozen=True, slots=True)
class VillageSheet:
    """One village of a request."""

    village: str  # "Desa Banjararum", "Kelurahan Sisir"
    addressee: str  # "Kepala Desa Banjararum", "Lurah Sisir"
    district: str  # "Kecamatan Singosari"
    regency: str  # "Kabupaten Malang"
    psm_total: int
    rows: Sequence[SheetRow]
    code: str  # short code by which the answer is found again
    psm_wanted: int = 1  # how many PSM the policy wants; asked for where there is none
    appointed_by: str = ""  # who signs, where it is not the addressee: "Camat"


@dataclass(frozen=True, slots=True)
class AccountSlip:
    """A one-time login code for one person."""

    name: str
    role: str
    place: str
    username: str
    code: str
    valid_until: str  # "24 Mei 2023 pukul 09.30 WIB"
    address: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The second sheet of a workbook: where, when, by whom."""

    place: str
    as_of: date
    exported_by: str
    exported_at: str  # ready text with its zone
    filters: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ConsolidationRow:
    """One place of a consolidation. `valid` includes `expiring`; `checked` is part of `valid`."""

    code: str
    name: str
    psm: int
    valid: int
    checked: int
    expiring: int
    expired: int
    void: int
    without_sk: int
    unknown: int
    villages: int
    villages_covered: int
    median_age: float | None = None
    board: str = ""  # how its board stands, or how many of its boards are legal


@dataclass(frozen=True, slots=True)
class PsmRow:
    """One posting of a PSM list."""

    village_code: str
    regency: str
    district: str
    village: str
    name: str
    sex: str
    born_on: date | None
    age: int | None
    nik_mask: str
    phone: str
    standing: str
    reason: str
    sk_number: str
    sk_date: date | None
    issuer: str
    valid_from: date | None
    valid_until: date | None
    kta_number: str
    bimtek_on: date | None


@dataclass(frozen=True, slots=True)
class LegalityRow:
    """One place of a legality report: its board, then its PSM. Board words are empty where none is wanted."""

    code: str
    name: str
    board: str  # "Sah s.d. 12 Agu 2028", "Belum terbentuk"
    active: str  # "aktif", "tidak aktif", ""
    step: str
    sk_number: str
    sk_date: date | None
    term: str  # "2023–2028"
    ends_on: date | None
    chair: str
    chair_phone: str
    boards_below: int
    places_below: int
    psm: int
    valid: int
    checked: int
    women: int
    below_35: int
    from_35: int  # 35 to 59
    sixty_up: int
    bimtek: int
    covered: int
    villages: int

    @property
    def lacking(self) -> int:
        """PSM without a valid SK."""
        return self.psm - self.valid


@dataclass(frozen=True, slots=True)
class LegalityReport:
    """A report as it is printed: who asked what of which place on which day, and its rows."""

    title: str
    place: str
    as_of: date
    sentence: str
    first: str  # heading of the first column, "Kabupaten/kota"
    below: str  # whose boards are counted in each row, "kecamatan"; empty for none
    rows: Sequence[LegalityRow]
    total: LegalityRow | None
    made: str  # "Dibuat 22 November 2026 pukul 09.30 WIB oleh …"


Cell = object  # what a sheet cell held: str, int, float, bool, date, datetime or None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of an uploaded sheet that was not taken, with its cells as they were."""

    number: int  # the sheet's own row number, from 1
    cells: Sequence[Cell]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """One sheet of an upload: all rows down to its header, then the refused ones."""

    name: str
    head: Sequence[Sequence[Cell]]  # title rows and header rows, the last is the header's last row
    rows: Sequence[RefusedRow]
    merged: Sequence[
        tuple[tuple[int, int], tuple[int, int]]
    ] = ()  # (row, column) from 0: first and last cell


@dataclass(frozen=True, slots=True)
class Digest:
    """A consolidation in a few lines."""

    place: str
    as_of: date
    sentence: str
    figures: Sequence[tuple[str, str]]  # label, worded value
    link: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One place of a list of boards, with or without a board."""

    code: str
    place: str
    step: str
    step_since: date | None
    standing: str
    reason: str
    active: bool
    idle: str
    access: bool
    chair: str
    term: str
    sk_number: str
    sk_date: date | None
    until: date | None
    checked: bool
