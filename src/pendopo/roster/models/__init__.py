from pendopo.roster.models.between import LikelyDuplicate, MoveRequest, NameWord
from pendopo.roster.models.people import Person, PsmPosting

__all__ = ["LikelyDuplicate", "MoveRequest", "NameWord", "Person", "PsmPosting"]
