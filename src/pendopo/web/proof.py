"""What a session has proved, when, and what it still has to.

In: the session, the roles somebody holds, the instant. Out: whether pages about people stay closed and why, and
whether a second factor was shown lately enough for a deed that matters. A password alone counts as fresh only
where the account has nothing else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from pendopo.access.models import Grant, User
from pendopo.accounts.factor_queries import demanded_from, has_factor, waiting_user

FRESH = timedelta(minutes=10)
_WAITS_FOR = timedelta(minutes=10)
_PROOF, _PENDING, _QUESTION = "bukti", "langkah_kedua", "tantangan"


class Missing(StrEnum):
    """Why pages about people are closed."""

    STEP = "step"
    """The account has a second factor, and this session has not shown it."""
    FACTOR = "factor"
    """The role must have one, and the account has none."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The password was right; the second factor is awaited."""

    user: User
    going: str


def note_proof(request: HttpRequest, at: datetime, *, second: bool) -> None:
    request.session[_PROOF] = {"at": at.timestamp(), "second": second}


def missing(request: HttpRequest, user: User, grant: Grant, at: datetime) -> Missing | None:
    """Asks the database only where this session has not shown a second factor yet."""
    if _proof(request).get("second"):
        return None
    if has_factor(user.pk):
        return Missing.STEP
    since = demanded_from([grant])
    return Missing.FACTOR if since is not None and since <= at else None


def is_fresh(request: HttpRequest, user: User, at: datetime) -> bool:
    """Was the strongest proof that this account can give given just now?"""
    return _lately(request, at) and (bool(_proof(request).get("second")) or not has_factor(user.pk))


def is_stale(request: HttpRequest, user: User, at: datetime) -> bool:
    """For deeds that matter: somebody who has a second factor must have shown it lately."""
    return not (_lately(request, at) and _proof(request).get("second")) and has_factor(user.pk)


def hold(request: HttpRequest, user: User, going: str, at: datetime) -> None:
    """Keep whom the password belongs to, until the second factor comes; nobody is logged in by it."""
    request.session.cycle_key()
    request.session[_PENDING] = {
        "user": user.pk, "at": at.timestamp(), "going": going, "hash": user.get_session_auth_hash()
    }  # fmt: skip


def waiting(request: HttpRequest, at: datetime) -> Waiting | None:
    """Whom the second factor is awaited of; nobody after ten minutes, or where the password has changed since."""
    kept: dict[str, Any] = request.session.get(_PENDING) or {}
    if at.timestamp() - float(kept.get("at", 0)) > _WAITS_FOR.total_seconds():
        return None
    user = waiting_user(kept.get("user"))
    if user is None or kept.get("hash") != user.get_session_auth_hash():
        return None
    return Waiting(user, str(kept.get("going", "/")))


def forget_waiting(request: HttpRequest) -> None:
    request.session.pop(_PENDING, None)


def keep_question(request: HttpRequest, purpose: str, state: dict[str, Any], at: datetime) -> None:
    """What a browser was asked about a passkey; the next question replaces it."""
    request.session[_QUESTION] = {"purpose": purpose, "state": state, "at": at.timestamp()}


def take_question(request: HttpRequest, purpose: str, at: datetime) -> dict[str, Any]:
    """The state of the question that was asked for this purpose: once, and not after ten minutes."""
    kept: dict[str, Any] = request.session.pop(_QUESTION, None) or {}
    late = at.timestamp() - float(kept.get("at", 0)) > _WAITS_FOR.total_seconds()
    state: dict[str, Any] = kept.get("state", {})
    return {} if late or kept.get("purpose") != purpose else state


def _lately(request: HttpRequest, at: datetime) -> bool:
    return at.timestamp() - float(_proof(request).get("at", 0)) < FRESH.total_seconds()


def _proof(request: HttpRequest) -> dict[str, Any]:
    proof: dict[str, Any] = request.session.get(_PROOF) or {}
    return proof
