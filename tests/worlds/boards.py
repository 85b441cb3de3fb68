"""A board of one regency of `two_kabupaten`, formed by the real commands from its first day to its installation."""

from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.legality.commands import issue_board_sk
from pendopo.legality.drafts import BoardSkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk
from pendopo.roster.board_drafts import (
    ElectionDraft,
    ItemDraft,
    StartDraft,
    StepDraft,
    Who,
    WorkDraft,
)
from pendopo.roster.commands import boards as do
from pendopo.roster.enums import HandoverKind, SeatKind, WorkKind
from pendopo.roster.models import BoardTerm, HandoverItem, Holder, IpsmUnit, Seat, TermStep, UnitWork
from tests.worlds.two_kabupaten import MALANG, Regency, World

CORE = ((SeatKind.KETUA, "forever"), (SeatKind.SEKRETARIS, "soon"), (SeatKind.BENDAHARA, "unchecked"))


@dataclass(frozen=True, slots=True)
class Board:
    unit: IpsmUnit
    term: BoardTerm
    sk: Sk
    work: UnitWork
    item: HandoverItem

    def seat(self, kind: SeatKind = SeatKind.KETUA) -> Seat:
        return Seat.objects.get(term=self.term, kind=kind, cancelled_at__isnull=True)

    def holder(self, kind: SeatKind = SeatKind.KETUA) -> Holder:
        return Holder.objects.filter(seat=self.seat(kind), cancelled_at__isnull=True).latest("starts_on")

    @property
    def step(self) -> TermStep:
        return self.term.steps.filter(cancelled_at__isnull=True).latest("on")


def regency_of(world: World, code: str = MALANG) -> Regency:
    return world.malang if code == MALANG else world.semarang


def secretary(world: World, code: str = MALANG) -> Actor:
    return world.actor(Role.IPSM_SECRETARY, code)


def day(world: World, ago: int) -> date:
    return world.on - timedelta(days=ago)


def started(world: World, code: str = MALANG, ago: int = 300) -> BoardTerm:
    draft = StartDraft(day(world, ago), "005/1", "Panitia musda", 2026, 2031)
    return do.start_forming(secretary(world, code), regency_of(world, code).place.pk, 0, draft)


def elected(world: World, code: str = MALANG, ago: int = 240) -> BoardTerm:
    term = started(world, code, ago + 60)
    actor, people = secretary(world, code), regency_of(world, code).people
    do.set_musda(actor, term.pk, fresh(term), StepDraft(day(world, ago + 30), planned_on=day(world, ago)))
    seats = {seat.kind: seat.pk for seat in Seat.objects.filter(term=term)}
    chosen = {seats[kind]: Who(person_id=people[name]) for kind, name in CORE}
    do.record_election(actor, term.pk, fresh(term), ElectionDraft(StepDraft(day(world, ago), "BA 1"), chosen))
    term.refresh_from_db()
    return term


def sk_draft(world: World, ago: int = 200, **more: object) -> BoardSkDraft:
    given: dict[str, object] = {
        "number": "188.45/77/2026", "issuer": Issuer.BUPATI_WALIKOTA, "office_id": None,
        "signed_on": day(world, ago), "ends_on": day(world, ago) + timedelta(days=1800), "end_kind": EndKind.TANGGAL,
    }  # fmt: skip
    return BoardSkDraft(**(given | more))  # type: ignore[arg-type]


def formed(world: World, code: str = MALANG) -> Board:
    """Prepared, elected, decreed, installed and at work."""
    term, actor = elected(world, code), secretary(world, code)
    sk = issue_board_sk(actor, term.pk, sk_draft(world))
    do.install(actor, term.pk, fresh(term), StepDraft(day(world, 170), by_whom="Bupati"))
    work = do.record_work(actor, term.unit_id, WorkDraft(WorkKind.RAPAT, day(world, 20), "Rapat pengurus"))
    item = do.add_handover(actor, term.pk, ItemDraft(HandoverKind.BARANG, "Stempel"))
    term.refresh_from_db()
    return Board(term.unit, term, sk, work, item)


def fresh(term: BoardTerm) -> int:
    """The version of a board as it stands."""
    return BoardTerm.objects.get(pk=term.pk).version
