"""Writing planned rows: people, postings, papers and namings in bulk, and the rows' own fate.

One row costs no query of its own. A row that cannot be taken waits or is refused with a code; the others go on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.kernel.bulk import among, copy_objects, copy_rows, give_ids, unsaved
from pendopo.kernel.command import Desk
from pendopo.legality.commands.requests import answer_first
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.people import new_people
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


@dataclass
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

    def refuse(self, code: str, state: RowState = RowState.REFUSED) -> None:
        self.state, self.person, self.posting, self.sk = state, None, None, None
        self.codes.append(code)


class Writer:
    """Writes the rows of one batch in the transaction of the command that called it."""

    def __init__(self, desk: Desk, batch: ImportBatch, step: Step) -> None:
        self.desk, self.batch, self.step = desk, batch, step
        self.places = places_of(batch)

    def write(self, plans: Sequence[Planned]) -> list[Outcome]:
        """All rows, in the order of the sheet."""
        papers = Papers(self.batch, self.places)
        outcomes = [Outcome(p, p.state, codes=_codes(p)) for p in papers.hold(plans)]
        new_people([o for o in outcomes if o.state is RowState.NEW], self.desk.actor.at)
        self._postings([o for o in outcomes if o.state in _TAKEN])
        there = self._save(papers, [o for o in outcomes if o.state in _TAKEN])
        self.step(45)
        named_in = self._name([o for o in outcomes if o.posting is not None], there)
        self._rows(outcomes)
        self.step(55)
        self._tell(outcomes)
        self._answer(outcomes, named_in)
        return outcomes

    def _postings(self, outcomes: list[Outcome]) -> None:
        ids = {o.plan.person_id for o in outcomes if o.plan.person_id}
        known = {person.pk: person for person in Person.objects.filter(pk__in=among(ids))}
        theirs: dict[int, list[PsmPosting]] = {}
        for posting in PsmPosting.objects.filter(person_id__in=among(known), cancelled_at__isnull=True):
            theirs.setdefault(posting.person_id, []).append(posting)
        for outcome in outcomes:
            if outcome.state is RowState.KNOWN:
                outcome.person = known[outcome.plan.person_id or 0]
            self._posting(
                outcome, theirs.setdefault(outcome.plan.person_id, []) if outcome.plan.person_id else []
            )

    def _posting(self, outcome: Outcome, theirs: list[PsmPosting]) -> None:
        """The person's posting in the row's village, or a new one; refused where the register says otherwise."""
        village = self.places[int(outcome.plan.reading.draft.village_id or 0)]
        starts_on = start_of(outcome.plan, self.desk.actor.today)
        here = [p for p in theirs if p.village_id == village.pk]
        if here:
            outcome.posting = max(here, key=lambda p: p.starts_on)
            as_of = outcome.plan.as_of
            if outcome.posting.until and as_of and outcome.posting.until < as_of:
                outcome.refuse("posting_ended")
        elif outcome.person and outcome.person.died_on:
            outcome.refuse("person_died")
        elif any(p.until is None or p.until >= starts_on for p in theirs):
            outcome.refuse("posted_elsewhere")
        else:
            self._new_posting(outcome, village, starts_on)
            if outcome.posting and outcome.plan.person_id:
                theirs.append(outcome.posting)

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
        outcome.fresh_posting = True
        outcome.posting = unsaved(
            PsmPosting, village_id=village.pk, village_path=village.path, import_id=self.batch.pk,
            starts_on=draft.starts_on, kta_number=draft.kta_number, bimtek_attended=draft.bimtek_attended,
            bimtek_on=draft.bimtek_on, bimtek_number=draft.bimtek_number, bimtek_organiser=draft.bimtek_organiser,
        )  # fmt: skip

    def _save(self, papers: Papers, outcomes: list[Outcome]) -> set[tuple[int, int]]:
        """People, postings and papers; answers who was named before. No question waits for a COPY."""
        for outcome in outcomes:
            outcome.sk = papers.paper(outcome.plan) if outcome.posting else None
        people = [o.person for o in outcomes if o.fresh_person and o.person]
        begun = [(o.person, o.posting) for o in outcomes if o.fresh_posting and o.posting and o.person]
        postings = [posting for _person, posting in begun]
        papers_named = [o.sk for o in outcomes if o.sk is not None]
        fresh = list({id(sk): sk for sk in papers_named if sk.pk is None}.values())
        give_ids(people)
        give_ids(postings)
        give_ids(fresh)
        there = self._named_already(outcomes)
        copy_objects(people)
        self.step(35)
        for person, posting in begun:
            posting.person_id = person.pk
        copy_objects(postings)
        copy_objects(fresh)
        return there

    def _named_already(self, outcomes: list[Outcome]) -> set[tuple[int, int]]:
        """(SK, posting) of those who served before."""
        older = [o.posting.pk for o in outcomes if o.posting and not o.fresh_posting]
        named = SkNaming.objects.filter(posting_id__in=among(older), annulled_at__isnull=True)
        return set(named.values_list("sk_id", "posting_id"))

    def _name(self, outcomes: list[Outcome], there: set[tuple[int, int]]) -> set[int]:
        """Those who are not named yet; answers their villages."""
        namings: dict[tuple[int, int], int] = {}
        for o in outcomes:
            if o.sk and o.posting and (o.sk.pk, o.posting.pk) not in there:
                namings[o.sk.pk, o.posting.pk] = o.posting.village_id
        rows = ((sk, posting, village, 0, self.batch.pk) for (sk, posting), village in namings.items())
        copy_rows(SkNaming, ("sk", "posting", "village", "order", "import_id"), rows)
        return set(namings.values())

    def _rows(self, outcomes: list[Outcome]) -> None:
        person_of = {o.plan.reading.place: o.person for o in outcomes}
        copy_rows(ImportRow, _ROW, (self._row(o, person_of) for o in outcomes))

    def _row(self, outcome: Outcome, person_of: dict[Place, Person | None]) -> tuple[Any, ...]:
        plan, reading = outcome.plan, outcome.plan.reading
        first = person_of.get(plan.twin_of) if plan.twin_of else None
        twin_id = first.pk if first else plan.person_id
        return (
            self.batch.pk, reading.sheet[:200], reading.row, outcome.state.value,
            sorted({code[:30] for code in outcome.codes}),
            None if outcome.state in _TAKEN else seal_draft(self.batch, plan),
            outcome.person.pk if outcome.person else None, outcome.posting.pk if outcome.posting else None,
            twin_id if outcome.state is RowState.TWIN else None, plan.why[:40],
        )  # fmt: skip

    def _tell(self, outcomes: list[Outcome]) -> None:
        self.desk.touches([o.posting for o in outcomes if o.fresh_posting and o.posting])
        for o in outcomes:
            if o.person and o.posting and (o.fresh_posting or o.fresh_person):
                values = person_values(o.person) if o.fresh_person else {}
                values |= {f"posting_{k}": v for k, v in posting_values(o.posting).items()}
                self.desk.about(o.person, after=values, person_id=o.person.pk, personal=PERSONAL)

    def _answer(self, outcomes: list[Outcome], named_in: set[int]) -> None:
        """Villages that were asked for their SK have answered, and whom their papers leave out is judged again."""
        named_by = {o.posting.village_id: o.sk for o in outcomes if o.sk and o.posting}
        answer_first(self.desk, named_by)
        touched = PsmPosting.objects.filter(village_id__in=among(named_in))
        self.desk.touches(touched.values_list("pk", flat=True))


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
