from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.rules.board_policy import Need as _Need
from pendopo.rules.formation import Step as _Step
from pendopo.rules.issuer import SIGNS_FOR_PSM as _SIGNS_FOR_PSM
from pendopo.rules.issuer import IssuerType as _IssuerType
from pendopo.rules.sk_psm import EndKind as _EndKind
from pendopo.rules.standing import Standing as _Standing


class Issuer(models.TextChoices):
    """Offices that sign an SK of PSM or of a board (values of `rules.issuer.IssuerType`)."""

    KEPALA_DESA = _IssuerType.KEPALA_DESA.value, _("Kepala Desa")
    LURAH = _IssuerType.LURAH.value, _("Lurah")
    CAMAT = _IssuerType.CAMAT.value, _("Camat")
    KEPALA_DINSOS = _IssuerType.KEPALA_DINSOS.value, _("Kepala Dinas Sosial")
    BUPATI_WALIKOTA = _IssuerType.BUPATI_WALIKOTA.value, _("Bupati/Wali Kota")
    LAIN = _IssuerType.LAIN.value, _("Pihak lain")
    GUBERNUR = _IssuerType.GUBERNUR.value, _("Gubernur")
    KEPALA_DINSOS_PROVINSI = _IssuerType.KEPALA_DINSOS_PROVINSI.value, _("Kepala Dinas Sosial provinsi")
    MENTERI = _IssuerType.MENTERI.value, _("Menteri Sosial")
    IPSM_KABKOTA = _IssuerType.IPSM_KABKOTA.value, _("IPSM kabupaten/kota")
    IPSM_PROVINSI = _IssuerType.IPSM_PROVINSI.value, _("IPSM provinsi")
    IPSM_NASIONAL = _IssuerType.IPSM_NASIONAL.value, _("IPSM nasional")


PSM_ISSUERS = tuple(Issuer(i.value) for i in _SIGNS_FOR_PSM)
"""Who is offered as the signer of an SK of PSM."""


class EndKind(models.TextChoices):
    TANGGAL = _EndKind.TANGGAL.value, _("sampai tanggal")
    TANPA_BATAS = _EndKind.TANPA_BATAS.value, _("tanpa batas waktu")
    KOSONG = _EndKind.KOSONG.value, _("tidak tertulis")


class StandingChoice(models.TextChoices):
    SAH = _Standing.SAH.value, _("SK berlaku")
    HABIS = _Standing.HABIS.value, _("SK habis")
    GUGUR = _Standing.GUGUR.value, _("SK gugur")
    BELUM_BER_SK = _Standing.BELUM_BER_SK.value, _("Belum ber-SK")
    BELUM_DAPAT_DINILAI = _Standing.BELUM_DAPAT_DINILAI.value, _("Belum dapat dinilai")


class Measure(models.IntegerChoices):
    """What the ledger counts. Cohorts of birth follow from COHORT on: COHORT + 2 * (year - 1920) + (P = 1)."""

    SAH = 0, _("SK berlaku")
    SAH_CHECKED = 1, _("SK berlaku dan sudah diperiksa")
    SOON = 2, _("SK segera berakhir")
    HABIS = 3, _("SK habis")
    GUGUR = 4, _("SK gugur")
    BELUM_BER_SK = 5, _("belum ber-SK")
    BELUM_DAPAT_DINILAI = 6, _("belum dapat dinilai")
    COVERED = 7, _("desa/kelurahan ber-PSM")
    BIMTEK = 8, _("sudah bimtek")
    UNKNOWN_BIRTH = 9, _("tanggal lahir belum ada")
    WOMEN = 10, _("perempuan")
    TWO_OR_MORE = 11, _("desa/kelurahan dengan dua PSM atau lebih")
    THREE_OR_MORE = 12, _("desa/kelurahan dengan tiga PSM atau lebih")
    FOUR_OR_MORE = 13, _("desa/kelurahan dengan empat PSM atau lebih")
    FIVE_OR_MORE = 14, _("desa/kelurahan dengan lima PSM atau lebih")
    SIX_OR_MORE = 15, _("desa/kelurahan dengan enam PSM atau lebih")
    COHORT = 16, _("tahun lahir")


class BoardNeed(models.TextChoices):
    """What a board must be so that it may reach programmes (values of `rules.board_policy.Need`)."""

    SAH = _Need.SAH.value, _("sah")
    AKTIF = _Need.AKTIF.value, _("aktif")
    DIPERIKSA = _Need.DIPERIKSA.value, _("SK sudah diperiksa Dinas Sosial")
    DIKUKUHKAN = _Need.DIKUKUHKAN.value, _("sudah dikukuhkan")


class FormationStep(models.TextChoices):
    """How far a unit has come with its newest board (values of `rules.formation.Step`)."""

    BELUM = _Step.BELUM.value, _("belum terbentuk")
    PERSIAPAN = _Step.PERSIAPAN.value, _("persiapan")
    MUSDA = _Step.MUSDA.value, _("musda dijadwalkan")
    TERPILIH = _Step.TERPILIH.value, _("terpilih")
    BER_SK = _Step.BER_SK.value, _("SK terbit")
    DIKUKUHKAN = _Step.DIKUKUHKAN.value, _("dikukuhkan")
    BEKU = _Step.BEKU.value, _("dibekukan")
    BUBAR = _Step.BUBAR.value, _("dibubarkan")


STOPPED = (FormationStep.BEKU, FormationStep.BUBAR)


class BoardGroup(models.TextChoices):
    """What is said of a board in sums; every place is in exactly one."""

    LEGAL = "sah", _("sah")
    LOST = "tidak_sah", _("tidak lagi sah")
    COMING = "dibentuk", _("sedang dibentuk")
    NONE = "belum", _("belum terbentuk")

    @classmethod
    def of(cls, standing: str, step: str) -> "BoardGroup":
        """`standing` is empty where no board was ever begun."""
        if not standing:
            return cls.NONE
        if standing == StandingChoice.SAH:
            return cls.LEGAL
        if standing != StandingChoice.BELUM_BER_SK or step in STOPPED:
            return cls.LOST
        return cls.COMING
