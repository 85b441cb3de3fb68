"""Wrong passwords are counted where every worker sees them, and an account waits after too many.

Each attempt takes a free place before the password is looked at and gives it back when it was right, so
many attempts at once pass no more than one after the other. A place that was taken frees itself.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

PERIOD = 15 * 60
"""Seconds until a wrong attempt is forgotten."""
FROM_ONE_ADDRESS = 5
FROM_EVERYWHERE = 20
OF_ONE_ADDRESS = 100
"""Wrong attempts of one address with any names: an office behind one line stays below it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    places: tuple[str, ...] = ()

    def forget(self) -> None:
        """The password was right: the attempt counts for nothing."""
        cache.delete_many(self.places)


def attempt(login: str, address: str) -> Attempt | None:
    """A place for one attempt, or None where too many went wrong."""
    taken: list[str] = []
    for what, most in (
        (f"{login}|{address}", FROM_ONE_ADDRESS),
        (f"{login}|", FROM_EVERYWHERE),
        (f"|{address}", OF_ONE_ADDRESS),
    ):
        place = _take(what, most)
        if place is None:
            cache.delete_many(taken)
            return None
        taken.append(place)
    return Attempt(tuple(taken))


def _take(what: str, most: int) -> str | None:
    name = sha256(what.encode()).hexdigest()[:40]
    places = [f"masuk:{name}:{n}" for n in range(most)]
    there = cache.get_many(places)
    return next((p for p in places if p not in there and cache.add(p, 1, PERIOD)), None)
