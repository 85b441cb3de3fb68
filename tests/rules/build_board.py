"""Facts of a unit in few words. A unit is that of a regency; its SK is signed by the bupati; where a row says
nothing, the board was elected on the day its first SK was signed, and its chair is a PSM in force."""

from datetime import date
from typing import Any

from pendopo.rules.board import judge
from pendopo.rules.board_facts import (
    BoardSegment,
    Holding,
    SeatFacts,
    Stop,
    StopKind,
    TermFacts,
    UnitFacts,
)
from pendopo.rules.board_policy import BoardPolicy, DatedBoardPolicy, Need, default_policy
from pendopo.rules.facts import Paper
from pendopo.rules.formation import Step
from pendopo.rules.issuer import IssuerType
from tests.rules.build import day
from tests.rules.build import sk as psm_sk

REGENCY = 2
ALWAYS = ((date(2000, 1, 1), None),)


def sk(id: int, signed_on: str | None, until: str | None = None, **facts: Any) -> Paper:
    return psm_sk(id, signed_on, until, **{"issuer": IssuerType.BUPATI_WALIKOTA, **facts})


def sits(since: str, until: str | None = None, *, acting: bool = False, psm: Any = ALWAYS) -> Holding:
    return Holding(day(since), day(until), acting, psm)


def chair(*holdings: Holding) -> SeatFacts:
    return SeatFacts(chair=True, required=True, holdings=holdings)


def seat(*holdings: Holding, required: bool = True) -> SeatFacts:
    return SeatFacts(chair=False, required=required, holdings=holdings)


def term(*papers: Paper, id: int = 1, seats: Any = None, elected: bool = True, **steps: str) -> TermFacts:
    """`steps`: persiapan="2020-01-01", terpilih="…"; without them elected when the first SK was signed."""
    signed = min((p.signed_on for p in papers if p.signed_on), default=None)
    dated = {Step(name): day(on) for name, on in steps.items()}
    if elected and signed and Step.TERPILIH not in dated:
        dated[Step.TERPILIH] = signed
    if seats is None:
        known = [*dated.values(), *(d for p in papers for d in (p.signed_on, p.starts_on) if d)]
        seats = (chair(Holding(min(known), None, acting=False, psm_periods=ALWAYS)),)
    return TermFacts(id, tuple(dated.items()), papers, seats)


def frozen(since: str, until: str | None = None) -> Stop:
    return Stop(StopKind.BEKU, day(since), day(until))


def dissolved(since: str, until: str | None = None) -> Stop:
    return Stop(StopKind.BUBAR, day(since), day(until))


def policy(
    *needs: Need,
    depth: int = 1,
    since: str | None = None,
    months: int | None = 60,
    active: int = 6,
    **what: Any,
) -> DatedBoardPolicy:
    entitled = what.get("entitled", default_policy(REGENCY).entitled)
    return DatedBoardPolicy(depth, day(since), BoardPolicy(entitled, months, active, frozenset(needs)))


def unit(*things: TermFacts | Stop | DatedBoardPolicy, worked: tuple[str, ...] = ()) -> UnitFacts:
    def of(kind: type) -> tuple[Any, ...]:
        return tuple(thing for thing in things if isinstance(thing, kind))

    return UnitFacts(
        depth=REGENCY,
        terms=of(TermFacts),
        stops=of(Stop),
        worked_on=tuple(day(text) for text in worked),
        policies=of(DatedBoardPolicy),
    )


def timeline(facts: UnitFacts) -> list[str]:
    """One line a change of legality: from, standing, paper, reasons, warnings. The last is open."""
    return _joined(_legality(segment) for segment in judge(facts))


def activity(facts: UnitFacts) -> list[str]:
    """One line a change: from, what is so of (sah, aktif, akses), and why not."""
    return _joined(_work(segment) for segment in judge(facts))


def steps(facts: UnitFacts) -> list[str]:
    return _joined((str(s.starts_on), f"{s.step.value} {s.step_since}") for s in judge(facts))


def _legality(segment: BoardSegment) -> tuple[str, str]:
    words = [segment.standing.value]
    words += [f"#{segment.paper_id}"] if segment.paper_id is not None else []
    words += [_short(reason) for reason in segment.reasons]
    return str(segment.starts_on), " ".join([*words, *(f"!{_short(w)}" for w in segment.warnings)])


def _work(segment: BoardSegment) -> tuple[str, str]:
    active = " ".join(["aktif", *map(_short, segment.idle_reasons)])
    access = " ".join(["akses", *map(_short, segment.access_reasons)])
    return str(segment.starts_on), f"{active}, {access}"


def _joined(lines: Any) -> list[str]:
    told: list[tuple[str, str]] = []
    for since, what in lines:
        if not told or told[-1][1] != what:
            told.append((since, what))
    return [" ".join(line) for line in told]


def _short(rule_id: str) -> str:
    return rule_id.removeprefix("PGR-")
