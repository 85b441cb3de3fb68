from pendopo.legality.models.boards import BoardNaming, BoardPolicy, BoardSegment
from pendopo.legality.models.papers import Policy, Scan, Sk, SkNaming, SkRevocation, SkVerification
from pendopo.legality.models.requests import SkRequest, SkRequestLine
from pendopo.legality.models.verdicts import LedgerEntry, LedgerPending, Segment, Stint

__all__ = [
    "BoardNaming",
    "BoardPolicy",
    "BoardSegment",
    "LedgerEntry",
    "LedgerPending",
    "Policy",
    "Scan",
    "Segment",
    "Sk",
    "SkNaming",
    "SkRequest",
    "SkRequestLine",
    "SkRevocation",
    "SkVerification",
    "Stint",
]
