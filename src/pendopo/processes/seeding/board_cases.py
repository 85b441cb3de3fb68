"""How a made-up IPSM can stand: each case makes one unit, from the day that is called today.

A case is a function of a `Bench` (the place, who can sit there, a random source of its own) that returns the
unit. Together they show every rule on boards.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pendopo.legality.enums import EndKind, Issuer
from pendopo.processes.seeding.board_drafts import (
    SeedBoardSk,
    SeedHolder,
    SeedStep,
    SeedStop,
    SeedTerm,
    SeedUnit,
)
from pendopo.roster.board_plan import NewSeat
from pendopo.roster.enums import HolderEnd, SeatKind, StopKind, TermStepKind, WorkKind
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

_SIGNERS = {
    Level.COUNTRY: (Issuer.MENTERI, Level.COUNTRY),
    Level.PROVINCE: (Issuer.GUBERNUR, Level.PROVINCE),
    Level.REGENCY: (Issuer.BUPATI_WALIKOTA, Level.REGENCY),
    Level.DISTRICT: (Issuer.CAMAT, Level.DISTRICT),
}
_HEADS = {
    Level.COUNTRY: "Menteri Sosial", Level.PROVINCE: "Gubernur", Level.REGENCY: "Bupati/Wali Kota",
    Level.DISTRICT: "Camat",
}  # fmt: skip


@dataclass(slots=True)
class Bench:
    place: Wilayah
    seats: list[NewSeat]
    people: list[int]
    """Persons who are PSM in force; the first is the chair."""
    others: list[int]
    """Persons who are none."""
    elsewhere: Wilayah
    """A place of the same level next door."""
    today: date
    rng: random.Random

    @property
    def level(self) -> Level:
        return Level(self.place.level)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def paper(self, signed_on: date, *, years: int = 5, number: int = 0) -> SeedBoardSk:
        """A sound SK of the usual office, checked some weeks later."""
        issuer, _level = _SIGNERS[self.level]
        ends_on = _years_later(signed_on, years) - timedelta(days=1)
        return SeedBoardSk(
            number=f"188.45/{number or self.rng.randrange(10, 900)}/{self.place.code}/{signed_on.year}",
            issuer=issuer,
            office_id=self.place.pk,
            signed_on=signed_on,
            ends_on=ends_on,
            verified_on=signed_on + timedelta(days=20),
        )

    def steps(self, elected_on: date, installed_on: date | None = None) -> list[SeedStep]:
        """Prepared three months before the election, musda set one month before it."""
        prepared, set_on = elected_on - timedelta(days=92), elected_on - timedelta(days=31)
        by = f"{_HEADS[self.level]} {self.place.name}"
        steps = [
            SeedStep(TermStepKind.PERSIAPAN, prepared, f"Undangan {prepared:%m/%Y}", "Panitia musda"),
            SeedStep(TermStepKind.MUSDA, set_on, "", "Panitia musda", planned_on=elected_on),
            SeedStep(
                TermStepKind.TERPILIH, elected_on, f"Berita acara musda {elected_on.year}", "Pimpinan sidang"
            ),
        ]
        if installed_on:
            steps.append(SeedStep(TermStepKind.DIKUKUHKAN, installed_on, "", by))
        return steps

    def seated(self, since: date, chair: int | None = None) -> list[SeedHolder]:
        """Everybody who sits there: offices in their seats, people in the others as far as they go."""
        people = iter(self.people[1:])
        holders: list[SeedHolder] = []
        for at, seat in enumerate(self.seats):
            if seat.kind in (SeatKind.PEMBINA, SeatKind.PENGARAH):
                holders.append(SeedHolder(at, None, f"{_HEADS[self.level]} {self.place.name}", since))
                continue
            person = (chair or self.people[0]) if seat.kind == SeatKind.KETUA else next(people, None)
            if person:
                holders.append(SeedHolder(at, person, "", since))
        return holders

    def works(self, last: int = 20, count: int = 6) -> list[tuple[WorkKind, date, str]]:
        """Meetings and reports in turn, about one in fifty days, the newest `last` days ago."""
        kinds = ((WorkKind.RAPAT, "Rapat pengurus"), (WorkKind.LAPORAN, "Laporan kegiatan"))
        return [(kinds[n % 2][0], self.ago(last + n * 52), kinds[n % 2][1]) for n in range(count)]

    def term(self, elected_on: date, *, years: int = 5, installed: bool = True) -> SeedTerm:
        """A board as it should be: elected, SK six weeks later, installed a month after that."""
        signed = elected_on + timedelta(days=42)
        installed_on = signed + timedelta(days=30)
        done = installed_on if installed and installed_on <= self.today else None
        return SeedTerm(
            first_year=elected_on.year,
            last_year=elected_on.year + years,
            steps=self.steps(elected_on, done),
            papers=[self.paper(signed, years=years)],
            holders=self.seated(elected_on),
        )

    def unit(self, *terms: SeedTerm) -> SeedUnit:
        return SeedUnit(self.place.pk, list(terms), works=self.works())


Case = Callable[[Bench], SeedUnit]


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def legal(b: Bench) -> SeedUnit:
    return b.unit(b.term(b.ago(b.rng.randrange(300, 1300))))


def second_term(b: Bench) -> SeedUnit:
    """A board whose former one ran its term, too."""
    elected = b.ago(b.rng.randrange(200, 900))
    former = b.term(_years_later(elected, -5))
    return b.unit(former, b.term(elected))


def legal_unchecked(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].papers[0].verified_on = None
    return unit


def idle(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.works = b.works(last=260)
    return unit


def vacant_treasurer(b: Bench) -> SeedUnit:
    unit = legal(b)
    gone = next(at for at, seat in enumerate(b.seats) if seat.kind == SeatKind.BENDAHARA)
    for holder in unit.terms[0].holders:
        if holder.seat == gone:
            holder.until, holder.end = b.ago(70), HolderEnd.MOVED
    return unit


def soon(b: Bench) -> SeedUnit:
    return b.unit(b.term(_years_later(b.ago(42 - b.rng.randrange(15, 80)), -5)))


def expired(b: Bench) -> SeedUnit:
    return b.unit(b.term(b.ago(5 * 365 + b.rng.randrange(80, 700))))


def renewing(b: Bench) -> SeedUnit:
    """The term is over and the next board is being prepared."""
    former = b.term(b.ago(5 * 365 + 150))
    steps = [SeedStep(TermStepKind.PERSIAPAN, b.ago(48), "", "Panitia musda")]
    return b.unit(former, SeedTerm(b.today.year, b.today.year + 5, steps=steps))


def preparing(b: Bench) -> SeedUnit:
    steps = b.steps(b.ago(-60))[:1]
    return replace(b.unit(SeedTerm(b.today.year, None, steps=steps)), works=[])


def musda_set(b: Bench) -> SeedUnit:
    steps = b.steps(b.ago(-14))[:2]
    return replace(b.unit(SeedTerm(b.today.year, b.today.year + 5, steps=steps)), works=[])


def elected(b: Bench) -> SeedUnit:
    on = b.ago(b.rng.randrange(40, 150))
    return b.unit(SeedTerm(on.year, on.year + 5, steps=b.steps(on), holders=b.seated(on)))


def not_installed(b: Bench) -> SeedUnit:
    return b.unit(b.term(b.ago(b.rng.randrange(90, 200)), installed=False))


def wrong_signer(b: Bench) -> SeedUnit:
    """The IPSM of the province signed, which is nobody's SK."""
    unit = legal(b)
    unit.terms[0].papers[0].issuer = Issuer.IPSM_PROVINSI
    unit.terms[0].papers[0].office_id = b.place.parent_id
    return unit


def before_election(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper, on = unit.terms[0].papers[0], unit.terms[0].steps[2].on
    paper.signed_on, paper.ends_on = on - timedelta(days=20), _years_later(on, 5)
    return unit


def frozen(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.stops = [SeedStop(StopKind.BEKU, b.ago(95), None, "188/11/2026", "Dua kepengurusan mengaku sah.")]
    return unit


def dissolved(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.stops = [
        SeedStop(StopKind.BUBAR, b.ago(140), None, "188/7/2026", "Tidak bekerja selama tiga tahun.")
    ]
    return unit


def chair_died(b: Bench) -> SeedUnit:
    unit = legal(b)
    chair = next(at for at, seat in enumerate(b.seats) if seat.kind == SeatKind.KETUA)
    for holder in unit.terms[0].holders:
        if holder.seat == chair:
            holder.until, holder.end = b.ago(33), HolderEnd.DIED
    return unit


def chair_acting(b: Bench) -> SeedUnit:
    unit = chair_died(b)
    chair = next(at for at, seat in enumerate(b.seats) if seat.kind == SeatKind.KETUA)
    unit.terms[0].holders.append(SeedHolder(chair, b.people[-1], "", b.ago(32), acting=True))
    return unit


def chair_not_psm(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].holders = b.seated(unit.terms[0].steps[2].on, chair=(b.others or b.people)[0])
    return unit


def chair_not_tied(b: Bench) -> SeedUnit:
    unit = legal(b)
    chair = next(at for at, seat in enumerate(b.seats) if seat.kind == SeatKind.KETUA)
    for holder in unit.terms[0].holders:
        if holder.seat == chair:
            holder.person_id, holder.name = None, "H. Mulyadi"
    return unit


def signer_unknown(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].papers[0].issuer, unit.terms[0].papers[0].office_id = None, None
    return unit


def year_only(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper = unit.terms[0].papers[0]
    assert paper.signed_on is not None
    paper.signed_year, paper.signed_on = paper.signed_on.year, None
    return unit


def end_unknown(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].papers[0].ends_on = None
    return unit


def dates_impossible(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper = unit.terms[0].papers[0]
    assert paper.signed_on is not None
    paper.ends_on = paper.signed_on - timedelta(days=200)
    return unit


def signed_next_door(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].papers[0].office_id = b.elsewhere.pk
    return unit


def retroactive(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper = unit.terms[0].papers[0]
    assert paper.signed_on is not None
    paper.starts_on = paper.signed_on - timedelta(days=30)
    return unit


def end_blank(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper = unit.terms[0].papers[0]
    paper.ends_on, paper.end_kind = None, EndKind.KOSONG
    return unit


def fifty_years(b: Bench) -> SeedUnit:
    unit = legal(b)
    paper = unit.terms[0].papers[0]
    assert paper.signed_on is not None
    paper.ends_on = _years_later(paper.signed_on, 50)
    return unit


def election_unrecorded(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].steps = []
    return unit


def seats_unrecorded(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].holders, unit.terms[0].with_seats = [], False
    return unit


def revoked(b: Bench) -> SeedUnit:
    unit = legal(b)
    unit.terms[0].papers[0].revoked_on = b.ago(60)
    return unit


def changed_in_mid_term(b: Bench) -> SeedUnit:
    """A second SK replaces the first when the treasurer changed."""
    unit = legal(b)
    first = unit.terms[0].papers[0]
    second = b.paper(b.ago(100))
    second.ends_on = first.ends_on
    unit.terms[0].papers.append(second)
    return unit


def replacement_revoked(b: Bench) -> SeedUnit:
    unit = changed_in_mid_term(b)
    unit.terms[0].papers[1].revoked_on = b.ago(40)
    return unit


def late_paper(b: Bench) -> SeedUnit:
    """The new board's SK is revoked, and one for the old board is signed afterwards."""
    former, new = b.term(b.ago(1500)), b.term(b.ago(400))
    new.papers[0].revoked_on = b.ago(200)
    late = b.paper(b.ago(150))
    late.ends_on = former.papers[0].ends_on
    former.papers.append(late)
    return b.unit(former, new)


def starts_later(b: Bench) -> SeedUnit:
    on = b.ago(60)
    term = b.term(on, installed=False)
    term.papers[0].starts_on = b.ago(-40)
    return b.unit(term)


def formed_again(b: Bench) -> SeedUnit:
    """Dissolved once, formed anew since."""
    unit = legal(b)
    began = unit.terms[0].steps[0].on
    former = b.term(began - timedelta(days=1500))
    unit.terms.insert(0, former)
    unit.stops = [
        SeedStop(
            StopKind.BUBAR,
            began - timedelta(days=200),
            began - timedelta(days=1),
            "188/3",
            "Kepengurusan bubar.",
        )
    ]
    return unit


USUAL: tuple[Case, ...] = (
    legal, legal, second_term, legal_unchecked, idle, soon, expired, expired, elected, musda_set, preparing,
    not_installed, legal, second_term, renewing, vacant_treasurer, chair_died, wrong_signer, legal, idle,
    before_election, legal_unchecked, frozen, soon, chair_acting, expired,
)  # fmt: skip
"""As regencies stand: about half of them legal."""
RARE: tuple[Case, ...] = (
    signer_unknown, year_only, end_unknown, dates_impossible, signed_next_door, retroactive, end_blank, legal,
    election_unrecorded, seats_unrecorded, revoked, changed_in_mid_term, replacement_revoked, starts_later,
    formed_again, chair_not_psm, chair_not_tied, dissolved, fifty_years, expired, elected, preparing, legal,
    late_paper, frozen, before_election, chair_acting, idle,
)  # fmt: skip
"""What a register of boards also holds."""
