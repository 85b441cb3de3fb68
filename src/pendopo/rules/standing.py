"""The five standings of a posting on a day, and how near the end of a legal time is.

"Sah, segera berakhir" is no standing of its own: it is a view of *sah* from a date, so it is asked here
and never stored.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    SAH = "sah"
    HABIS = "habis"
    GUGUR = "gugur"
    BELUM_BER_SK = "belum_ber_sk"
    BELUM_DAPAT_DINILAI = "belum_dapat_dinilai"


class Stretch(Protocol):
    """What `soon` needs of a segment."""

    @property
    def starts_on(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def standing(self) -> Standing: ...


def days_left(segments: Sequence[Stretch], on: date) -> int | None:
    """Days from `on` to the last legal day of the unbroken legal time around it; 0 = today is the last.

    None when not legal on that day, or when no paper runs out: legal papers that follow each other
    without a gap are one legal time, and one that lasts until the person leaves or dies has nothing to
    renew. The segments are one whole timeline, in order.
    """
    until: date | None = None
    for segment in segments:
        reached = segment.starts_on <= on if until is None else segment.starts_on == until
        if segment.standing is not Standing.SAH or _over(segment, on):
            continue
        if not reached:
            break
        until = segment.until
        if segment is segments[-1]:
            return None
    return None if until is None else (until - on).days - 1


def _over(segment: Stretch, on: date) -> bool:
    return segment.until is not None and segment.until <= on


def soon(segments: Sequence[Stretch], on: date, days: int = 90) -> bool:
    """Is it legal on that day, with the last legal day at most `days` away?"""
    left = days_left(segments, on)
    return left is not None and left <= days
