"""A segment of a posting's timeline, and how segments that say the same become one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self, TypeVar

from pendopo.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds over a half-open period [starts_on, until)."""

    starts_on: date
    until: date | None  # None = open
    standing: Standing

    def says_the_same_as(self, other: Self) -> bool:
        return replace(self, starts_on=other.starts_on, until=other.until) == other


@dataclass(frozen=True, slots=True)
class Segment(Span):
    """One standing of a posting over a period."""

    paper_id: int | None  # the paper the sentence is about; None where there is none
    checked: bool  # has Dinsos seen that paper?
    reasons: tuple[str, ...]  # rule ids, the first decides
    warnings: tuple[str, ...]  # rule ids; only beside *sah*
    ends_on: date | None  # last legal day of that paper as judged; None = no end, or never legal


S = TypeVar("S", bound=Span)


def merge(segments: Iterable[S]) -> tuple[S, ...]:
    """Join neighbours that say the same. The segments come in order and without gaps."""
    merged: list[S] = []
    for segment in segments:
        if merged and merged[-1].says_the_same_as(segment):
            merged[-1] = replace(merged[-1], until=segment.until)
        else:
            merged.append(segment)
    return tuple(merged)
