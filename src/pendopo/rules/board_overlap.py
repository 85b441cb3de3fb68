"""Which recorded boards of a unit would hold the same days as one more board, and which of the two begins later.

In: the facts of the unit, the paper of the board that is claimed, and the years its boards are named by. Out: one
`Overlap` for each recorded board, those that begin first first. It settles nothing: a unit has one board at a time
(PGR-43), so recording both lets the later cut the earlier, and whether that is meant a person says.

The days of a board are those of its papers as weighed, so what was revoked, cut, capped or dissolved holds no
longer. Where a paper does not tell a day, the years of the term stand in for it; an end that nobody knows is open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pendopo.rules.board_facts import TermFacts, UnitFacts
from pendopo.rules.board_papers import weigh_boards
from pendopo.rules.days import earliest
from pendopo.rules.facts import EndKind, Paper
from pendopo.rules.weighing import Weighed

Years = tuple[int | None, int | None]
_CLAIMED = 0
"""Id of the claimed board among those of the unit; rows count from 1."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """`later`: the claimed board begins after the recorded one; None where a beginning is not known."""

    term_id: int
    later: bool | None


@dataclass(frozen=True, slots=True)
class _Days:
    """Half-open; None: not known, or open."""

    first: date | None
    until: date | None

    def meets(self, other: "_Days") -> bool:
        return (
            _before(self.first, other.until) and _before(other.first, self.until) and self.any and other.any
        )

    @property
    def any(self) -> bool:
        return _before(self.first, self.until)


def overlaps(
    facts: UnitFacts, claimed: Paper, claimed_years: Years, years: Mapping[int, Years]
) -> list[Overlap]:
    """`years`: term id → first and last year as its papers name them."""
    alone = replace(facts, terms=(TermFacts(_CLAIMED, (), (claimed,), ()),))
    new = _days(weigh_boards(alone), claimed_years)
    weighed = {w.paper.id: w for w in weigh_boards(facts)}
    recorded = [
        (_days([weighed[paper.id] for paper in term.papers], years.get(term.id, (None, None))), term.id)
        for term in facts.terms
        if term.papers
    ]
    met = [(days, term_id) for days, term_id in recorded if days.meets(new)]
    met.sort(key=lambda one: (one[0].first or date.min, one[1]))
    return [Overlap(term_id, _later(new.first, days.first)) for days, term_id in met]


def _days(papers: Iterable[Weighed], years: Years) -> _Days:
    papers = list(papers)
    firsts, untils = [w.starts_on for w in papers], [_until(w, years) for w in papers]
    known = [day for day in firsts if day]
    first = min(known) if known else (date(years[0], 1, 1) if years[0] else None)
    return _Days(first, None if None in untils else max(day for day in untils if day))


def _until(weighed: Weighed, years: Years) -> date | None:
    paper = weighed.paper
    if paper.end_kind is EndKind.TANGGAL and paper.ends_on is None and years[1]:
        return earliest(weighed.until, date(years[1] + 1, 1, 1))
    return weighed.until


def _before(first: date | None, until: date | None) -> bool:
    return first is None or until is None or first < until


def _later(new: date | None, recorded: date | None) -> bool | None:
    return None if new is None or recorded is None else new >= recorded
