"""Well-formed input of the papers."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from pendopo.legality.enums import EndKind, Issuer
from pendopo.rules.policy import Bimtek
from pendopo.shared.refusals import Invalid

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
        wrong: dict[str, str] = {}
        if not self.number.strip():
            wrong["number"] = _("Tulis nomor SK seperti di kertasnya.")
        if len(self.number) > 120:
            wrong["number"] = _("Nomor SK paling panjang 120 huruf.")
        if not self.posting_ids:
            wrong["people"] = _("Pilih paling sedikit satu orang yang namanya ada di SK ini.")
        if not self.signed_on and not self.signed_year:
            wrong["signed_on"] = _(
                "Tulis tanggal penetapan SK; kalau hanya tahunnya yang diketahui, tulis tahunnya."
            )
        for name in ("signed_on", "starts_on", "ends_on"):
            day = getattr(self, name)
            if day and not EARLIEST <= day < LATEST_END:
                wrong[name] = _("Tanggal ini tidak mungkin untuk SK PSM.")
        if self.end_kind == EndKind.TANGGAL and not self.ends_on:
            wrong["ends_on"] = _(
                "Tulis tanggal akhirnya, atau pilih “tanpa batas waktu” atau “tidak tertulis”."
            )
        if self.end_kind != EndKind.TANGGAL and self.ends_on:
            wrong["ends_on"] = _("Ada tanggal akhir, tetapi bukan “sampai tanggal” yang dipilih.")
        start = self.starts_on or self.signed_on
        if self.ends_on and start and self.ends_on < start:
            wrong["ends_on"] = _("SK berakhir sebelum mulai berlaku. Periksa kedua tanggalnya.")
        if wrong:
            raise Invalid(fields=wrong)


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
