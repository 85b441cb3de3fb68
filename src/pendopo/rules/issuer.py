"""Who signs an SK of PSM. An issuer nobody has named yet is None, which is not the same as *lain*."""

from enum import StrEnum


class IssuerType(StrEnum):
    KEPALA_DESA = "kepala_desa"
    LURAH = "lurah"
    CAMAT = "camat"
    KEPALA_DINSOS = "kepala_dinsos"
    BUPATI_WALIKOTA = "bupati_walikota"
    LAIN = "lain"
