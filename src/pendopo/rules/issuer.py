"""Who signs an SK, of a PSM or of an IPSM board. Nobody has said yet = None, which is not *lain*.

Who signs for a board is practice, not rule (unconfirmed per level), so each office may set it by policy.
"""

from enum import StrEnum


class IssuerType(StrEnum):
    KEPALA_DESA = "kepala_desa"
    LURAH = "lurah"
    CAMAT = "camat"
    KEPALA_DINSOS = "kepala_dinsos"
    BUPATI_WALIKOTA = "bupati_walikota"
    LAIN = "lain"
    GUBERNUR = "gubernur"
    KEPALA_DINSOS_PROVINSI = "dinsos_provinsi"
    MENTERI = "menteri"
    IPSM_KABKOTA = "ipsm_kabkota"
    IPSM_PROVINSI = "ipsm_provinsi"
    IPSM_NASIONAL = "ipsm_nasional"


SIGNS_FOR_PSM = (
    IssuerType.KEPALA_DESA,
    IssuerType.LURAH,
    IssuerType.CAMAT,
    IssuerType.KEPALA_DINSOS,
    IssuerType.BUPATI_WALIKOTA,
    IssuerType.LAIN,
)
"""Who is offered as the signer of an SK of PSM; the rest sign for boards only."""
