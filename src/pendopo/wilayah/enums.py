from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    COUNTRY = 0, _("Indonesia")
    PROVINCE = 1, _("provinsi")
    REGENCY = 2, _("kabupaten/kota")
    DISTRICT = 3, _("kecamatan")
    VILLAGE = 4, _("desa/kelurahan")

    @property
    def path_length(self) -> int:
        return 5 * (self.value + 1)


class Kind(models.TextChoices):
    NEGARA = "negara", _("negara")
    PROVINSI = "provinsi", _("provinsi")
    KABUPATEN = "kabupaten", _("kabupaten")
    KOTA = "kota", _("kota")
    KECAMATAN = "kecamatan", _("kecamatan")
    DESA = "desa", _("desa")
    KELURAHAN = "kelurahan", _("kelurahan")

    @property
    def prefix(self) -> str:
        return _PREFIX.get(self, "")

    def before(self, name: str) -> str:
        """The name with its kind in front: Kab. Malang, Desa Sidoluhur, Kec. Dau."""
        return f"{self.prefix} {name}" if self.prefix else name


KINDS_OF = {
    Level.PROVINCE: (Kind.PROVINSI,),
    Level.REGENCY: (Kind.KABUPATEN, Kind.KOTA),
    Level.DISTRICT: (Kind.KECAMATAN,),
    Level.VILLAGE: (Kind.DESA, Kind.KELURAHAN),
}


class ChangeKind(models.TextChoices):
    """What a law or Perda did to the tree."""

    RENAMED = "renamed", _("ganti nama, kode, atau jenis")
    MOVED = "moved", _("pindah induk")
    SPLIT = "split", _("pemekaran")
    MERGED = "merged", _("penggabungan")


_PREFIX = {
    Kind.KABUPATEN: "Kab.",
    Kind.KOTA: "Kota",
    Kind.KECAMATAN: "Kec.",
    Kind.DESA: "Desa",
    Kind.KELURAHAN: "Kel.",
}
