"""How far an IPSM unit has come with its newest board, on any day.

The path is: belum terbentuk, persiapan, musda dijadwalkan, terpilih, SK terbit, dikukuhkan. A frozen or
dissolved unit says so instead. A step is a dated fact; the state of a day is the furthest step reached.
"""

from enum import StrEnum


class Step(StrEnum):
    BELUM = "belum"
    PERSIAPAN = "persiapan"
    MUSDA = "musda"
    TERPILIH = "terpilih"
    BER_SK = "ber_sk"
    DIKUKUHKAN = "dikukuhkan"
    BEKU = "beku"
    BUBAR = "bubar"


PATH = (Step.PERSIAPAN, Step.MUSDA, Step.TERPILIH, Step.BER_SK, Step.DIKUKUHKAN)
"""The steps of one board in their order. BER_SK follows from the board's SK and is never entered."""
