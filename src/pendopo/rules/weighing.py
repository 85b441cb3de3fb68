"""What can be said of any paper by itself: when it starts and ends, who signed it, what is missing of it.

In: a paper and what the policy of its signing day asks. Out: the paper weighed. PSM and boards share this;
each law has a `Book` that names the rules by its own ids, and adds its own faults.

Three things can be said of a paper. It *counts*. It has a *fault*, and so does not count. Or a fact is
missing (a *gap*), and nobody can tell; but where a fault is certain, no missing fact can heal it, so the
fault decides. Only a paper that counts cuts earlier ones. Being cut is applied to all, also to those
with faults and gaps, for even if they had counted, the later paper would have ended them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pendopo.rules.days import day_after, day_before
from pendopo.rules.facts import EndKind, Paper
from pendopo.rules.issuer import IssuerType

Order = tuple[date, date, str, str, int]


@dataclass(frozen=True, slots=True)
class Book:
    """The ids by which a law names what holds of every paper."""

    legal: str
    none_yet: str
    starts_later: str
    expired: str
    revoked: str
    replaces: str
    replaced: str
    issuer_unknown: str
    signing_date_unknown: str
    end_date_unknown: str
    dates_impossible: str
    issuer_not_entitled: str
    issuer_elsewhere: str
    retroactive: str
    end_blank: str
    capped: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A paper as the law sees it. Periods are half-open; `until` None = no end."""

    paper: Paper
    starts_on: date | None  # None = not known, so it may already have started on any day
    counts_from: date | None  # later than starts_on only where something is a condition
    waits_for: str  # rule id of that condition, "" where there is none
    until: date | None
    stopped_by: str  # rule id of what ends it, "" where nothing does
    faults: tuple[str, ...]
    gaps: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return not self.faults and not self.gaps

    @property
    def order(self) -> Order:
        return order_of(self.paper)

    @property
    def ever_in_force(self) -> bool:
        """Would it speak for at least one day (faults and gaps apart)?"""
        return self.until is None or self.counts_from is None or self.counts_from < self.until

    @property
    def last_day(self) -> date | None:
        """The last legal day; None for no end, and where it never was or could not be legal."""
        return day_before(self.until) if self.ever_in_force and not self.faults else None

    def started(self, day: date) -> bool:
        return self.starts_on is None or self.starts_on <= day

    def over(self, day: date) -> bool:
        return self.until is not None and self.until <= day

    def covers(self, day: date) -> bool:
        return (self.counts_from is None or self.counts_from <= day) and not self.over(day)

    def waits(self, day: date) -> bool:
        """Started on paper, but what is a condition came or comes later."""
        waiting = self.counts_from is not None and day < self.counts_from
        return waiting and self.started(day) and not self.over(day)


def start_of(paper: Paper) -> date | None:
    """As written, else the signing day."""
    return paper.starts_on or paper.signed_on


def order_of(paper: Paper) -> Order:
    """Start, signing day, number. Never the order of entry."""
    # A date nobody knows sorts last, so that such a paper is never cut by what may be older than it.
    # Issuer and id only settle two entries of one and the same number, day and start.
    start, signed = start_of(paper) or date.max, paper.signed_on or date.max
    return start, signed, paper.number, paper.issuer or "", paper.id


def weigh_one(
    paper: Paper,
    book: Book,
    *,
    capped_on: date | None,
    faults: Iterable[str],
    more_gaps: Iterable[str] = (),
    more_warnings: Iterable[str] = (),
    counts_from: date | None = None,
    waits_for: str = "",
) -> Weighed:
    """One paper without regard to others. `capped_on`: the first day past the longest term allowed."""
    start = start_of(paper)
    term_until, term_ends_by = term_of(paper, capped_on, book)
    until, stopped_by = _earlier(term_until, term_ends_by, paper.revoked_on, book.revoked)
    capped = term_ends_by == book.capped
    return Weighed(
        paper=paper,
        starts_on=start,
        counts_from=counts_from or start,
        waits_for=waits_for,
        until=_not_before(start, until),
        stopped_by=stopped_by,
        faults=tuple(faults),
        gaps=(*_gaps(paper, book), *more_gaps),
        warnings=(*_warnings(paper, start, book, capped=capped), *more_warnings),
    )


def term_of(paper: Paper, capped_on: date | None, book: Book) -> tuple[date | None, str]:
    """The written end, or the end of the longest term allowed: longer is capped, not void."""
    end = _written_end(paper)
    written = day_after(end) if end and not _impossible(paper) else None
    return _earlier(written, book.expired if written else "", capped_on, book.capped)


def issuer_faults(paper: Paper, entitled: frozenset[IssuerType] | None, book: Book) -> Iterator[str]:
    """`entitled` is None while nobody knows which policy holds."""
    if paper.issuer is None:
        return
    if entitled is not None and paper.issuer not in entitled:
        yield book.issuer_not_entitled
    if not paper.issuer_covers_posting:
        yield book.issuer_elsewhere


def end_by(weighed: Weighed, on: date | None, why: str) -> Weighed:
    """End it on that day for that rule, unless it ends before."""
    until, stopped_by = _earlier(weighed.until, weighed.stopped_by, on, why)
    return replace(weighed, until=_not_before(weighed.starts_on, until), stopped_by=stopped_by)


def end_by_later(weighed: Weighed, later: Iterable[Weighed], book: Book) -> Weighed:
    """End a paper where a later one begins to count, even if that one is revoked itself."""
    replaced_on = min((w.counts_from for w in later if w.counts and w.counts_from), default=None)
    return end_by(weighed, replaced_on, book.replaced)


def _written_end(paper: Paper) -> date | None:
    return paper.ends_on if paper.end_kind is EndKind.TANGGAL else None


def _impossible(paper: Paper) -> bool:
    start, end = start_of(paper), _written_end(paper)
    return start is not None and end is not None and end < start


def _earlier(until: date | None, why: str, other: date | None, other_why: str) -> tuple[date | None, str]:
    """The nearer end and its rule. On the same day the first stays: what is over cannot be revoked."""
    if other is None or (until is not None and until <= other):
        return until, why
    return other, other_why


def _not_before(start: date | None, until: date | None) -> date | None:
    """A paper revoked before its start never was in force: an empty period at its start."""
    return max(start, until) if start and until else until


def _gaps(paper: Paper, book: Book) -> Iterator[str]:
    if paper.issuer is None:
        yield book.issuer_unknown
    if paper.signed_on is None:
        yield book.signing_date_unknown
    if paper.end_kind is EndKind.TANGGAL and paper.ends_on is None:
        yield book.end_date_unknown
    if _impossible(paper):
        yield book.dates_impossible


def _warnings(paper: Paper, start: date | None, book: Book, *, capped: bool) -> Iterator[str]:
    if paper.signed_on is not None and start is not None and start < paper.signed_on:
        yield book.retroactive
    if capped:
        yield book.capped
    elif paper.end_kind is EndKind.KOSONG:
        yield book.end_blank
