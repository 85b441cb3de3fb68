"""Well-formed input of the papers."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from pendopo.legality.enums import BoardNeed, EndKind, Issuer
from pendopo.rules.policy import Bimtek
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.enums import Level

EARLIEST = date(1975, 1, 1)
"""PSM is said to have been founded on 1 July 1975; no SK can be older."""
LATEST_END = date(2120, 1, 1)


@dataclass(frozen=True, slots=True)
class ScanDraft:
    """A file as uploaded. Its type is told by content; the bytes are kept unchanged."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SkDraft:
    number: str
    issuer: Issuer | None
    office_id: int | None
    """The wilayah of the issuing office; None with an unknown issuer, or where it follows from the people."""
    signed_on: date | None
    posting_ids: tuple[int, ...]
    signed_year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    end_kind: EndKind = EndKind.KOSONG
    signer_name: str = ""
    revokes_former: bool = False
    scan: ScanDraft | None = None
    other_villages: dict[int, int] = field(default_factory=dict)
    """posting id → village id, where the paper writes another village than the posting's."""

    def __post_init__(self) -> None:
        wrong = _wrong_of_paper(self)
        if not self.posting_ids:
            wrong["people"] = _("Pilih paling sedikit satu orang yang namanya ada di SK ini.")
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class BoardSkDraft:
    """The SK of a board. It names no people: who sits where is written in the seats."""

    number: str
    issuer: Issuer | None
    office_id: int | None
    """The wilayah of the issuing office; None with an unknown issuer, or where it follows from the unit."""
    signed_on: date | None
    signed_year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    end_kind: EndKind = EndKind.KOSONG
    signer_name: str = ""
    scan: ScanDraft | None = None

    def __post_init__(self) -> None:
        wrong = _wrong_of_paper(self)
        if wrong:
            raise Invalid(fields=wrong)


def _wrong_of_paper(draft: SkDraft | BoardSkDraft) -> dict[str, str]:
    """What cannot be right of any paper, by field."""
    wrong: dict[str, str] = {}
    if not draft.number.strip():
        wrong["number"] = _("Tulis nomor SK seperti di kertasnya.")
    if len(draft.number) > 120:
        wrong["number"] = _("Nomor SK paling panjang 120 huruf.")
    if not draft.signed_on and not draft.signed_year:
        wrong["signed_on"] = _(
            "Tulis tanggal penetapan SK; kalau hanya tahunnya yang diketahui, tulis tahunnya."
        )
    for name in ("signed_on", "starts_on", "ends_on"):
        day = getattr(draft, name)
        if day and not EARLIEST <= day < LATEST_END:
            wrong[name] = _("Tanggal ini tidak mungkin untuk SK PSM.")
    if draft.end_kind == EndKind.TANGGAL and not draft.ends_on:
        wrong["ends_on"] = _("Tulis tanggal akhirnya, atau pilih “tanpa batas waktu” atau “tidak tertulis”.")
    if draft.end_kind != EndKind.TANGGAL and draft.ends_on:
        wrong["ends_on"] = _("Ada tanggal akhir, tetapi bukan “sampai tanggal” yang dipilih.")
    start = draft.starts_on or draft.signed_on
    if draft.ends_on and start and draft.ends_on < start:
        wrong["ends_on"] = _("SK berakhir sebelum mulai berlaku. Periksa kedua tanggalnya.")
    return wrong


@dataclass(frozen=True, slots=True)
class RevocationDraft:
    revoked_on: date
    reason: str
    paper: str = ""

    def __post_init__(self) -> None:
        if len(self.reason.strip()) < 3:
            raise Invalid(fields={"reason": _("Tulis alasan pencabutan.")})


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    in_force_from: date | None
    entitled: tuple[Issuer, ...]
    longest_term_months: int | None
    bimtek: Bimtek
    wanted_per_village: int
    basis: str = ""

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        if not self.entitled:
            wrong["entitled"] = _("Pilih paling sedikit satu pejabat yang berhak menandatangani.")
        if self.longest_term_months is not None and not 1 <= self.longest_term_months <= 600:
            wrong["longest_term_months"] = _("Masa berlaku terlama antara 1 dan 600 bulan.")
        if not 1 <= self.wanted_per_village <= 50:
            wrong["wanted_per_village"] = _("Jumlah PSM yang diinginkan antara 1 dan 50.")
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class BoardPolicyDraft:
    """What an office asks of the boards of one level at and below it."""

    level: Level
    in_force_from: date | None
    entitled: tuple[Issuer, ...]
    longest_term_months: int | None
    active_months: int
    needs: tuple[BoardNeed, ...]
    basis: str = ""

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        if not self.entitled:
            wrong["entitled"] = _("Pilih paling sedikit satu pejabat yang berhak menandatangani.")
        if self.longest_term_months is not None and not 1 <= self.longest_term_months <= 600:
            wrong["longest_term_months"] = _("Masa bakti terlama antara 1 dan 600 bulan.")
        if not 1 <= self.active_months <= 60:
            wrong["active_months"] = _("Jarak kegiatan terlama antara 1 dan 60 bulan.")
        if wrong:
            raise Invalid(fields=wrong)
