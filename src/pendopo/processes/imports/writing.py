"""Writing planned rows: people, postings, papers and namings in bulk, and the rows' own fate.

One row costs no query of its own. A row that cannot be taken waits or is refused with a code; the others go on.
All questions about those who are known come first. Then the server stores one portion while we make the next, and what
belongs to one portion alone is let go after it. Villages are locked after the last row, by those who judge: whoever
holds one of these rows and waits for its village never waits for us.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.kernel.bulk import among, copy_objects, copy_rows, next_ids, unsaved
from pendopo.kernel.command import Desk
from pendopo.legality.commands.requests import answer_first
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.people import NewPeople, kept_nik
from pendopo.processes.imports.plan import Place, Planned
from pendopo.processes.imports.shelf import seal_draft
from pendopo.processes.models import ImportBatch, ImportRow, RowState
from pendopo.roster.drafts import PostingDraft
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.models import Wilayah

_ROW = (
    "batch", "sheet", "row", "state", "codes", "draft_sealed", "person", "posting", "twin_person", "why",
)  # fmt: skip
Step = Callable[[int], None]
_TAKEN = (RowState.NEW, RowState.KNOWN)
PORTION = 4000
"""Rows that are made and stored together."""


@dataclass(slots=True)
class Outcome:
    """What one planned row became."""

    plan: Planned
    state: RowState
    person: Person | None = None
    posting: PsmPosting | None = None
    sk: Sk | None = None
    codes: list[str] = field(default_factory=list)
    fresh_posting: bool = False
    fresh_person: bool = False
    named: bool = False
    """By its paper, which did not name it before."""

    def refuse(self, code: str, state: RowState = RowState.REFUSED) -> None:
        self.state, self.person, self.posting, self.sk = state, None, None, None
        self.codes.append(code)


class Writer:
    """Writes the rows of one batch in the transaction of the command that called it."""

    def __init__(self, desk: Desk, batch: ImportBatch, step: Step) -> None:
        self.desk, self.batch, self.step = desk, batch, step
        self.today = desk.actor.today
        self.places = places_of(batch)
        self.papers = Papers(batch, self.places)
        self.repeated: set[Place] = set()
        self.firsts: dict[Place, int] = {}
        """Rows that others may repeat, and who they became."""
        self.answers: dict[int, Sk] = {}
        """Villages and a paper that names somebody there."""
        self.named_in: set[int] = set()
        """Villages where a paper names somebody it did not name before: it may leave out others there."""

    def write(self, plans: Sequence[Planned]) -> Iterator[list[Outcome]]:
        """All rows in the order of the sheet, a portion with each step of the iterator, to be taken to its end."""
        left = self.papers.hold(plans)
        del plans
        self._ask(left)
        self.step(25)
        self.repeated = {p.twin_of for p in left if p.twin_of}
        left.reverse()
        total = len(left)
        while left:
            yield self._written([left.pop() for _row in range(min(PORTION, len(left)))])
            self.step(60 - 35 * len(left) // total)
        answer_first(self.desk, self.answers)
        left_out = PsmPosting.objects.filter(village_id__in=among(self.named_in))
        self.desk.touches(left_out.values_list("pk", flat=True))

    def _ask(self, plans: Sequence[Planned]) -> None:
        """Who of these is known and serves where, and who of them is named; and the ids of those who will be new."""
        taken = [p for p in plans if p.state in _TAKEN]
        ids = [p.person_id for p in taken if p.person_id]
        self.known = {person.pk: person for person in Person.objects.filter(pk__in=among(ids))}
        self.serving: dict[int, list[PsmPosting]] = {}
        for posting in PsmPosting.objects.filter(person_id__in=among(self.known), cancelled_at__isnull=True):
            self.serving.setdefault(posting.person_id, []).append(posting)
        older = [posting.pk for postings in self.serving.values() for posting in postings]
        named = SkNaming.objects.filter(posting_id__in=among(older), annulled_at__isnull=True)
        self.named = set(named.values_list("sk_id", "posting_id"))
        self.people = NewPeople(
            [p.reading.draft for p in taken if p.state is RowState.NEW], self.desk.actor.at
        )
        beginning = sum(not self._here(p) for p in taken)
        self.posting_ids = iter(next_ids(PsmPosting, beginning))
        self.sk_ids = iter(next_ids(Sk, self.papers.fresh))

    def _written(self, plans: Sequence[Planned]) -> list[Outcome]:
        outcomes = [Outcome(p, p.state, codes=_codes(p)) for p in plans]
        for outcome in outcomes:
            if outcome.state is RowState.NEW:
                self.people.add(outcome)
            elif outcome.state is RowState.KNOWN:
                outcome.person = self.known[outcome.plan.person_id or 0]
            if outcome.state in _TAKEN:
                self._posting(outcome)
        taken = [o for o in outcomes if o.state in _TAKEN]
        self._save(taken)
        self._name(taken)
        self.firsts |= {
            o.plan.reading.place: o.person.id
            for o in taken
            if o.person and o.plan.reading.place in self.repeated
        }
        copy_rows(ImportRow, _ROW, map(self._row, outcomes))
        self._tell(taken)
        return outcomes

    def _serving(self, plan: Planned) -> list[PsmPosting]:
        """Postings of the row's person, where she is known."""
        return self.serving.get(plan.person_id or 0, [])

    def _here(self, plan: Planned) -> list[PsmPosting]:
        """Those in the row's village."""
        return [p for p in self._serving(plan) if p.village_id == int(plan.reading.draft.village_id or 0)]

    def _posting(self, outcome: Outcome) -> None:
        """The person's posting in the row's village, or a new one; refused where the register says otherwise."""
        village = self.places[int(outcome.plan.reading.draft.village_id or 0)]
        starts_on = start_of(outcome.plan, self.today)
        if here := self._here(outcome.plan):
            outcome.posting = max(here, key=lambda p: p.starts_on)
            as_of = outcome.plan.as_of
            if outcome.posting.until and as_of and outcome.posting.until < as_of:
                outcome.refuse("posting_ended")
        elif outcome.person and outcome.person.died_on:
            outcome.refuse("person_died")
        elif any(p.until is None or p.until >= starts_on for p in self._serving(outcome.plan)):
            outcome.refuse("posted_elsewhere")
        else:
            self._new_posting(outcome, village, starts_on)

    def _new_posting(self, outcome: Outcome, village: Wilayah, starts_on: date) -> None:
        row = outcome.plan.reading.draft
        try:
            draft = PostingDraft(
                starts_on, row.kta[:30], True if row.bimtek_on else row.bimtek, row.bimtek_on,
                row.bimtek_number[:60], row.bimtek_organiser[:120],
            )  # fmt: skip
        except Invalid as refusal:
            outcome.refuse(f"invalid_{next(iter(refusal.fields), 'row')}")
            return
        person_id = outcome.person.id if outcome.person else None
        outcome.fresh_posting = True
        outcome.posting = unsaved(
            PsmPosting, id=next(self.posting_ids), person_id=person_id, village_id=village.id,
            village_path=village.path, import_id=self.batch.pk, starts_on=draft.starts_on,
            kta_number=draft.kta_number, bimtek_attended=draft.bimtek_attended, bimtek_on=draft.bimtek_on,
            bimtek_number=draft.bimtek_number, bimtek_organiser=draft.bimtek_organiser,
        )  # fmt: skip
        if outcome.plan.person_id:
            self.serving.setdefault(outcome.plan.person_id, []).append(outcome.posting)

    def _save(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            outcome.sk = self.papers.paper(outcome.plan)
        papers: list[Sk] = []
        for outcome in outcomes:
            if outcome.sk and outcome.sk.pk is None:
                outcome.sk.pk = next(self.sk_ids)
                papers.append(outcome.sk)
        copy_objects([o.person for o in outcomes if o.fresh_person and o.person])
        copy_objects([o.posting for o in outcomes if o.fresh_posting and o.posting])
        copy_objects(papers)

    def _name(self, outcomes: list[Outcome]) -> None:
        """Those who are not named yet."""
        namings: dict[tuple[int, int], int] = {}
        for o in outcomes:
            if o.sk and o.posting:
                self.answers[o.posting.village_id] = o.sk
                pair = (o.sk.id, o.posting.id)
                if pair not in self.named and pair not in namings:
                    o.named = True
                    namings[pair] = o.posting.village_id
        rows = ((sk, posting, village, 0, self.batch.pk) for (sk, posting), village in namings.items())
        copy_rows(SkNaming, ("sk", "posting", "village", "order", "import_id"), rows)
        self.named_in.update(namings.values())

    def _row(self, outcome: Outcome) -> tuple[Any, ...]:
        plan, reading = outcome.plan, outcome.plan.reading
        twin_id = self.firsts.get(plan.twin_of) if plan.twin_of else plan.person_id
        return (
            self.batch.pk, reading.sheet[:200], reading.row, outcome.state.value,
            sorted({code[:30] for code in outcome.codes}),
            None if outcome.state in _TAKEN else seal_draft(self.batch, plan),
            outcome.person.id if outcome.person else None, outcome.posting.id if outcome.posting else None,
            twin_id if outcome.state is RowState.TWIN else None, plan.why[:40],
        )  # fmt: skip

    def _tell(self, outcomes: list[Outcome]) -> None:
        self.desk.touches([o.posting for o in outcomes if o.fresh_posting and o.posting])
        for o in outcomes:
            if o.person and o.posting and (o.fresh_posting or o.fresh_person):
                values = person_values(o.person, kept_nik(o.plan.reading.draft)) if o.fresh_person else {}
                values |= {f"posting_{k}": v for k, v in posting_values(o.posting).items()}
                self.desk.about(
                    o.person, after=values, person_id=o.person.id, personal=PERSONAL, first=o.fresh_person
                )


def _codes(plan: Planned) -> list[str]:
    return [i.code.value for i in plan.reading.issues] + ([plan.code] if plan.code else [])


def start_of(plan: Planned, today: date) -> date:
    """Where the posting begins: as written, else at its SK, else at the sheet's date; never today."""
    row = plan.reading.draft
    signed_on = row.sk.signed_on if row.sk and row.sk.signed_on and row.sk.signed_on <= today else None
    start = row.starts_on or signed_on or plan.as_of
    if start is None:
        raise Invalid(fields={"as_of": "as_of"})
    return start
