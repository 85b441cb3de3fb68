from django.db import models
from django.utils.translation import gettext_lazy as _


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
