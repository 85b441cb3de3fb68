"""Writing planned rows: people, postings, papers and namings in bulk, and the rows' own fate.

One row costs no query of its own. Refuses single rows with a reason instead of stopping the whole import.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pendopo.intake.drafts import RowDraft
from pendopo.kernel.command import Desk
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.imports.papers import Papers, office_of
from pendopo.processes.imports.plan import Place, Planned
from pendopo.processes.imports.shelf import seal_draft
from pendopo.processes.models import ImportBatch, ImportRow, RowState
from pendopo.roster.drafts import PersonDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.nik_store import store_nik
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.names import name_key
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.models import Wilayah

BATCH = 2000
Step = Callable[[int], None]


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


class Writer:
    """Writes the rows of one batch in the transaction of the command that called it."""

    def __init__(self, desk: Desk, batch: ImportBatch, step: Step) -> None:
        self.desk, self.batch, self.step = desk, batch, step
        place = batch.place
        inside = Wilayah.objects.filter(path__gte=place.path[:15], path__lt=place.path[:15] + "~")
        self.places = {w.pk: w for w in inside}
        self.ids_by_path = {w.path: w.pk for w in self.places.values()}

    def write(self, plans: Sequence[Planned]) -> list[Outcome]:
        """All rows; order of the sheet is kept."""
        outcomes = [Outcome(p, p.state, codes=[i.code.value for i in p.reading.issues]) for p in plans]
        self._people([o for o in outcomes if o.state is RowState.NEW])
        self.step(30)
        self._postings([o for o in outcomes if o.state in (RowState.NEW, RowState.KNOWN)])
        self.step(45)
        self._papers([o for o in outcomes if o.posting is not None])
        self.step(60)
        self._rows(outcomes)
        self._tell(outcomes)
        return outcomes

    def _people(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            try:
                outcome.person = self._person(outcome.plan.reading.draft)
            except Invalid as refusal:
                outcome.state = RowState.REFUSED
                outcome.codes += [f"invalid_{name}"[:30] for name in refusal.fields]
        Person.objects.bulk_create([o.person for o in outcomes if o.person], batch_size=BATCH)

    def _person(self, row: RowDraft) -> Person:
        state = NikState(row.nik.state.value)
        draft = PersonDraft(
            name=row.name.name[:120], title_front=row.name.front[:40], title_back=row.name.back[:60],
            nik=row.nik.digits, nik_state=state, birth_place=row.birth_place[:80], birth_on=row.birth_date,
            sex=row.sex or "", address=row.address[:250], phone=row.phone[:20],
        )  # fmt: skip
        person = Person(created_at=self.desk.actor.at, name_key=name_key(draft.name)[:120])
        for name in ("name", "title_front", "title_back", "birth_place", "birth_on", "sex", "address", "phone"):
            setattr(person, name, getattr(draft, name))
        for column, value in store_nik(person.uid, draft.nik, draft.nik_state)._asdict().items():
            setattr(person, column, value)
        return person

    def _postings(self, outcomes: list[Outcome]) -> None:
        known = Person.objects.in_bulk([o.plan.person_id for o in outcomes if o.plan.person_id])
        theirs: dict[int, list[PsmPosting]] = {}
        for posting in PsmPosting.objects.filter(person_id__in=known, cancelled_at__isnull=True):
            theirs.setdefault(posting.person_id, []).append(posting)
        for outcome in outcomes:
            if outcome.state is RowState.KNOWN:
                outcome.person = known[outcome.plan.person_id or 0]
            if outcome.person:
                self._posting(outcome, theirs.get(outcome.person.pk or 0, []))
        PsmPosting.objects.bulk_create([o.posting for o in outcomes if o.fresh_posting and o.posting], batch_size=BATCH)

    def _posting(self, outcome: Outcome, theirs: list[PsmPosting]) -> None:
        row = outcome.plan.reading.draft
        village = self.places[int(row.village_id or 0)]
        here = sorted((p for p in theirs if p.village_id == village.pk), key=lambda p: p.starts_on, reverse=True)
        if here:
            outcome.posting = here[0]
            return
        starts_on = start_of(row, outcome.plan.as_of)
        if any(p.until is None or p.until >= starts_on for p in theirs):
            outcome.state, outcome.person = RowState.REFUSED, None
            outcome.codes.append("posted_elsewhere")
            return
        outcome.fresh_posting = True
        outcome.posting = PsmPosting(
            person=outcome.person, village=village, village_path=village.path, starts_on=starts_on,
            kta_number=row.kta[:30], bimtek_attended=True if row.bimtek_on else row.bimtek, bimtek_on=row.bimtek_on,
            bimtek_number=row.bimtek_number[:60], bimtek_organiser=row.bimtek_organiser[:120],
            import_id=self.batch.pk,
        )  # fmt: skip

    def _papers(self, outcomes: list[Outcome]) -> None:
        papers = Papers(self.batch)
        for outcome in outcomes:
            row = outcome.plan.reading.draft
            if row.sk is None or outcome.posting is None:
                continue
            village = self.places[int(row.village_id or 0)]
            office = office_of(outcome.plan.signer, village, self.ids_by_path)
            outcome.sk = papers.paper(row.sk, office, village)
            if outcome.sk is None:
                outcome.codes.append("sk_not_taken")
        papers.save()
        there = set(
            SkNaming.objects.filter(
                posting_id__in=[o.posting.pk for o in outcomes if o.posting], annulled_at__isnull=True
            ).values_list("sk_id", "posting_id")
        )
        namings = []
        for o in outcomes:
            if o.sk and o.posting and (o.sk.pk, o.posting.pk) not in there:
                there.add((o.sk.pk, o.posting.pk))
                namings.append(
                    SkNaming(sk=o.sk, posting=o.posting, village_id=o.posting.village_id, import_id=self.batch.pk)
                )
                self.desk.touches([o.posting])
        SkNaming.objects.bulk_create(namings, batch_size=BATCH)
        villages = {n.village_id for n in namings}
        self.desk.touches(PsmPosting.objects.filter(village_id__in=villages).values_list("pk", flat=True))

    def _rows(self, outcomes: list[Outcome]) -> None:
        person_of: dict[Place, Person | None] = {o.plan.reading.place: o.person for o in outcomes}
        ImportRow.objects.bulk_create(
            (self._row(outcome, person_of) for outcome in outcomes), batch_size=BATCH
        )

    def _row(self, outcome: Outcome, person_of: dict[Place, Person | None]) -> ImportRow:
        plan, reading = outcome.plan, outcome.plan.reading
        twin = person_of.get(plan.twin_of) if plan.twin_of else None
        kept = outcome.state in (RowState.NEW, RowState.KNOWN)
        return ImportRow(
            batch=self.batch, sheet=reading.sheet[:60], row=reading.row, state=outcome.state,
            codes=sorted(set(outcome.codes)), draft_sealed=None if kept else seal_draft(self.batch, plan),
            person=outcome.person, posting=outcome.posting,
            twin_person_id=twin.pk if twin else (plan.person_id if outcome.state is RowState.TWIN else None),
            why=plan.why,
        )  # fmt: skip

    def _tell(self, outcomes: list[Outcome]) -> None:
        fresh = [o for o in outcomes if o.fresh_posting and o.posting and o.person]
        self.desk.touches([o.posting for o in fresh])
        for o in fresh:
            if o.person and o.posting:
                values = person_values(o.person) if o.state is RowState.NEW else {}
                values |= {f"posting_{k}": v for k, v in posting_values(o.posting).items()}
                self.desk.about(o.person, after=values, person_id=o.person.pk, personal=PERSONAL)


def start_of(row: RowDraft, as_of: date | None) -> date:
    """Where the posting begins: as written, else at its SK, else at the sheet's date; never today."""
    start = row.starts_on or (row.sk.signed_on if row.sk else None) or as_of
    if start is None:
        raise Invalid(fields={"as_of": "as_of"})
    return start
