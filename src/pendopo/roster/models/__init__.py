from pendopo.roster.models.between import LikelyDuplicate, MoveRequest, NameWord
from pendopo.roster.models.boards import (
    BoardTerm,
    HandoverItem,
    Holder,
    IpsmUnit,
    Seat,
    SeatPlan,
    SeatPlanLine,
    TermStep,
    UnitStop,
    UnitWork,
)
from pendopo.roster.models.people import Person, PsmPosting

__all__ = [
    "BoardTerm",
    "HandoverItem",
    "Holder",
    "IpsmUnit",
    "LikelyDuplicate",
    "MoveRequest",
    "NameWord",
    "Person",
    "PsmPosting",
    "Seat",
    "SeatPlan",
    "SeatPlanLine",
    "TermStep",
    "UnitStop",
    "UnitWork",
]
