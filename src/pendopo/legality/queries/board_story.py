"""Everything the page of one IPSM unit shows: its verdict on a day and over time, its boards, its work.

Verdicts are read from the stored timeline; the chain of papers is weighed from the facts, since a paper that no
segment is about has its story too. The number of queries does not depend on how many rows there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.legality.board_facts import load_unit_facts
from pendopo.legality.board_phrases import (
    BoardContext,
    access_words,
    board_phrase,
    board_todo,
    board_verdict,
)
from pendopo.legality.enums import FormationStep, StandingChoice
from pendopo.legality.models import BoardNaming, BoardSegment
from pendopo.legality.phrases import issuer_word, validity
from pendopo.legality.queries.boards import term_words
from pendopo.legality.queries.verdicts import PaperLine
from pendopo.legality.queries.words import checked_by_dinsos, paper_period, signed_by, what_became
from pendopo.prepared import prepared
from pendopo.roster.board_queries import as_handed
from pendopo.roster.models import (
    BoardTerm,
    HandoverItem,
    Holder,
    IpsmUnit,
    Seat,
    TermStep,
    UnitStop,
    UnitWork,
)
from pendopo.rules import board_registry as rule
from pendopo.rules.board_facts import UnitFacts
from pendopo.rules.board_papers import weigh_boards
from pendopo.rules.board_policy import BoardPolicy, board_policy_on
from pendopo.rules.days import earliest
from pendopo.rules.formation import Step
from pendopo.rules.weighing import Weighed

_QUIET = frozenset({rule.LEGAL, rule.REPLACES})


@dataclass(frozen=True, slots=True)
class UnitVerdict:
    """What holds of the unit on one day, in codes and in sentences."""

    standing: str
    """A standing; "segera" where it is legal and near its end; empty before anything is known."""
    headline: str
    how_long: str
    reasons: tuple[str, ...]
    todo: tuple[str, ...]
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    checked: bool
    active: bool
    idle: tuple[str, ...]
    access: bool
    access_words: str
    step: str
    step_since: date | None
    days_in_step: int | None
    term_id: int | None
    sk_id: int | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on the day: who sits there, or nobody; and everybody who ever did, the newest first."""

    seat: Seat
    holder: Holder | None
    history: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class TermStory:
    """One board: its path, papers, seats and hand-over list."""

    term: BoardTerm
    years: str
    steps: tuple[TermStep, ...]
    papers: tuple[PaperLine, ...]
    seats: tuple[SeatLine, ...]
    handover: tuple[HandoverItem, ...]


@dataclass(frozen=True, slots=True)
class UnitStory:
    unit: IpsmUnit
    on: date
    verdict: UnitVerdict
    segments: tuple[BoardSegment, ...]
    """The whole time, the oldest first, with `sk` and `term` loaded."""
    terms: tuple[TermStory, ...]
    """The newest first; the board of the day is `current`."""
    current: TermStory | None
    works: tuple[UnitWork, ...]
    stops: tuple[UnitStop, ...]
    policy: BoardPolicy
    """In force on the day, or the default of the level."""


_segments = prepared(
    lambda unit: BoardSegment.objects.filter(unit_id=unit).select_related("sk", "term").order_by("period")
)
_works = prepared(
    lambda unit: UnitWork.objects.filter(unit_id=unit, cancelled_at__isnull=True).order_by("-on", "-pk")
)
_stops = prepared(
    lambda unit: UnitStop.objects.filter(unit_id=unit, cancelled_at__isnull=True).order_by("-since", "-pk")
)
_boards = prepared(lambda unit: BoardTerm.objects.filter(unit_id=unit, cancelled_at__isnull=True))
_naming_boards = prepared(
    lambda unit: (
        BoardNaming.objects.filter(term__unit_id=unit)
        .select_related("sk__office")
        .annotate(checked=checked_by_dinsos())
    )
)
_steps = prepared(
    lambda unit: TermStep.objects.filter(term__unit_id=unit, cancelled_at__isnull=True).order_by("on", "pk")
)
_seats = prepared(
    lambda unit: Seat.objects.filter(term__unit_id=unit, cancelled_at__isnull=True).order_by("order", "pk")
)
_holders = prepared(
    lambda unit: (
        Holder.objects.filter(seat__term__unit_id=unit, cancelled_at__isnull=True)
        .select_related("person")
        .order_by("-starts_on", "-pk")
    )
)
_handover = prepared(lambda unit: HandoverItem.objects.filter(term__unit_id=unit, cancelled_at__isnull=True))


def unit_story(actor: Actor, unit_id: int, on: date) -> UnitStory:
    """NotVisible beside one's reach."""
    rows = IpsmUnit.objects.filter(cancelled_at__isnull=True).select_related("wilayah")
    unit = one_visible(rows, actor, Permission.UNIT_VIEW, pk=unit_id)
    facts = load_unit_facts([unit])[unit.pk]
    segments = tuple(_segments(unit.pk))
    today = next((s for s in segments if on in s.period), None)
    terms = tuple(_terms(actor, unit, facts, today, on))
    verdict = _verdict(unit, today, facts, on)
    return UnitStory(
        unit=unit,
        on=on,
        verdict=verdict,
        segments=segments,
        terms=terms,
        current=next((t for t in terms if t.term.pk == verdict.term_id), None),
        works=tuple(_works(unit.pk)) if facts.worked_on else (),
        stops=tuple(_stops(unit.pk)) if facts.stops else (),
        policy=board_policy_on(facts.policies, on, facts.depth),
    )


def _verdict(unit: IpsmUnit, s: BoardSegment | None, facts: UnitFacts, on: date) -> UnitVerdict:
    name = f"IPSM {unit.wilayah.full_name}"
    if s is None:
        bare: BoardContext = {"unit": name}
        return UnitVerdict(
            standing="", headline=board_verdict(StandingChoice.BELUM_BER_SK, name), how_long="",
            reasons=(board_phrase(rule.NONE_YET, **bare),), todo=(board_todo(rule.NONE_YET, **bare),), warnings=(),
            rules=(rule.NONE_YET,), checked=False, active=False, idle=(board_phrase(rule.NOT_LEGAL, **bare),),
            access=False, access_words=access_words(False, (rule.NOT_LEGAL,), **bare), step=FormationStep.BELUM,
            step_since=None, days_in_step=None, term_id=None, sk_id=None, ends_on=None,
        )  # fmt: skip
    context = _context(name, s, facts, on)
    legal = s.standing == StandingChoice.SAH
    tasks = [*s.reasons, *s.warnings, *s.idle_reasons, *s.access_reasons]
    return UnitVerdict(
        standing="segera" if legal and s.soon_from and s.soon_from <= on else s.standing,
        headline=board_verdict(s.standing, name, s.reasons),
        how_long=validity(s.ends_on) if legal else "",
        reasons=tuple(board_phrase(r, **context) for r in s.reasons),
        todo=tuple(dict.fromkeys(board_todo(r, **context) for r in tasks if r not in _QUIET)),
        warnings=tuple(board_phrase(r, **context) for r in s.warnings),
        rules=(*s.reasons, *s.warnings, *s.idle_reasons, *s.access_reasons),
        checked=s.checked,
        active=s.active,
        idle=tuple(board_phrase(r, **context) for r in s.idle_reasons),
        access=s.access,
        access_words=access_words(s.access, s.access_reasons, **context),
        step=s.step,
        step_since=s.step_since,
        days_in_step=(on - s.step_since).days,
        term_id=s.term_id,
        sk_id=s.sk_id,
        ends_on=s.ends_on,
    )


def _context(name: str, s: BoardSegment, facts: UnitFacts, on: date) -> BoardContext:
    sk = s.sk
    signed = board_policy_on(facts.policies, (sk.signed_on if sk else None) or on, facts.depth)
    context: BoardContext = {
        "unit": name,
        "ends_on": s.ends_on,
        "stopped_on": next((stop.since for stop in facts.stops if stop.since <= on), None),
        "entitled": board_policy_on(facts.policies, on, facts.depth).entitled,
        "months": signed.longest_term_months,
        "active_months": board_policy_on(facts.policies, on, facts.depth).active_months,
    }
    if sk is None:
        return context
    term = next((t for t in facts.terms if t.id == s.term_id), None)
    paper = next((p for t in facts.terms for p in t.papers if p.id == sk.pk), None)
    return context | {
        "number": sk.number,
        "issuer": sk.issuer or None,
        "starts_on": sk.starts_on or sk.signed_on,
        "signed_on": sk.signed_on,
        "revoked_on": paper.revoked_on if paper else None,
        "elected_on": term.elected_on if term else None,
    }


def _terms(
    actor: Actor, unit: IpsmUnit, facts: UnitFacts, today: BoardSegment | None, on: date
) -> Iterator[TermStory]:
    """The newest first: by what was first known of a board, else by the order of entry."""
    weighed = {w.paper.id: w for w in weigh_boards(facts)}
    namings = _by("term_id", _naming_boards(unit.pk))
    steps, seats = _by("term_id", _steps(unit.pk)), _by("term_id", _seats(unit.pk))
    holders, handover = _by("seat_id", _holders(unit.pk)), _by("term_id", _handover(unit.pk))
    first = {t.id: earliest(*(d for _s, d in t.steps), *(p.signed_on for p in t.papers)) for t in facts.terms}
    newest = sorted(_boards(unit.pk), key=lambda t: (first.get(t.pk) or date.max, t.pk), reverse=True)
    for term in newest:
        yield TermStory(
            term=term,
            years=term_words(term.first_year, term.last_year),
            steps=tuple(sorted(steps[term.pk], key=lambda s: (s.on, list(Step).index(Step(s.step))))),
            papers=tuple(_chain(actor, unit, namings[term.pk], weighed, today, on)),
            seats=tuple(_seat(seat, holders[seat.pk], on) for seat in seats[term.pk]),
            handover=tuple(as_handed(handover[term.pk])),
        )


def _by(key: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _seat(seat: Seat, history: list[Holder], on: date) -> SeatLine:
    return SeatLine(seat, next((h for h in history if _sits(h, on)), None), tuple(history))


def _sits(holder: Holder, on: date) -> bool:
    died = holder.person.died_on if holder.person else None
    last = earliest(holder.until, died)
    return holder.starts_on <= on and (last is None or on <= last)


def _chain(
    actor: Actor,
    unit: IpsmUnit,
    namings: Iterable[Any],
    weighed: dict[int, Weighed],
    today: BoardSegment | None,
    on: date,
) -> Iterator[PaperLine]:
    """Papers of a board, the newest first; a wrong entry stays to be seen, as such."""
    may_open = actor.reaches(unit.place_path) and actor.may(Permission.SK_VIEW)
    for naming in sorted(namings, key=_start, reverse=True):
        sk = naming.sk
        governs = today is not None and today.sk_id == sk.pk and today.standing == StandingChoice.SAH
        wrong = bool(sk.annulled_at or naming.annulled_at)
        state, word = what_became(None if wrong else weighed.get(sk.pk), on, governs=governs)
        yield PaperLine(
            sk_id=sk.pk,
            number=sk.number,
            issuer=signed_by(sk) or issuer_word(None),
            period=paper_period(sk),
            state=state,
            word=word,
            checked=naming.checked,
            has_scan=sk.scan_id is not None,
            may_open=may_open,
        )


def _start(naming: BoardNaming) -> tuple[date, int]:
    sk = naming.sk
    return sk.starts_on or sk.signed_on or date(sk.signed_year or 1900, 1, 1), sk.pk
