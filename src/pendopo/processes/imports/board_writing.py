"""Writing planned rows of a board list: units, boards, chairs and papers, and the rows' own fate.

A row writes at most a handful of rows, and a list has as many rows as an office has places below it; so each is
written by itself, in the order that readers expect: unit, board, seats, chair, paper.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pendopo.intake.board_drafts import BoardState
from pendopo.kernel.command import Desk
from pendopo.legality.commands.rows import number_key
from pendopo.legality.enums import EndKind
from pendopo.legality.models import BoardNaming, Sk
from pendopo.legality.records import sk_values
from pendopo.processes.imports.board_differences import paper_meant
from pendopo.processes.imports.board_plan import WRITTEN, PlannedBoard, office_of
from pendopo.processes.imports.refused import NOT_TAKEN
from pendopo.processes.imports.shelf import seal_draft
from pendopo.processes.models import ImportBatch, ImportRow, RowState
from pendopo.roster.board_plan import seats_of_plan
from pendopo.roster.board_records import holder_values, step_values, term_values
from pendopo.roster.commands.boards.rows import queue_up
from pendopo.roster.commands.rows import save_next_version
from pendopo.roster.enums import SeatKind, TermStepKind
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Seat, TermStep
from pendopo.wilayah.models import Wilayah

TAKEN = (RowState.NEW, RowState.CHANGED, RowState.KNOWN)
Before = list[tuple[str, int, dict[str, Any], int]]
"""(kind of row, id, its values before, its version since): what undoing gives back."""


@dataclass
class BoardOutcome:
    plan: PlannedBoard
    term: BoardTerm | None = None
    before: Before = field(default_factory=list)


class BoardWriter:
    """Writes the rows of one batch in the transaction of the command that called it."""

    def __init__(self, desk: Desk, batch: ImportBatch, step: Callable[[int], None]) -> None:
        self.desk, self.batch, self.step = desk, batch, step

    def write(self, plans: Sequence[PlannedBoard]) -> list[BoardOutcome]:
        """All rows, in the order of the list."""
        outcomes = []
        for done, plan in enumerate(plans, 1):
            outcomes.append(self._one(plan))
            self.step(20 + 60 * done // len(plans))
        ImportRow.objects.bulk_create(map(self._row, outcomes))
        return outcomes

    def _one(self, plan: PlannedBoard) -> BoardOutcome:
        outcome = BoardOutcome(plan, plan.known.term if plan.known and plan.state in TAKEN else None)
        if plan.state not in WRITTEN or plan.place is None:
            return outcome
        unit = self._unit(plan.place)
        if plan.state is RowState.CHANGED:
            self._change(outcome, unit)
        else:
            self._new(outcome, unit)
        self.desk.touches_units([unit])
        return outcome

    def _unit(self, place: Wilayah) -> IpsmUnit:
        unit = IpsmUnit.objects.filter(wilayah=place).first()
        if unit is None:
            unit = IpsmUnit.objects.create(
                wilayah=place, place_path=place.path, level=place.level, import_id=self.batch.pk,
                created_at=self.desk.actor.at,
            )  # fmt: skip
        queue_up(unit.pk)
        if unit.cancelled_at:
            unit.cancelled_at, unit.import_id = None, self.batch.pk
            unit.save()
        unit.wilayah = place
        return unit

    def _new(self, outcome: BoardOutcome, unit: IpsmUnit) -> None:
        plan, draft = outcome.plan, outcome.plan.reading.draft
        if outcome.term is None:
            outcome.term = self._term(plan, unit)
        elif draft.term.said:
            self._years(outcome)
        if draft.state is BoardState.FORMING:
            self._prepared(outcome.term, plan)
        else:
            self._paper(outcome.term, plan)
        if draft.chair and (plan.known is None or plan.known.chair is None):
            self._seat_chair(outcome.term, plan)
        self.desk.about(unit, after={"board": outcome.term.pk})

    def _term(self, plan: PlannedBoard, unit: IpsmUnit) -> BoardTerm:
        draft = plan.reading.draft
        term = BoardTerm.objects.create(
            unit=unit, place_path=unit.place_path, first_year=draft.term.first_year, last_year=draft.term.last_year,
            note=draft.note[:250], import_id=self.batch.pk, created_at=self.desk.actor.at,
        )  # fmt: skip
        Seat.objects.bulk_create(
            Seat(term=term, kind=s.kind, name=s.name, order=s.order, required=s.required)
            for s in seats_of_plan(unit.wilayah)
        )
        self.desk.about(term, after=term_values(term))
        return term

    def _prepared(self, term: BoardTerm, plan: PlannedBoard) -> None:
        """The list says only that it is being formed: known since the day the list speaks of."""
        step = TermStep.objects.create(
            term=term, step=TermStepKind.PERSIAPAN, on=_day(plan), note=self.batch.filename[:250],
            recorded_at=self.desk.actor.at, recorded_by=self.desk.actor.name,
        )  # fmt: skip
        self.desk.about(step, after=step_values(step))

    def _paper(self, term: BoardTerm, plan: PlannedBoard) -> None:
        draft, batch = plan.reading.draft, self.batch
        office = office_of(draft, plan.place, batch) if plan.place else None
        sk = Sk.objects.create(
            number=draft.number[:120], number_key=number_key(draft.number), issuer=draft.issuer, office=office,
            stated_by=self._stated() if draft.issuer else "", stated_at=batch.saving_since if draft.issuer else None,
            signed_on=draft.signed_on, signed_year=draft.signed_on.year if draft.signed_on else draft.signed_year,
            starts_on=draft.term.starts_on, ends_on=draft.term.ends_on,
            end_kind=EndKind.TANGGAL if draft.term.said else EndKind.KOSONG,
            import_id=batch.pk, recorded_at=self.desk.actor.at,
        )  # fmt: skip
        BoardNaming.objects.create(sk=sk, term=term, import_id=batch.pk)
        self.desk.about(sk, after=sk_values(sk))

    def _stated(self) -> str:
        """The list says who signed, and whoever saves it stands for that; nobody has read it off the paper."""
        return f"{self.batch.saved_by} · {self.batch.filename}"[:200]

    def _seat_chair(self, term: BoardTerm, plan: PlannedBoard) -> None:
        draft = plan.reading.draft
        seat = term.seats.filter(kind=SeatKind.KETUA, cancelled_at__isnull=True).order_by("order").first()
        if seat is None:
            seat = Seat.objects.create(term=term, kind=SeatKind.KETUA, name="Ketua", order=0, required=True)
        holder = Holder.objects.create(
            seat=seat, place_path=term.place_path, person_id=plan.person_id,
            name="" if plan.person_id else draft.chair[:120], contact="" if plan.person_id else draft.phone[:20],
            starts_on=draft.signed_on or _day(plan), paper=draft.number[:120], import_id=self.batch.pk,
        )  # fmt: skip
        self.desk.about(holder, after=holder_values(holder), person_id=plan.person_id)

    def _years(self, outcome: BoardOutcome) -> None:
        """A board in preparation gets the years its SK gives it."""
        term, years = outcome.term, outcome.plan.reading.draft.term
        if term and term.first_year is None and years.first_year:
            self._put(outcome, "term", term, {"first_year": years.first_year, "last_year": years.last_year})

    def _change(self, outcome: BoardOutcome, unit: IpsmUnit) -> None:
        """The list holds: each field that differs is put right, and what stood there is kept for undoing."""
        plan, known = outcome.plan, outcome.plan.known
        if known is None:
            return
        draft, fields = plan.reading.draft, {d.field for d in plan.differs}
        paper, holder = paper_meant(draft, known), known.chair
        if paper and (new := self._paper_columns(plan, fields)):
            self._put(outcome, "sk", paper, new)
        if holder and fields & {"chair", "phone"}:
            self._put(outcome, "holder", holder, _holder_columns(plan, holder))
        elif "chair" in fields:
            self._seat_chair(known.term, plan)
        values: dict[str, Any] = {"note": draft.note[:250]} if "note" in fields else {}
        if "term" in fields:
            values |= {"first_year": draft.term.first_year, "last_year": draft.term.last_year}
        if values:
            self._put(outcome, "term", known.term, values)
        self.desk.about(unit, after={"board": known.term.pk})

    def _paper_columns(self, plan: PlannedBoard, fields: set[str]) -> dict[str, Any]:
        draft = plan.reading.draft
        values: dict[str, Any] = {}
        if "number" in fields:
            values |= {"number": draft.number[:120], "number_key": number_key(draft.number)}
        if "signed_on" in fields and draft.signed_on:
            values |= {"signed_on": draft.signed_on, "signed_year": draft.signed_on.year}
        if "issuer" in fields and plan.place:
            office = office_of(draft, plan.place, self.batch)
            values |= {
                "issuer": draft.issuer, "office_id": office.pk if office else None,
                "stated_by": self._stated(), "stated_at": self.batch.saving_since,
            }  # fmt: skip
        if "starts_on" in fields:
            values["starts_on"] = draft.term.starts_on
        if "ends_on" in fields:
            values |= {"ends_on": draft.term.ends_on, "end_kind": EndKind.TANGGAL}
        return values

    def _put(self, outcome: BoardOutcome, kind: str, row: Any, values: dict[str, Any]) -> None:
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        save_next_version(row)
        outcome.before.append((kind, row.pk, before, row.version))
        told = {k: v for k, v in values.items() if k not in ("name", "contact", "stated_at")}
        self.desk.about(
            row,
            before={k: v for k, v in before.items() if k in told},
            after=told or {"seat": "Ketua"},
            person_id=row.person_id if kind == "holder" else None,
        )

    def _row(self, outcome: BoardOutcome) -> ImportRow:
        plan = outcome.plan
        reading = plan.reading
        kept = outcome.before if plan.state in WRITTEN else reading if plan.state in NOT_TAKEN else None
        sealed = None if kept is None else seal_draft(self.batch, kept)
        codes = {i.code.value for i in reading.issues} | ({plan.code} if plan.code else set())
        return ImportRow(
            batch=self.batch, sheet=reading.sheet[:200], row=reading.row, state=plan.state,
            codes=sorted(code[:30] for code in codes), draft_sealed=sealed,
            person_id=plan.person_id if plan.state in WRITTEN else None, term=outcome.term, why=plan.code[:40],
        )  # fmt: skip


def _holder_columns(plan: PlannedBoard, holder: Holder) -> dict[str, Any]:
    draft = plan.reading.draft
    if plan.person_id:
        return {"person_id": plan.person_id, "name": "", "contact": ""}
    return {"name": draft.chair[:120] or holder.name, "contact": draft.phone[:20] or holder.contact}


def _day(plan: PlannedBoard) -> date:
    if plan.as_of is None:  # the page asks for it before a save
        raise ValueError("as_of")
    return plan.as_of
