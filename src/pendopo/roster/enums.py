from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.rules.board_facts import StopKind as _StopKind
from pendopo.rules.formation import Step as _Step


class Sex(models.TextChoices):
    L = "L", _("Laki-laki")
    P = "P", _("Perempuan")


class NikState(models.TextChoices):
    NONE = "none", _("belum ada")
    SURE = "sure", _("pasti")
    UNSURE = "unsure", _("belum pasti")


class EndReason(models.TextChoices):
    """Why a PSM ends; the list is practice, the rule's own list is unconfirmed."""

    OWN_REQUEST = "own_request", _("permintaan sendiri")
    MOVED = "moved", _("pindah domisili")
    DIED = "died", _("meninggal dunia")
    UNABLE = "unable", _("tidak mampu lagi bertugas")
    BREACH = "breach", _("melanggar kewajiban")
    OTHER = "other", _("lainnya")


class StopKind(models.TextChoices):
    BEKU = _StopKind.BEKU.value, _("dibekukan")
    BUBAR = _StopKind.BUBAR.value, _("dibubarkan")


class TermStepKind(models.TextChoices):
    """Steps that are entered; "SK terbit" follows from the board's SK (`rules.formation.Step`)."""

    PERSIAPAN = _Step.PERSIAPAN.value, _("persiapan")
    MUSDA = _Step.MUSDA.value, _("musda dijadwalkan")
    TERPILIH = _Step.TERPILIH.value, _("terpilih")
    DIKUKUHKAN = _Step.DIKUKUHKAN.value, _("dikukuhkan")


class SeatKind(models.TextChoices):
    PEMBINA = "pembina", _("pembina")
    PENGARAH = "pengarah", _("pengarah")
    MOTIVATOR = "motivator", _("tim motivator dan dinamisator")
    KETUA = "ketua", _("ketua")
    WAKIL = "wakil", _("wakil ketua")
    SEKRETARIS = "sekretaris", _("sekretaris")
    BENDAHARA = "bendahara", _("bendahara")
    BIDANG = "bidang", _("bidang")
    ANGGOTA = "anggota", _("anggota")

    @property
    def ex_officio(self) -> bool:
        """Seats that offices hold, so that a name without a person is in order."""
        return self in (SeatKind.PEMBINA, SeatKind.PENGARAH)


class HolderEnd(models.TextChoices):
    """Why somebody leaves a seat; practice, the rule's own list is unconfirmed."""

    REPLACED = "replaced", _("digantikan di tengah masa bakti")
    OWN_REQUEST = "own_request", _("permintaan sendiri")
    DIED = "died", _("meninggal dunia")
    MOVED = "moved", _("pindah domisili")
    UNABLE = "unable", _("tidak mampu lagi bertugas")
    BREACH = "breach", _("melanggar kewajiban")
    OTHER = "other", _("lainnya")


class WorkKind(models.TextChoices):
    RAPAT = "rapat", _("rapat")
    LAPORAN = "laporan", _("laporan")


class HandoverKind(models.TextChoices):
    DOKUMEN = "dokumen", _("dokumen")
    BARANG = "barang", _("barang")
    UANG = "uang", _("uang")
    AKUN = "akun", _("akun dan kata sandi")
    LAIN = "lain", _("lainnya")


class Education(models.TextChoices):
    """Schooling that was finished, as KK and application forms list it."""

    NONE = "tt_sd", _("tidak/belum tamat SD")
    SD = "sd", _("SD/sederajat")
    SMP = "smp", _("SMP/sederajat")
    SMA = "sma", _("SMA/SMK/sederajat")
    D1 = "d1", _("D1/D2")
    D3 = "d3", _("D3")
    S1 = "s1", _("D4/S1")
    S2 = "s2", _("S2")
    S3 = "s3", _("S3")


class Blood(models.TextChoices):
    """ABO group, with the rhesus sign where it is known."""

    A = "A", "A"
    A_PLUS = "A+", "A+"
    A_MINUS = "A-", "A-"
    B = "B", "B"
    B_PLUS = "B+", "B+"
    B_MINUS = "B-", "B-"
    AB = "AB", "AB"
    AB_PLUS = "AB+", "AB+"
    AB_MINUS = "AB-", "AB-"
    O = "O", "O"  # noqa: E741
    O_PLUS = "O+", "O+"
    O_MINUS = "O-", "O-"
