"""Wrong passwords are counted where every worker sees them, and an account waits after too many.

In: the login as typed and the address it comes from. Out: a place for one attempt, or none and until when. An
attempt takes its place before the password is looked at and gives it back when it was right; two at once wait
for each other, so many at once pass no more than one after the other. A place that was taken frees itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from pendopo.access.models import LoginTry
from pendopo.shared.clock import now
from pendopo.shared.sealed import blind

PERIOD = 15 * 60
"""Seconds until a wrong attempt is forgotten."""
FROM_ONE_ADDRESS = 5
FROM_EVERYWHERE = 20
OF_ONE_ADDRESS = 100
"""Wrong attempts of one address with any names: an office behind one line stays below it."""
_SWEPT_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Attempt:
    id: int

    def forget(self) -> None:
        """The password was right: the attempt counts for nothing."""
        LoginTry.objects.filter(pk=self.id).delete()


def attempt(login: str, address: str) -> Attempt | None:
    """A place for one attempt, or None where too many went wrong."""
    who, where, at = _hidden("login", login), _hidden("address", address), now()
    with transaction.atomic():
        _one_after_the_other(who, where)
        if _free_at(who, where, at):
            return None
        taken = LoginTry.objects.create(login=who, address=where, at=at)
    _sweep(at)
    return Attempt(taken.pk)


def waits_until(login: str, address: str) -> datetime | None:
    """When the next attempt will be heard; None where it may be made now."""
    return _free_at(_hidden("login", login), _hidden("address", address), now())


def forget_tries(*logins: str) -> None:
    """Whoever gets a new code from her office need not wait for the wrong attempts before it."""
    LoginTry.objects.filter(login__in=[_hidden("login", name) for name in logins if name]).delete()


def _free_at(who: str, where: str, at: datetime) -> datetime | None:
    counting = LoginTry.objects.filter(at__gt=at - timedelta(seconds=PERIOD))
    full = [
        _full_until(counting.filter(login=who, address=where), FROM_ONE_ADDRESS),
        _full_until(counting.filter(login=who), FROM_EVERYWHERE),
        _full_until(counting.filter(address=where), OF_ONE_ADDRESS),
    ]
    return max((free for free in full if free), default=None)


def _full_until(tries: QuerySet[LoginTry], most: int) -> datetime | None:
    newest = list(tries.order_by("-at").values_list("at", flat=True)[:most])
    return newest[-1] + timedelta(seconds=PERIOD) if len(newest) == most else None


def _one_after_the_other(*names: str) -> None:
    """Locks of this transaction, always taken in the same order so that nobody waits in a circle."""
    with connection.cursor() as cursor:
        for number in sorted(int(name[:15], 16) for name in names):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _sweep(at: datetime) -> None:
    """What counts no longer goes, a little at a time, past rows that another worker is sweeping."""
    with transaction.atomic():
        old = LoginTry.objects.filter(at__lt=at - timedelta(seconds=PERIOD))
        ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_SWEPT_AT_ONCE])
        if ids:
            LoginTry.objects.filter(pk__in=ids).delete()


def _hidden(what: str, text: str) -> str:
    return blind(settings.INDEX_KEY, f"try:{what}:{text}").hex()
