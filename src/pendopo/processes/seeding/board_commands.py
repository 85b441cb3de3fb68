"""The batch command that puts made-up IPSM units into the register, judged by the one judge.

In: a list of `SeedUnit`. Out: their rows, their timelines, one event. It checks no draft: the makers of seeds
write what a register may hold, also what is wrong about it, and the constraints of the tables hold as ever.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TypeVar

from django.db import models

from pendopo.access.policy import Permission
from pendopo.kernel.bulk import copy_objects
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.rows import number_key
from pendopo.legality.models import BoardNaming, Sk, SkRevocation, SkVerification
from pendopo.processes.seeding.board_drafts import SeedBoardSk, SeedTerm, SeedUnit
from pendopo.roster.board_plan import seats_of_plan
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Seat, TermStep, UnitStop, UnitWork
from pendopo.shared.clock import WIB
from pendopo.wilayah.models import Wilayah

M = TypeVar("M", bound=models.Model)
_WRITER = "Sekretaris IPSM"
_IN_ORDER: tuple[type[models.Model], ...] = (
    IpsmUnit, UnitStop, UnitWork, BoardTerm, TermStep, Sk, SkVerification, SkRevocation, BoardNaming, Seat, Holder,
)  # fmt: skip


@command("demo.boards_seeded", Permission.IMPORT_RUN)
def seed_boards(desk: Desk, units: list[SeedUnit]) -> list[IpsmUnit]:
    """Write made-up IPSM units with their boards, papers and work, and judge them."""
    desk.here()
    places = Wilayah.objects.in_bulk([unit.wilayah_id for unit in units])
    rows = _Rows(desk.actor.at)
    for unit in units:
        rows.add(unit, places[unit.wilayah_id])
    made = rows.save()
    desk.touches_units(made)
    desk.counts(units=len(made))
    return made


@dataclass(slots=True)
class _Rows:
    """The rows of all units, table by table in the order in which one refers to the other."""

    at: datetime
    tables: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def save(self) -> list[IpsmUnit]:
        for model in _IN_ORDER:
            rows = self.tables.get(model, [])
            for row in rows:
                _take_ids(row)
            copy_objects(rows)
        return [unit for unit in self.tables.get(IpsmUnit, []) if isinstance(unit, IpsmUnit)]

    def _keep(self, row: M) -> M:
        self.tables.setdefault(type(row), []).append(row)
        return row

    def add(self, seed: SeedUnit, place: Wilayah) -> None:
        unit = self._keep(
            IpsmUnit(wilayah=place, place_path=place.path, level=place.level, created_at=self.at)
        )
        for term in seed.terms:
            self._term(unit, place, term)
        for stop in seed.stops:
            self._keep(
                UnitStop(
                    unit=unit, kind=stop.kind, since=stop.since, until=stop.until, paper=stop.paper,
                    reason=stop.reason, recorded_at=self.at,
                )
            )  # fmt: skip
        for kind, on, title in seed.works:
            self._keep(
                UnitWork(unit=unit, kind=kind, on=on, title=title, recorded_at=self.at, recorded_by=_WRITER)
            )

    def _term(self, unit: IpsmUnit, place: Wilayah, seed: SeedTerm) -> None:
        term = self._keep(
            BoardTerm(
                unit=unit, place_path=unit.place_path, first_year=seed.first_year, last_year=seed.last_year,
                created_at=self.at,
            )
        )  # fmt: skip
        for s in seed.steps:
            self._keep(
                TermStep(
                    term=term, step=s.step, on=s.on, planned_on=s.planned_on, paper=s.paper, by_whom=s.by_whom,
                    recorded_at=self.at, recorded_by=_WRITER,
                )
            )  # fmt: skip
        for paper in seed.papers:
            self._keep(BoardNaming(sk=self._paper(paper), term=term))
        if seed.with_seats:
            self._seats(term, place, seed)

    def _seats(self, term: BoardTerm, place: Wilayah, seed: SeedTerm) -> None:
        seats = [
            self._keep(Seat(term=term, kind=s.kind, name=s.name, order=s.order, required=s.required))
            for s in seats_of_plan(place)
        ]
        for h in seed.holders:
            self._keep(
                Holder(
                    seat=seats[h.seat], place_path=term.place_path, person_id=h.person_id, name=h.name,
                    starts_on=h.starts_on, until=h.until, acting=h.acting, end_reason=h.end or "",
                )
            )  # fmt: skip

    def _paper(self, seed: SeedBoardSk) -> Sk:
        sk = self._keep(
            Sk(
                number=seed.number,
                number_key=number_key(seed.number),
                issuer=seed.issuer or "",
                office_id=seed.office_id,
                signed_on=seed.signed_on,
                signed_year=seed.signed_on.year if seed.signed_on else seed.signed_year,
                starts_on=seed.starts_on,
                ends_on=seed.ends_on,
                end_kind=seed.end_kind,
                recorded_at=self.at,
            )
        )
        if seed.verified_on:
            at = datetime.combine(seed.verified_on, time(10), WIB)
            self._keep(
                SkVerification(sk=sk, by_user_id=0, by_name="Pemeriksa Dinas Sosial", at=at, seen="SK asli")
            )
        if seed.revoked_on:
            self._keep(
                SkRevocation(
                    sk=sk, revoked_on=seed.revoked_on, reason="Kepengurusan diganti sebelum waktunya.",
                    recorded_at=self.at,
                )
            )  # fmt: skip
        return sk


def _take_ids(row: models.Model) -> None:
    """What the row refers to has its id by now; Django noted the empty one when the row was made."""
    for link in row._meta.concrete_fields:
        referred = link.get_cached_value(row, default=None) if isinstance(link, models.ForeignKey) else None
        if referred is not None:
            setattr(row, link.attname, referred.pk)
