"""Well-formed input about IPSM units and their boards. Dates against each other and people are checked later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from pendopo.roster.enums import HandoverKind, HolderEnd, SeatKind, StopKind, WorkKind
from pendopo.shared.refusals import Invalid

EARLIEST = date(1975, 1, 1)
"""PSM is said to have been founded on 1 July 1975; no board can be older."""


def _refuse(wrong: Mapping[str, str]) -> None:
    if wrong:
        raise Invalid(fields=wrong)


def _too_long(draft: object, **longest: int) -> dict[str, str]:
    return {
        name: _("Paling panjang %(n)d huruf.") % {"n": most}
        for name, most in longest.items()
        if len(getattr(draft, name)) > most
    }


def _too_early(draft: object, *names: str) -> dict[str, str]:
    days = {name: getattr(draft, name) for name in names}
    return {
        name: _("Tanggal ini terlalu lama; periksa tahunnya.")
        for name, day in days.items()
        if day and day < EARLIEST
    }


@dataclass(frozen=True, slots=True)
class StartDraft:
    """The preparation of a new board begins."""

    on: date
    paper: str = ""
    by_whom: str = ""
    first_year: int | None = None
    last_year: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, paper=120, by_whom=150, note=250) | _too_early(self, "on")
        for name in ("first_year", "last_year"):
            year = getattr(self, name)
            if year is not None and not 1975 <= year <= 2120:
                wrong[name] = _("Tulis tahun dengan empat angka, misalnya 2024.")
        if self.first_year and self.last_year and self.last_year < self.first_year:
            wrong["last_year"] = _("Masa bakti berakhir sebelum mulai.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class StepDraft:
    on: date
    paper: str = ""
    by_whom: str = ""
    note: str = ""
    planned_on: date | None = None
    """With the musda: the day it is to be held."""

    def __post_init__(self) -> None:
        wrong = _too_long(self, paper=120, by_whom=150, note=250) | _too_early(self, "on", "planned_on")
        if self.planned_on and self.planned_on < self.on:
            wrong["planned_on"] = _("Musda dijadwalkan sebelum tanggal keputusan jadwalnya.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class Who:
    """A person of the register, or a name that stands on a paper and nowhere in the register."""

    person_id: int | None = None
    name: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, name=120, contact=20)
        if self.person_id is None and not self.name.strip():
            wrong["who"] = _("Pilih orangnya dari daftar, atau tulis namanya.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class ElectionDraft:
    """A musda has elected; `elected`: seat id → who was elected into it."""

    step: StepDraft
    elected: Mapping[int, Who] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeatDraft:
    kind: SeatKind
    name: str
    order: int
    required: bool = False

    def __post_init__(self) -> None:
        wrong = _too_long(self, name=120)
        if not self.name.strip():
            wrong["name"] = _("Tulis nama jabatannya.")
        if not 0 <= self.order <= 999:
            wrong["order"] = _("Urutan antara 0 dan 999.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class HolderDraft:
    who: Who
    starts_on: date
    acting: bool = False
    paper: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        wrong = _too_long(self, paper=120) | _too_early(self, "starts_on")
        if self.until and self.until < self.starts_on:
            wrong["until"] = _("Hari terakhir sebelum hari pertama.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class LeaveDraft:
    last_day: date
    reason: HolderEnd
    note: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, note=250)
        if self.reason == HolderEnd.OTHER and not self.note.strip():
            wrong["note"] = _("Tulis sebabnya.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class StopDraft:
    kind: StopKind
    since: date
    reason: str
    paper: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, reason=250, paper=120) | _too_early(self, "since")
        if len(self.reason.strip()) < 3:
            wrong["reason"] = _("Tulis alasannya.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class WorkDraft:
    kind: WorkKind
    on: date
    title: str
    note: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, title=150, note=250) | _too_early(self, "on")
        if not self.title.strip():
            wrong["title"] = _("Tulis rapat atau laporan apa.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line of the hand-over list."""

    kind: HandoverKind
    name: str
    note: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, name=150, note=250)
        if not self.name.strip():
            wrong["name"] = _("Tulis apa yang diserahkan.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    handed_on: date
    received_by: str
    note: str = ""

    def __post_init__(self) -> None:
        wrong = _too_long(self, received_by=150, note=250)
        if not self.received_by.strip():
            wrong["received_by"] = _("Tulis siapa yang menerima.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class PlanLineDraft:
    kind: SeatKind
    name: str
    count: int = 1
    required: bool = False
    per_residency: bool = False

    def __post_init__(self) -> None:
        wrong = _too_long(self, name=100)
        if not self.name.strip():
            wrong["name"] = _("Tulis nama jabatannya.")
        if not 1 <= self.count <= 30:
            wrong["count"] = _("Banyaknya kursi antara 1 dan 30.")
        if self.kind == SeatKind.KETUA and (self.count > 1 or self.per_residency):
            wrong["count"] = _("Satu pengurus hanya punya satu ketua.")
        _refuse(wrong)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    lines: tuple[PlanLineDraft, ...]

    def __post_init__(self) -> None:
        chairs = sum(line.kind == SeatKind.KETUA for line in self.lines)
        if chairs == 0:
            _refuse({"lines": _("Susunan ini belum punya kursi ketua.")})
        if chairs > 1:
            _refuse({"lines": _("Satu pengurus hanya punya satu ketua.")})
