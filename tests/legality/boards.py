"""A regency's IPSM told by rows: unit, boards, papers, seats, work. Commands have their own tests."""

from datetime import date
from typing import Any

from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import BoardNaming, BoardPolicy, Segment, Sk, SkNaming
from pendopo.legality.timelines import rejudge
from pendopo.roster.enums import SeatKind, StopKind, TermStepKind, WorkKind
from pendopo.roster.models import (
    BoardTerm,
    Holder,
    IpsmUnit,
    Person,
    PsmPosting,
    Seat,
    TermStep,
    UnitStop,
    UnitWork,
)
from pendopo.rules.standing import Standing
from pendopo.shared.clock import now
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, villages_below

ELECTED = date(2024, 1, 10)
SIGNED = date(2024, 2, 1)


def place(code: str) -> Wilayah:
    found = by_code(code)
    assert found is not None
    return found


def unit_of(code: str) -> IpsmUnit:
    where = place(code)
    return IpsmUnit.objects.create(wilayah=where, place_path=where.path, level=where.level, created_at=now())


def term_of(unit: IpsmUnit, elected_on: date | None = ELECTED) -> BoardTerm:
    term = BoardTerm.objects.create(
        unit=unit, place_path=unit.place_path, first_year=2024, last_year=2029, created_at=now()
    )
    if elected_on:
        step_of(term, TermStepKind.TERPILIH, elected_on)
    return term


def step_of(term: BoardTerm, step: TermStepKind, on: date) -> TermStep:
    return TermStep.objects.create(term=term, step=step, on=on, recorded_at=now(), recorded_by="uji")


def decree(term: BoardTerm, signed_on: date | None = SIGNED, until: date | None = None, **sk: Any) -> Sk:
    number = sk.pop("number", f"188/{term.pk}/{signed_on}")
    paper = Sk.objects.create(
        number=number,
        number_key=number.upper(),
        issuer=sk.pop("issuer", Issuer.BUPATI_WALIKOTA),
        office=sk.pop("office", term.unit.wilayah),
        signed_on=signed_on,
        ends_on=until,
        end_kind=sk.pop("end_kind", EndKind.TANGGAL if until else EndKind.TANPA_BATAS),
        recorded_at=now(),
        **sk,
    )
    BoardNaming.objects.create(sk=paper, term=term)
    return paper


def seat_of(term: BoardTerm, kind: SeatKind = SeatKind.KETUA, *, required: bool = True) -> Seat:
    return Seat.objects.create(term=term, kind=kind, name=kind.label, order=1, required=required)


def sits(seat: Seat, who: Person | str, since: date = ELECTED, **holder: Any) -> Holder:
    person = who if isinstance(who, Person) else None
    return Holder.objects.create(
        seat=seat,
        place_path=seat.term.place_path,
        person=person,
        name="" if person else who,
        starts_on=since,
        **holder,
    )


def met(unit: IpsmUnit, on: date, kind: WorkKind = WorkKind.RAPAT) -> UnitWork:
    return UnitWork.objects.create(
        unit=unit, kind=kind, on=on, title="Rapat", recorded_at=now(), recorded_by="uji"
    )


def stop(unit: IpsmUnit, kind: StopKind, since: date, until: date | None = None) -> UnitStop:
    return UnitStop.objects.create(
        unit=unit, kind=kind, since=since, until=until, reason="uji", recorded_at=now()
    )


def asks(code: str, level: int, **policy: Any) -> BoardPolicy:
    where = place(code)
    return BoardPolicy.objects.create(
        **{
            "wilayah": where,
            "place_path": where.path,
            "level": level,
            "entitled": [Issuer.BUPATI_WALIKOTA.value],
            "longest_term_months": 60,
            "recorded_at": now(),
            **policy,
        }
    )


def psm(code: str, name: str, until: date | None = None) -> PsmPosting:
    """A PSM in force from 2020 on, in some village of the place."""
    village = villages_below(place(code)).filter(kind="desa").order_by("code").first()
    assert village is not None
    person = Person.objects.create(name=name, name_key=name.upper(), created_at=now())
    posting = PsmPosting.objects.create(
        person=person, village=village, village_path=village.path, starts_on=date(2020, 1, 1)
    )
    sk = Sk.objects.create(
        number=f"141/{posting.pk}",
        number_key=f"141/{posting.pk}",
        issuer=Issuer.KEPALA_DESA,
        office=village,
        signed_on=date(2020, 1, 1),
        ends_on=until,
        end_kind=EndKind.TANGGAL if until else EndKind.TANPA_BATAS,
        recorded_at=now(),
    )
    SkNaming.objects.create(sk=sk, posting=posting, village=village)
    rejudge([posting.pk])
    assert Segment.objects.filter(posting=posting, standing=Standing.SAH).exists()
    return posting
