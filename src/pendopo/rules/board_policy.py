"""What an office asks of a board's SK and of its work, from a signing date on.

As with the SK of PSM, each office may set its own policy for the boards of a level below it; the nearest
one above the unit holds, by the date the SK was signed (for the work: by the day itself). Where nobody has
spoken the default of the level holds. Who signs at which level is practice and not confirmed by any rule
seen, so the defaults are the widespread practice and nothing more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pendopo.rules.issuer import IssuerType


class Need(StrEnum):
    """What a board must be so that it may reach programmes."""

    SAH = "sah"
    AKTIF = "aktif"
    DIPERIKSA = "diperiksa"
    DIKUKUHKAN = "dikukuhkan"


@dataclass(frozen=True, slots=True)
class BoardPolicy:
    entitled: frozenset[IssuerType]
    longest_term_months: int | None  # None = a term of any length
    active_months: int  # a meeting or report at most so many months ago keeps the board active
    needs: frozenset[Need]  # for "boleh mengakses program"


@dataclass(frozen=True, slots=True)
class DatedBoardPolicy:
    depth: int  # of the office that set it: 0 = Indonesia, deeper = nearer to the unit
    in_force_from: date | None  # None = always
    policy: BoardPolicy
    above_from: date | None = None  # the office lay above the unit from this day on; None = ever
    above_past: date | None = None  # … until the day before this one; None = still

    def holds(self, day: date) -> bool:
        """In force that day, of an office that lay above the unit on it."""
        return (
            (self.in_force_from is None or self.in_force_from <= day)
            and (self.above_from is None or self.above_from <= day)
            and (self.above_past is None or day < self.above_past)
        )


_SIGNERS: dict[int, frozenset[IssuerType]] = {
    0: frozenset({IssuerType.MENTERI}),
    1: frozenset({IssuerType.GUBERNUR, IssuerType.KEPALA_DINSOS_PROVINSI}),
    2: frozenset({IssuerType.BUPATI_WALIKOTA, IssuerType.KEPALA_DINSOS}),
    3: frozenset({IssuerType.CAMAT}),
    4: frozenset({IssuerType.KEPALA_DESA, IssuerType.LURAH}),
}
"""Depth of the unit (0 = national, 4 = village) to those who sign by default."""

DEFAULT_TERM_MONTHS = 60
DEFAULT_ACTIVE_MONTHS = 6


def default_policy(depth: int) -> BoardPolicy:
    return BoardPolicy(
        entitled=_SIGNERS[depth],
        longest_term_months=DEFAULT_TERM_MONTHS,
        active_months=DEFAULT_ACTIVE_MONTHS,
        needs=frozenset({Need.SAH}),
    )


def board_policy_on(policies: Iterable[DatedBoardPolicy], day: date, depth: int) -> BoardPolicy:
    """The policy of the nearest office that has one in force on that day, and of that office the latest."""
    in_force = [p for p in policies if p.holds(day)]
    if not in_force:
        return default_policy(depth)
    return max(in_force, key=lambda p: (p.depth, p.in_force_from or date.min)).policy
