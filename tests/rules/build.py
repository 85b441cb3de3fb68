"""Facts in few words. Where a row says nothing, a fact is the plainest possible one: an SK of the village
head, signed and starting on the same day, without end, for this village; training followed in 2010."""

from datetime import date
from typing import Any

from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import DEFAULT_POLICY, Bimtek, DatedPolicy, Policy
from pendopo.rules.sk_psm import EndKind, Facts, Omission, Paper, Segment, judge

HEADS = DEFAULT_POLICY.entitled


def day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


def sk(id: int, signed_on: str | None, until: str | None = None, **facts: Any) -> Paper:
    """`until` is the last day as written; a paper without one says "tanpa batas"."""
    dates = {key: day(facts.pop(key, None)) for key in ("starts_on", "revoked_on")}
    return Paper(
        id=id,
        number=facts.pop("number", f"141/{id:02}"),
        signed_on=day(signed_on),
        ends_on=day(until),
        end_kind=facts.pop("end", EndKind.TANGGAL if until else EndKind.TANPA_BATAS),
        issuer=facts.pop("issuer", IssuerType.KEPALA_DESA),
        issuer_covers_posting=facts.pop("covers", True),
        names_this_village=facts.pop("names_this_village", True),
        verified=facts.pop("verified", False),
        collective=facts.pop("collective", False),
        **dates,
        **facts,
    )


def left_out(starts_on: str, *, revokes_former: bool = False, **facts: Any) -> Omission:
    return Omission(
        paper_id=facts.get("id", 90),
        number=facts.get("number", "141/90"),
        starts_on=day(starts_on),
        signed_on=day(facts.get("signed_on", starts_on)),
        revokes_former=revokes_former,
        issuer=facts.get("issuer", IssuerType.KEPALA_DESA),
    )


def policy(
    *,
    depth: int = 2,
    since: str | None = None,
    entitled: frozenset[IssuerType] = HEADS,
    months: int | None = None,
    bimtek: Bimtek = Bimtek.PERINGATAN,
) -> DatedPolicy:
    return DatedPolicy(depth, day(since), Policy(entitled, months, bimtek))


def facts(*things: Paper | Omission | DatedPolicy, **posting: Any) -> Facts:
    def of(kind: type) -> tuple[Any, ...]:
        return tuple(thing for thing in things if isinstance(thing, kind))

    return Facts(
        starts_on=day(posting.get("starts_on", "2020-01-01")),
        ends_on=day(posting.get("ends_on")),
        died_on=day(posting.get("died_on")),
        bimtek_on=day(posting.get("bimtek_on", "2010-01-01")),
        bimtek_attended=posting.get("bimtek_attended", True),
        papers=of(Paper),
        omissions=of(Omission),
        policies=of(DatedPolicy),
    )


def timeline(facts: Facts) -> list[str]:
    """One line a segment: from, standing, paper, reasons, warnings. The end is the next line's start."""
    segments = judge(facts)
    lines = [_line(segment) for segment in segments]
    last = segments[-1].until if segments else None
    return [*lines, f"{last} end"] if last else lines


def _line(segment: Segment) -> str:
    words = [str(segment.starts_on), segment.standing.value]
    words += [f"#{segment.paper_id}"] if segment.paper_id is not None else []
    words += [_short(reason) for reason in segment.reasons]
    return " ".join([*words, *(f"!{_short(warning)}" for warning in segment.warnings)])


def _short(rule_id: str) -> str:
    return rule_id.removeprefix("SKP-")
