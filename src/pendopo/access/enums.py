from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who a person is at a place. The sentence of each stands in `SENTENCES`."""

    DINSOS_ADMIN = "dinsos_admin", _("Admin Dinas Sosial")
    DINSOS_VERIFIER = "dinsos_verifier", _("Pemeriksa Dinas Sosial")
    IPSM_CHAIR = "ipsm_chair", _("Ketua IPSM")
    IPSM_SECRETARY = "ipsm_secretary", _("Sekretaris IPSM")
    VILLAGE_OPERATOR = "village_operator", _("Operator desa/kelurahan")
    PSM = "psm", _("PSM")
    AUDITOR = "auditor", _("Pemeriksa catatan (hanya membaca)")


SENTENCES = {
    Role.DINSOS_ADMIN: _("Mengelola akun, kebijakan, dan semua data PSM di wilayahnya."),
    Role.DINSOS_VERIFIER: _("Memeriksa SK dan memutuskan data ganda di wilayahnya."),
    Role.IPSM_CHAIR: _("Melihat konsolidasi dan daftar PSM di wilayahnya, dan meminta SK yang belum ada."),
    Role.IPSM_SECRETARY: _("Mencatat PSM dan SK, mengimpor Excel, dan meminta SK di wilayahnya."),
    Role.VILLAGE_OPERATOR: _("Mencatat PSM dan SK di desa/kelurahannya."),
    Role.PSM: _("Melihat data dan riwayatnya sendiri."),
    Role.AUDITOR: _("Membaca semua data dan catatan di wilayahnya, tanpa mengubah apa pun."),
}
