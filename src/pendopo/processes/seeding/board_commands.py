"""The batch command that puts made-up IPSM units into the register, judged by the one judge.

In: a list of `SeedUnit`. Out: their rows, their timelines, one event. It checks no draft: the makers of seeds
write what a register may hold, also what is wrong about it, and the constraints of the tables hold as ever.
"""

from datetime import datetime, time

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


@command("demo.boards_seeded", Permission.IMPORT_RUN)
def seed_boards(desk: Desk, units: list[SeedUnit]) -> list[IpsmUnit]:
    """Write made-up IPSM units with their boards, papers and work, and judge them."""
    desk.here()
    places = Wilayah.objects.in_bulk([unit.wilayah_id for unit in units])
    made = [_unit(desk, unit, places[unit.wilayah_id]) for unit in units]
    desk.touches_units(made)
    desk.counts(units=len(made))
    return made


def _unit(desk: Desk, seed: SeedUnit, place: Wilayah) -> IpsmUnit:
    unit = IpsmUnit.objects.create(
        wilayah=place, place_path=place.path, level=place.level, created_at=desk.actor.at
    )
    for term in seed.terms:
        _term(desk, unit, term)
    copy_objects(
        [
            UnitStop(
                unit=unit, kind=s.kind, since=s.since, until=s.until, paper=s.paper, reason=s.reason,
                recorded_at=desk.actor.at,
            )
            for s in seed.stops
        ]
    )  # fmt: skip
    copy_objects(
        [
            UnitWork(
                unit=unit, kind=kind, on=on, title=title, recorded_at=desk.actor.at, recorded_by="Sekretaris IPSM"
            )
            for kind, on, title in seed.works
        ]
    )  # fmt: skip
    return unit


def _term(desk: Desk, unit: IpsmUnit, seed: SeedTerm) -> None:
    term = BoardTerm.objects.create(
        unit=unit, place_path=unit.place_path, first_year=seed.first_year, last_year=seed.last_year,
        created_at=desk.actor.at,
    )  # fmt: skip
    copy_objects(
        [
            TermStep(
                term=term, step=s.step, on=s.on, planned_on=s.planned_on, paper=s.paper, by_whom=s.by_whom,
                recorded_at=desk.actor.at, recorded_by="Sekretaris IPSM",
            )
            for s in seed.steps
        ]
    )  # fmt: skip
    for paper in seed.papers:
        BoardNaming.objects.create(sk=_paper(desk, paper), term=term)
    if seed.with_seats:
        _seats(term, unit.wilayah, seed)


def _seats(term: BoardTerm, place: Wilayah, seed: SeedTerm) -> None:
    seats = [
        Seat(term=term, kind=s.kind, name=s.name, order=s.order, required=s.required)
        for s in seats_of_plan(place)
    ]
    copy_objects(seats)
    copy_objects(
        [
            Holder(
                seat=seats[h.seat], place_path=term.place_path, person_id=h.person_id, name=h.name,
                starts_on=h.starts_on, until=h.until, acting=h.acting, end_reason=h.end or "",
            )
            for h in seed.holders
        ]
    )  # fmt: skip


def _paper(desk: Desk, seed: SeedBoardSk) -> Sk:
    sk = Sk.objects.create(
        number=seed.number,
        number_key=number_key(seed.number),
        issuer=seed.issuer or "",
        office_id=seed.office_id,
        signed_on=seed.signed_on,
        signed_year=seed.signed_on.year if seed.signed_on else seed.signed_year,
        starts_on=seed.starts_on,
        ends_on=seed.ends_on,
        end_kind=seed.end_kind,
        recorded_at=desk.actor.at,
    )
    if seed.verified_on:
        at = datetime.combine(seed.verified_on, time(10), WIB)
        SkVerification.objects.create(
            sk=sk, by_user_id=0, by_name="Pemeriksa Dinas Sosial", at=at, seen="SK asli"
        )
    if seed.revoked_on:
        SkRevocation.objects.create(
            sk=sk, revoked_on=seed.revoked_on, reason="Kepengurusan diganti sebelum waktunya.",
            recorded_at=desk.actor.at,
        )  # fmt: skip
    return sk
