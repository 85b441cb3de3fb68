"""What an event keeps of an account. The values of a PSM's own account are sealed under her key."""

from typing import Any

from pendopo.access.models import Grant, User
from pendopo.kernel.command import Desk
from pendopo.shared.masks import mask_phone

PERSONAL = frozenset({"name", "phone"})


def account_values(user: User) -> dict[str, Any]:
    """The phone only masked: the log is read by more people than the account."""
    values = {"name": user.name, "username": user.username, "phone": mask_phone(user.phone or "")}
    return {k: v for k, v in values.items() if v}


def grant_values(grant: Grant) -> dict[str, Any]:
    return {"role": str(grant.role), "wilayah": grant.wilayah_id, "until": grant.until}


def about_account(
    desk: Desk, user: User, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    personal = PERSONAL if user.person_id else frozenset()
    desk.about(user, before=before, after=after, person_id=user.person_id, personal=personal)
