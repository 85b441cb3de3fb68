"""Why somebody is a legal PSM on a day, or why not: the verdict of a posting and what became of each paper.

The verdict is read from the stored timeline; the chain is weighed from the facts, since a paper that no
segment is about (replaced on its first day, say) has its story too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.legality.facts import load_facts
from pendopo.legality.models import Segment, Sk, SkNaming
from pendopo.legality.phrases import Context, issuer_word, phrase, todo, validity, verdict
from pendopo.legality.queries.psm import days_left, look_on
from pendopo.legality.queries.words import checked_by_dinsos, paper_period, signed_by, what_became
from pendopo.prepared import OneOf, prepared
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.queries import postings_of
from pendopo.rules import registry as rule
from pendopo.rules.days import earliest
from pendopo.rules.facts import Facts
from pendopo.rules.papers import Weighed, weigh
from pendopo.rules.policy import policy_on
from pendopo.rules.standing import Standing
from pendopo.shared.clock import local_date
from pendopo.wilayah.enums import Kind

_segments = prepared(
    lambda postings, on: Segment.objects.filter(
        OneOf(F("posting_id"), postings), period__contains=on
    ).select_related("sk")
)
_naming_them = prepared(
    lambda postings: (
        SkNaming.objects.filter(OneOf(F("posting_id"), postings))
        .select_related("sk__office", "village")
        .annotate(checked=checked_by_dinsos())
    )
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the chain. `state` is how it looks: governs, valid, off, or nothing."""

    sk_id: int
    number: str
    issuer: str
    period: str
    state: str
    word: str
    checked: bool
    has_scan: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds of one posting on one day."""

    posting: PsmPosting
    serving: bool
    standing: str
    headline: str
    how_long: str
    reasons: tuple[str, ...]
    todo: tuple[str, ...]
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    checked: bool
    last_day: date | None
    days: int | None
    governing: int | None
    papers: tuple[PaperLine, ...]


def standing_of(actor: Actor, human: Person, on: date) -> tuple[Verdict, ...]:
    """The verdicts of a visible person's postings, the one of that day first, then the newest."""
    return standing_in(actor, postings_of(actor, human), on)


def standing_in(actor: Actor, postings: list[PsmPosting], on: date) -> tuple[Verdict, ...]:
    """The same of her postings where they are known already."""
    found = verdicts_of(actor, [p for p in postings if p.cancelled_at is None], on)
    return tuple(sorted(found, key=lambda v: not v.serving))


def verdicts_of(actor: Actor, postings: list[PsmPosting], on: date) -> tuple[Verdict, ...]:
    """Verdicts of postings that came through the gate; a handful of queries for any number."""
    facts = load_facts(postings)
    ids = [p.pk for p in postings]
    segments = {s.posting_id: s for s in _segments(ids, on)}
    namings: dict[int, list[Any]] = {pk: [] for pk in ids}
    for naming in _naming_them(ids):
        namings[naming.posting_id].append(naming)
    return tuple(_verdict(actor, p, segments.get(p.pk), facts[p.pk], namings[p.pk], on) for p in postings)


def _verdict(
    actor: Actor,
    posting: PsmPosting,
    segment: Segment | None,
    facts: Facts,
    namings: list[Any],
    on: date,
) -> Verdict:
    weighed = {w.paper.id: w for w in weigh(facts)}
    governing = segment.sk_id if segment else None
    served_until = earliest(facts.ends_on, facts.died_on)
    papers = tuple(_chain(actor, posting, namings, weighed, segment, on, served_until))
    place = posting.village.name
    if segment is None:
        return Verdict(
            posting, False, "", "", "", (), (), (), (), False, None, None, None, papers
        )  # fmt: skip
    context = _context(posting, segment, facts)
    return Verdict(
        posting=posting,
        serving=True,
        standing=look_on(segment, on),
        headline=verdict(Standing(segment.standing), place),
        how_long=validity(segment.ends_on) if segment.standing == Standing.SAH else "",
        reasons=tuple(phrase(r, **context) for r in segment.reasons),
        todo=tuple(dict.fromkeys(todo(r, **context) for r in segment.reasons if r != rule.LEGAL)),
        warnings=tuple(phrase(w, **context) for w in segment.warnings),
        rules=(*segment.reasons, *segment.warnings),
        checked=segment.checked,
        last_day=segment.ends_on,
        days=days_left(segment, on),
        governing=governing,
        papers=papers,
    )


def _context(posting: PsmPosting, segment: Segment, facts: Facts) -> Context:
    sk = segment.sk
    village = posting.village
    context: Context = {
        "place": f"{Kind(village.kind).label.capitalize()} {village.name}",
        "ends_on": segment.ends_on,
    }
    newer = [o for o in facts.omissions if sk is None or o.signed_on >= (sk.signed_on or o.signed_on)]
    if newer:
        context["newer"] = max(newer, key=lambda o: (o.starts_on, o.signed_on)).number
    if sk is None:
        return context
    policy = policy_on(facts.policies, sk.signed_on or local_date(sk.recorded_at))
    paper = next((p for p in facts.papers if p.id == sk.pk), None)
    return context | {
        "number": sk.number,
        "issuer": sk.issuer or None,
        "entitled": policy.entitled,
        "months": policy.longest_term_months,
        "starts_on": sk.starts_on or sk.signed_on,
        "signed_on": sk.signed_on,
        "revoked_on": paper.revoked_on if paper else None,
    }


def _chain(
    actor: Actor,
    posting: PsmPosting,
    namings: list[Any],
    weighed: dict[int, Weighed],
    segment: Segment | None,
    on: date,
    served_until: date | None,
) -> Iterator[PaperLine]:
    """Papers naming the posting, the newest first; a wrong entry stays to be seen, as such."""
    newest = sorted(namings, key=lambda n: (_start(n.sk), n.sk.pk), reverse=True)
    may_open = actor.reaches(posting.village_path) and actor.may(Permission.SK_VIEW)
    for naming in newest:
        sk = naming.sk
        governs = segment is not None and segment.sk_id == sk.pk and segment.standing == Standing.SAH
        wrong = bool(sk.annulled_at or naming.annulled_at)
        state, word = what_became(
            None if wrong else weighed.get(sk.pk), on, governs=governs, served_until=served_until
        )
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


def _start(sk: Sk) -> date:
    return sk.starts_on or sk.signed_on or date(sk.signed_year or 1900, 1, 1)
