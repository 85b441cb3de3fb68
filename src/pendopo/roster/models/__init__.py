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
from pendopo.roster.models.former import FormerVillage
from pendopo.roster.models.people import Person, PsmPosting
from pendopo.roster.models.pillars import PillarPosting

__all__ = [
    "BoardTerm",
    "FormerVillage",
    "HandoverItem",
    "Holder",
    "IpsmUnit",
    "LikelyDuplicate",
    "MoveRequest",
    "NameWord",
    "Person",
    "PillarPosting",
    "PsmPosting",
    "Seat",
    "SeatPlan",
    "SeatPlanLine",
    "TermStep",
    "UnitStop",
    "UnitWork",
]
