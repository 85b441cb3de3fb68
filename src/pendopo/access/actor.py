"""Who asks, in which hat, through which door, and when. Made by doors, read by everything below."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.access.enums import Role
from pendopo.access.policy import WITHOUT_PEOPLE, Permission, may
from pendopo.shared.clock import WIB, local_date


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int | None
    name: str
    role: Role
    place_id: int
    path: str
    """The node of the grant in use; everything that begins with it is in reach."""
    door: str
    at: datetime
    person_id: int | None = None
    unproven: bool = False
    """Her office demands a second step at the login and she has not taken it: nothing about people opens."""

    @property
    def today(self) -> date:
        return local_date(self.at, WIB)

    def may(self, permission: Permission) -> bool:
        if self.unproven and permission not in WITHOUT_PEOPLE:
            return False
        return may(self.role, permission)

    def reaches(self, path: str) -> bool:
        return path.startswith(self.path)

    def reads_figures_of(self, path: str) -> bool:
        """In reach, or above the actor's own place: there every place right below stands as one row."""
        return self.reaches(path) or self.path.startswith(path)
