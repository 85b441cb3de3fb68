"""Well-formed input of the roster. A draft that exists is complete in itself; places and people are checked later."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pendopo.roster.enums import Blood, Education, EndReason, NikState
from pendopo.shared.nik import faults, kk_possible
from pendopo.shared.refusals import Invalid

EARLIEST_BIRTH = date(1900, 1, 1)
BPJS_WORK, BPJS_HEALTH = 11, 13
"""Digits of a participant's number of BPJS Ketenagakerjaan (KPJ) and of BPJS Kesehatan."""

_CHOSEN = (("education", frozenset(["", *Education.values])), ("blood", frozenset(["", *Blood.values])))


@dataclass(frozen=True, slots=True)
class PersonDraft:
    name: str
    title_front: str = ""
    title_back: str = ""
    nik: str = ""
    """Digits only; empty for none."""
    nik_state: NikState = NikState.NONE
    birth_place: str = ""
    birth_on: date | None = None
    sex: str = ""
    address: str = ""
    phone: str = ""
    kk: str = ""
    """Digits only, as of the two numbers of BPJS; all three may be empty."""
    education: str = ""
    job: str = ""
    blood: str = ""
    bpjs_work: str = ""
    bpjs_health: str = ""

    def __post_init__(self) -> None:
        wrong = self._wrong_numbers()
        if not self.name.strip():
            wrong["name"] = _("Nama wajib diisi.")
        if len(self.name) > 120:
            wrong["name"] = _("Nama paling panjang 120 huruf.")
        if self.nik_state == NikState.SURE and faults(self.nik):
            wrong["nik"] = _(
                "NIK harus 16 angka dengan susunan yang benar. Kosongkan, atau tandai “belum pasti”, bila belum jelas."
            )
        if self.nik_state == NikState.UNSURE and not self.nik:
            wrong["nik"] = _("Tulis angka yang terbaca, atau pilih “belum ada”.")
        if self.nik and not (self.nik.isascii() and self.nik.isdigit() and len(self.nik) <= 20):
            wrong["nik"] = _("NIK hanya berisi angka.")
        if self.birth_on and self.birth_on < EARLIEST_BIRTH:
            wrong["birth_on"] = _("Tanggal lahir sebelum tahun 1900 tidak mungkin.")
        for field, longest in (
            ("title_front", 40),
            ("title_back", 60),
            ("birth_place", 80),
            ("address", 250),
            ("job", 80),
        ):
            if len(getattr(self, field)) > longest:
                wrong[field] = _("Paling panjang %(n)d huruf.") % {"n": longest}
        for field, words in _CHOSEN:
            if getattr(self, field) not in words:
                wrong[field] = _("Pilih dari daftar.")
        if wrong:
            raise Invalid(fields=wrong)

    def _wrong_numbers(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.kk and self.kk == self.nik:
            wrong["kk"] = _("Itu NIK-nya. Nomor KK tertulis di bagian atas Kartu Keluarga.")
        elif self.kk and not kk_possible(self.kk):
            wrong["kk"] = _("Nomor KK harus 16 angka seperti di Kartu Keluarga. Kosongkan bila belum jelas.")
        for field, length in (("bpjs_work", BPJS_WORK), ("bpjs_health", BPJS_HEALTH)):
            digits = getattr(self, field)
            if digits and not (digits.isascii() and digits.isdigit() and len(digits) == length):
                wrong[field] = _("Nomor ini harus %(n)d angka, seperti di kartunya.") % {"n": length}
        return wrong


@dataclass(frozen=True, slots=True)
class PostingDraft:
    starts_on: date
    kta_number: str = ""
    bimtek_attended: bool | None = None
    bimtek_on: date | None = None
    bimtek_number: str = ""
    bimtek_organiser: str = ""

    def __post_init__(self) -> None:
        wrong: dict[str, str] = {}
        if self.starts_on < EARLIEST_BIRTH:
            wrong["starts_on"] = _("Tanggal mulai sebelum tahun 1900 tidak mungkin.")
        if self.bimtek_attended is False and self.bimtek_on:
            wrong["bimtek_on"] = _("Tanggal bimtek terisi, tetapi dipilih “belum bimtek”.")
        for field, longest in (("kta_number", 30), ("bimtek_number", 60), ("bimtek_organiser", 120)):
            if len(getattr(self, field)) > longest:
                wrong[field] = _("Paling panjang %(n)d huruf.") % {"n": longest}
        if wrong:
            raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True)
class EndDraft:
    last_day: date
    reason: EndReason
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.note) > 250:
            raise Invalid(fields={"note": _("Paling panjang %(n)d huruf.") % {"n": 250}})
        if self.reason == EndReason.OTHER and not self.note.strip():
            raise Invalid(fields={"note": _("Tulis sebabnya.")})


@dataclass(frozen=True, slots=True)
class PillarDraft:
    """A posting of another pillar; whether the pillar works on that level is asked later."""

    pillar: str
    """Code of the list."""
    starts_on: date
    paper: str = ""

    def __post_init__(self) -> None:
        if self.starts_on < EARLIEST_BIRTH:
            raise Invalid(fields={"starts_on": _("Tanggal mulai sebelum tahun 1900 tidak mungkin.")})
        if len(self.paper) > 160:
            raise Invalid(fields={"paper": _("Paling panjang %(n)d huruf.") % {"n": 160}})
