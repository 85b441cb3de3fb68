"""Which policy a paper is judged by (SKP-40).

Practice differs between regencies and changes over the years, so each office may set its own policy from
a date on. A paper keeps the policy that was in force on the day it was signed: a later change neither
heals nor harms it. Where no office has spoken, `DEFAULT_POLICY` holds: the head of the village signs, a
term may be of any length, and missing basic training (bimtek) is a warning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pendopo.rules.issuer import IssuerType


class Bimtek(StrEnum):
    """What missing basic training does: nothing, a warning, or no legality before it."""

    TIDAK = "tidak"
    PERINGATAN = "peringatan"
    SYARAT = "syarat"


@dataclass(frozen=True, slots=True)
class Policy:
    entitled: frozenset[IssuerType]
    longest_term_months: int | None  # None = a term of any length
    bimtek: Bimtek


@dataclass(frozen=True, slots=True)
class DatedPolicy:
    depth: int  # of the office that set it: 0 = Indonesia, deeper = nearer to the village
    in_force_from: date | None  # None = always
    policy: Policy
    above_from: date | None = None  # the office lay above the posting from this day on; None = ever
    above_past: date | None = None  # … until the day before this one; None = still

    def holds(self, day: date) -> bool:
        """In force that day, of an office that lay above the posting on it: places are split and merged by law."""
        return (
            (self.in_force_from is None or self.in_force_from <= day)
            and (self.above_from is None or self.above_from <= day)
            and (self.above_past is None or day < self.above_past)
        )


DEFAULT_POLICY = Policy(
    entitled=frozenset({IssuerType.KEPALA_DESA, IssuerType.LURAH}),
    longest_term_months=None,
    bimtek=Bimtek.PERINGATAN,
)


def policy_on(policies: Iterable[DatedPolicy], signed_on: date) -> Policy:
    """The policy of the nearest office that has one in force on that day, and of that office the latest.

    A nearer office replaces a farther one whole: policies are not mixed. One office has at most one
    policy per day.
    """
    in_force = [p for p in policies if p.holds(signed_on)]
    if not in_force:
        return DEFAULT_POLICY
    return max(in_force, key=lambda p: (p.depth, p.in_force_from or date.min)).policy
