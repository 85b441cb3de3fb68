"""What holds on one day, by the papers weighed. PSM and boards share it; each law names it by its own book.

A day is judged by the first of these that applies:

1. a paper that counts is in force            -> sah
2. a paper with a missing fact would cover it -> belum dapat dinilai, and which fact
3. a paper has started, but is lost or void   -> habis or gugur, by the paper that spoke last
4. no paper has started yet                   -> belum ber-SK
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.rules.standing import Standing
from pendopo.rules.weighing import Book, Weighed


@dataclass(frozen=True, slots=True)
class Finding:
    """What holds on one day, and the paper it is said of."""

    standing: Standing
    reasons: tuple[str, ...]
    weighed: Weighed | None = None
    warnings: tuple[str, ...] = ()

    @property
    def last_day(self) -> date | None:
        """Last legal day of its paper; none while it has not begun."""
        told = self.weighed is not None and self.standing is not Standing.BELUM_BER_SK
        return self.weighed.last_day if self.weighed and told else None

    @property
    def checked(self) -> bool:
        return self.weighed is not None and self.weighed.paper.verified


WarningsOf = Callable[[Weighed], Iterable[str]]
"""Warnings that come and go while one paper is in force."""


def find(day: date, papers: Sequence[Weighed], book: Book, warnings_of: WarningsOf) -> Finding:
    """The finding of a day. `papers` stand in the order of the law."""
    return (
        _legal(day, papers, book, warnings_of)
        or _cannot_be_assessed(day, papers)
        or _lost(day, papers, book)
        or _none_yet(day, papers, book)
    )


def _legal(day: date, papers: Sequence[Weighed], book: Book, warnings_of: WarningsOf) -> Finding | None:
    """At most one paper that counts is in force: each cuts the ones before it."""
    ruling = next((w for w in papers if w.counts and w.covers(day)), None)
    if ruling is None:
        return None
    replaces = any(
        w.counts and w.stopped_by == book.replaced and w.until == ruling.counts_from for w in papers
    )
    return Finding(
        Standing.SAH,
        (book.legal, book.replaces) if replaces else (book.legal,),
        ruling,
        (*ruling.warnings, *warnings_of(ruling)),
    )


def _cannot_be_assessed(day: date, papers: Sequence[Weighed]) -> Finding | None:
    """A fact is missing of a paper that would cover the day: say which."""
    doubtful = [w for w in papers if w.gaps and not w.faults and w.covers(day)]
    if not doubtful:
        return None
    return Finding(Standing.BELUM_DAPAT_DINILAI, doubtful[-1].gaps, doubtful[-1])


def _lost(day: date, papers: Sequence[Weighed], book: Book) -> Finding | None:
    """The outcome of the paper that spoke last: the one whose term reaches nearest to the day."""
    started = [(min(w.until or day, day), place, w) for place, w in enumerate(papers) if w.started(day)]
    if not started:
        return None
    last = max(started, key=lambda found: found[:2])[2]
    return Finding(*_loss(day, last, book), last)


def _loss(day: date, last: Weighed, book: Book) -> tuple[Standing, tuple[str, ...]]:
    if last.faults:
        return Standing.GUGUR, last.faults
    if last.waits(day):
        return Standing.GUGUR, (last.waits_for,)
    if last.stopped_by == book.capped:
        return Standing.HABIS, (book.expired, book.capped)
    if last.stopped_by == book.expired:
        return Standing.HABIS, (book.expired,)
    return Standing.GUGUR, (last.stopped_by,)


def _none_yet(day: date, papers: Sequence[Weighed], book: Book) -> Finding:
    """Nothing has started; the next paper that will count is named."""
    coming = [w for w in papers if w.counts and w.ever_in_force and not w.started(day)]
    if not coming:
        return Finding(Standing.BELUM_BER_SK, (book.none_yet,))
    first = min(coming, key=lambda w: (w.counts_from or date.max, w.order))
    return Finding(Standing.BELUM_BER_SK, (book.none_yet, book.starts_later), first)
