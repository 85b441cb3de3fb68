"""Well-formed targets."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from pendopo.shared.refusals import Invalid


@dataclass(frozen=True, slots=True)
class StagesDraft:
    """What is wanted; shares in percent, None = no stage of this round."""

    board: bool
    covered_percent: int | None
    valid_percent: int | None
    checked_percent: int | None

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        for name in ("covered_percent", "valid_percent", "checked_percent"):
            share = getattr(self, name)
            if share is not None and not 1 <= share <= 100:
                wrong[name] = _("Tulis angka 1 sampai 100, atau kosongkan.")
        if not any(getattr(self, f.name) for f in fields(self)):
            wrong["board"] = _("Pilih paling sedikit satu target.")
        if self.checked_percent and self.valid_percent and self.checked_percent > self.valid_percent:
            wrong["checked_percent"] = _("Yang diperiksa tidak dapat lebih banyak daripada yang ber-SK.")
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class RoundDraft:
    name: str
    starts_on: date
    due_on: date
    stages: StagesDraft

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        if len(self.name.strip()) < 3:
            wrong["name"] = _("Beri nama, misalnya “Sampai Rakor 2027”.")
        if len(self.name) > 80:
            wrong["name"] = _("Nama paling panjang 80 huruf.")
        if self.due_on <= self.starts_on:
            wrong["due_on"] = _("Batas waktu harus sesudah tanggal mulai.")
        if (self.due_on - self.starts_on).days > 366 * 5:
            wrong["due_on"] = _("Paling lama lima tahun. Buat target baru untuk masa sesudahnya.")
        if wrong:
            raise Invalid(fields=wrong)
