"""What a save will do with every row of a board list, decided before the first row is written.

A board that the register has is not written again; where a cell says otherwise than the register, the row waits
until a person says which of the two holds. So does a row whose term overlaps a recorded board: until a person says
whether it is another board. A chair is tied to a person only by a person's answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pendopo.intake.board_drafts import BoardDraft, BoardReading, BoardRow, BoardState
from pendopo.legality.commands.rows import number_key, office_of_board
from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk
from pendopo.processes.imports.board_differences import Difference, differences
from pendopo.processes.imports.board_known import KnownBoard, KnownBoards
from pendopo.processes.imports.board_overlaps import KEEP, RECORD, Met, Overlapping, corrected, way
from pendopo.processes.models import ImportBatch, RowState
from pendopo.roster.models import IpsmUnit
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.models import Wilayah

TAKE = "pakai"
WRITTEN = (RowState.NEW, RowState.CHANGED)


@dataclass(frozen=True, slots=True)
class PlannedBoard:
    """One row and its fate. `code`: why it waits, is refused or is pointed out, where no finding of a cell says it."""

    reading: BoardRow
    state: RowState
    place: Wilayah | None = None
    known: KnownBoard | None = None
    as_of: date | None = None
    person_id: int | None = None
    differs: tuple[Difference, ...] = ()
    overlaps: tuple[Met, ...] = ()
    code: str = ""

    @property
    def ask_chair(self) -> str:
        return f"bchair:{self.reading.sheet}:{self.reading.row}"

    @property
    def ask_difference(self) -> str:
        return f"bdiff:{self.reading.sheet}:{self.reading.row}"

    @property
    def ask_overlap(self) -> str:
        return f"bover:{self.reading.sheet}:{self.reading.row}"

    def waits_like(self, how: str) -> bool:
        """Does it wait for the same answer as rows that overlap in this way?"""
        return bool(how) and self.code == "board_overlaps" and way(self.overlaps) == how


def make_board_plan(
    batch: ImportBatch, reading: BoardReading, answers: Mapping[str, str], people: Mapping[str, int]
) -> list[PlannedBoard]:
    """Every data row of the file, in its order. `people`: question → person a human has tied the chair to."""
    return BoardPlanner(batch, reading, answers, people).plan()


class BoardPlanner:
    def __init__(
        self, batch: ImportBatch, reading: BoardReading, answers: Mapping[str, str], people: Mapping[str, int]
    ) -> None:
        self.batch, self.reading, self.answers, self.people = batch, reading, answers, people
        self.known = KnownBoards(batch.place)
        ids = [int(row.draft.place_id) for row in reading.rows if row.draft.place_id]
        self.places = Wilayah.objects.in_bulk(ids)
        self.overlapping = Overlapping(self.known, self.places.values())
        self.as_of = {sheet.name: sheet.as_of for sheet in reading.sheets}
        keys = {number_key(row.draft.number) for row in reading.rows if row.draft.number}
        live = Sk.objects.filter(number_key__in=keys, annulled_at__isnull=True)
        self.papers = {(sk.issuer, sk.office_id, sk.number_key, sk.signed_on) for sk in live if sk.office_id}

    def plan(self) -> list[PlannedBoard]:
        return [self._row(row) for row in self.reading.rows]

    def _row(self, row: BoardRow) -> PlannedBoard:
        place = self.places.get(int(row.draft.place_id or 0))
        plan = PlannedBoard(row, RowState.WAITS, place, as_of=self.as_of.get(row.sheet))
        if place is None or row.waits:
            return plan
        plan = replace(plan, person_id=self.people.get(plan.ask_chair))
        if row.draft.state is BoardState.NOT_FORMED:
            there = "board_there" if self.known.of_place(place.pk) else ""
            return replace(plan, state=RowState.NONE_YET, code=there)
        if row.draft.state is BoardState.FORMING:
            return self._forming(plan, place)
        return self._board(plan, place)

    def _forming(self, plan: PlannedBoard, place: Wilayah) -> PlannedBoard:
        boards = self.known.of_place(place.pk)
        open_one = next((board for board in boards if board.forming), None)
        if open_one:
            return replace(plan, state=RowState.KNOWN, known=open_one)
        if plan.as_of and any(board.latest >= plan.as_of for board in boards):
            return replace(plan, state=RowState.REFUSED, code="forming_too_early")
        return replace(plan, state=RowState.NEW)

    def _board(self, plan: PlannedBoard, place: Wilayah) -> PlannedBoard:
        draft = plan.reading.draft
        try:
            office = office_of(draft, place, self.batch)
        except Invalid as refusal:
            return replace(plan, state=RowState.REFUSED, code=f"invalid_{next(iter(refusal.fields), 'row')}")
        known = self.known.find(place.pk, draft)
        plan = replace(plan, known=known)
        if known and known.papers:
            return self._compared(plan, known)
        dated = bool(office and draft.signed_on)
        identity = (draft.issuer, office.pk if office else 0, number_key(draft.number), draft.signed_on)
        if dated and identity in self.papers:
            return replace(plan, state=RowState.REFUSED, code="sk_of_other")
        plan = self._beside(plan, place)
        if dated and plan.state in WRITTEN:
            self.papers.add(identity)
        return plan

    def _beside(self, plan: PlannedBoard, place: Wilayah) -> PlannedBoard:
        """A board of its own, unless it claims days that another one holds: then as a person has answered."""
        met = self.overlapping.met(place, plan.reading.draft)
        if not met:
            return replace(plan, state=RowState.NEW)
        plan = replace(plan, overlaps=met)
        answer = self.answers.get(plan.ask_overlap, "")
        if board := corrected(met, answer):
            differs = tuple(differences(plan.reading.draft, board, plan.person_id))
            return replace(plan, state=RowState.CHANGED, known=board, differs=differs)
        if answer == RECORD:
            return replace(plan, state=RowState.NEW)
        if answer == KEEP:
            return replace(plan, state=RowState.KNOWN, known=met[-1].board, code="board_left_out")
        return replace(plan, state=RowState.WAITS, code="board_overlaps")

    def _compared(self, plan: PlannedBoard, known: KnownBoard) -> PlannedBoard:
        plan = replace(plan, differs=tuple(differences(plan.reading.draft, known, plan.person_id)))
        if not plan.differs:
            return replace(plan, state=RowState.KNOWN)
        answer = self.answers.get(plan.ask_difference)
        states = {TAKE: RowState.CHANGED, KEEP: RowState.KNOWN}
        code = "" if answer in states else "board_differs"
        return replace(plan, state=states.get(answer or "", RowState.WAITS), code=code)


def office_of(draft: BoardDraft, place: Wilayah, batch: ImportBatch) -> Wilayah | None:
    """The issuing office that the row means; Invalid where the paper cannot be."""
    term = draft.term
    checked = BoardSkDraft(
        number=draft.number, issuer=Issuer(draft.issuer) if draft.issuer else None,
        office_id=batch.place_id if draft.issuer == Issuer.LAIN else None, signed_on=draft.signed_on,
        signed_year=draft.signed_year or term.first_year or batch.uploaded_at.year, starts_on=term.starts_on,
        ends_on=term.ends_on, end_kind=EndKind.TANGGAL if term.ends_on else EndKind.KOSONG,
    )  # fmt: skip
    return office_of_board(checked, IpsmUnit(wilayah=place, place_path=place.path, level=place.level))
