"""Reads of sessions: the devices on which an account is in."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.accounts.devices import device_words, is_phone


@dataclass(frozen=True, slots=True)
class Device:
    """One session as its owner reads it; the key of the cookie is not in it."""

    id: int
    words: str
    phone: bool
    began_at: datetime
    seen_at: datetime
    covered: bool
    role: str
    place: str
    this: bool


def devices_of(user: User, at: datetime, here: int | None = None) -> list[Device]:
    """Devices that are in, the last used first. The caller has the account through the gate, or it is her own."""
    rows = user.sessions.filter(expire_date__gt=at).select_related("place").order_by("-seen_at", "-pk")
    return [
        Device(
            id=row.pk,
            words=device_words(row.agent),
            phone=is_phone(row.agent),
            began_at=row.began_at,
            seen_at=row.seen_at,
            covered=row.locked,
            role=str(Role(row.role).label) if row.role in Role.values else "",
            place=row.place.full_name if row.place else "",
            this=row.pk == here,
        )
        for row in rows[:50]
    ]
