"""Schooling as sheets write it, to the words of the code list. Pure; what is not surely one of them is none."""

from pendopo.roster.enums import Education
from pendopo.shared.text import squeeze

_WRITTEN = {
    Education.NONE: "tidak sekolah|tidak tamat sd|belum tamat sd|tidak/belum tamat sd|tidak/belum sekolah",
    Education.SD: "sd|mi|sr|sd/sederajat|sd/mi|paket a|tamat sd|tamat sd/sederajat|sekolah dasar|sekolah rakyat",
    Education.SMP: "smp|mts|sltp|smp/sederajat|smp/mts|sltp/sederajat|paket b|st",
    Education.SMA: "sma|smk|ma|slta|smu|stm|smea|spg|pga|sma/sederajat|slta/sederajat|sma/smk|sma/ma|sma/smk/sederajat|"
    "paket c|smkk|sma/smk/ma",
    Education.D1: "d1|d2|di|dii|d1/d2|diploma i|diploma ii|diploma i/ii",
    Education.D3: "d3|diii|diploma iii|akademi|akademi/diploma iii|sarjana muda|akademi/diploma iii/sarjana muda",
    Education.S1: "s1|d4|div|sarjana|strata i|strata 1|diploma iv|diploma iv/strata i|d4/s1|s 1",
    Education.S2: "s2|magister|strata ii|strata 2|pasca sarjana",
    Education.S3: "s3|doktor|strata iii|strata 3",
}
_MEANT = {squeeze(word): code.value for code, words in _WRITTEN.items() for word in words.split("|")}


def schooling(words: str) -> str:
    """The code, or nothing."""
    return _MEANT.get(squeeze(words), "")
