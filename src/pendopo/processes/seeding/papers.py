"""The chain of SK of one group of PSM: decree after decree since 2016, and what goes wrong with the last one.

A group is the PSM of a village, or of a district where the camat signs for all. The chain is drawn backwards
from its last paper, so that the share of groups in order today is what the plan says.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.legality.enums import EndKind, Issuer
from pendopo.processes.seeding.drafts import SeedPosting, SeedSk
from pendopo.processes.seeding.places import Plan, Village

FIRST = date(2016, 1, 11)
_SEEN = (
    "SK asli",
    "Salinan SK yang dilegalisir",
    "Pindaian SK lengkap dengan lampiran",
    "Foto SK, tulisan terbaca",
)
_WITHDRAWN = ("Kepengurusan desa diganti", "SK dicabut sesudah musyawarah desa", "Salah menunjuk nama")
_PATTERNS = (
    "141/{n:02}/{k}/{y}",
    "188.45/{n}/KEP/{k}/{y}",
    "460/{n:03}/{k}/{y}",
    "{n} Tahun {y}",
    "400.9/{n}/{k}/{y}",
)


@dataclass(slots=True)
class Group:
    village: Village
    """Of the office; any of its villages where the office is higher."""
    members: list[int]
    """Places of the postings in the seed."""
    elsewhere: Village
    """Another village, for papers that name a wrong one."""


@dataclass(slots=True)
class Term:
    starts_on: date
    ends_on: date


class Papers:
    """Writes the papers of one regency."""

    def __init__(self, rng: random.Random, plan: Plan, today: date, postings: list[SeedPosting]) -> None:
        self.rng, self.plan, self.today, self.postings = rng, plan, today, postings
        self.written: list[SeedSk] = []
        self._number = 0

    def chain(self, group: Group, twist: "Twist | None" = None) -> None:
        """All papers of a group, then its story's turn. Postings begin with their first paper, or before it."""
        good = self.rng.random() < self.plan.quality
        twist = twist or self._twist(good)
        if twist is no_paper:
            return
        terms = self._terms(good)
        self._begin(group, terms)
        papers = [sk for sk in (self._write(group, term) for term in terms) if sk.named]
        if papers:
            twist(self, group, papers)
        self.written += [sk for sk in papers if sk.named]

    def _twist(self, good: bool) -> "Twist":
        table = _IN_ORDER if good else _NOT_IN_ORDER
        return self.rng.choices([t for t, _weight in table], [weight for _twist, weight in table])[0]

    def _terms(self, good: bool) -> list[Term]:
        rng = self.rng
        years = rng.choice(self.plan.terms)
        if not good and rng.random() < 0.6:
            end = self.today - timedelta(days=int(10 + 1100 * rng.random() ** 2))
        elif rng.random() < 0.13:
            end = self.today + timedelta(days=rng.randrange(2, 91))
        else:
            end = self.today + timedelta(days=rng.randrange(100, years * 365 - 20))
        terms: list[Term] = []
        while True:
            start = max(_years_before(end, years), FIRST)
            terms.insert(0, Term(start, end))
            end = start - timedelta(days=1)
            if rng.random() < 0.35:
                end -= timedelta(days=rng.randrange(4, 240))  # nobody thought of it in time
            elif rng.random() < 0.2:
                end += timedelta(days=rng.randrange(10, 60))  # renewed early: the new one replaces the old
            if _years_before(end, years) < FIRST or rng.random() < 0.22:
                return terms

    def _begin(self, group: Group, terms: list[Term]) -> None:
        """Founders serve from the first paper on, some from before it; others join with a later one."""
        for at, place in enumerate(group.members):
            posting = self.postings[place]
            joined = terms[0] if at == 0 or self.rng.random() < 0.55 else self.rng.choice(terms)
            early = self.rng.randrange(20, 400) if self.rng.random() < 0.12 else 0
            posting.starts_on = max(joined.starts_on - timedelta(days=early), FIRST)
            posting.starts_on = min(posting.starts_on, self.today - timedelta(days=3))

    def _write(self, group: Group, term: Term) -> SeedSk:
        served = [p for p in group.members if self.postings[p].starts_on <= term.starts_on]
        signed = term.starts_on - timedelta(days=self.rng.choice((0, 0, 0, 1, 3, 7, 14)))
        sk = self.paper(group, signed, [p for p in served if self._still_there(p, term.starts_on)])
        sk.starts_on = term.starts_on if signed != term.starts_on else None
        sk.ends_on, sk.end_kind = term.ends_on, EndKind.TANGGAL
        return sk

    def paper(self, group: Group, signed: date, named: list[int]) -> SeedSk:
        """A plain paper of the group's office, without an end."""
        self._number += 1
        office = _office(group.village, self.plan.signer or group.village.head)
        pattern = _PATTERNS[group.village.district_id % len(_PATTERNS)]
        sk = SeedSk(
            number=pattern.format(n=self._number, k=group.village.code, y=signed.year),
            issuer=self.plan.signer or group.village.head,
            office_id=office,
            signed_on=signed,
            named=named,
            end_kind=EndKind.TANPA_BATAS,
        )
        if self.rng.random() < self.plan.checked and signed + timedelta(days=10) < self.today:
            latest = (self.today - signed).days
            sk.verified_on = signed + timedelta(days=self.rng.randrange(5, min(latest, 400)))
            sk.seen = self.rng.choice(_SEEN)
        return sk

    def _still_there(self, place: int, day: date) -> bool:
        until = self.postings[place].until
        return until is None or until >= day

    def day_between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randrange(max((last - first).days, 1)))


Twist = Callable[[Papers, Group, list[SeedSk]], None]


def _office(village: Village, issuer: Issuer) -> int:
    if issuer == Issuer.CAMAT:
        return village.district_id
    if issuer in (Issuer.KEPALA_DINSOS, Issuer.BUPATI_WALIKOTA):
        return village.regency_id
    return village.id


def _years_before(end: date, years: int) -> date:
    """First day of a term of so many years that ends with `end`."""
    day = end + timedelta(days=1)
    return date(day.year - years, day.month, min(day.day, 28))


def no_paper(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """They serve, and nobody has given them an SK."""


def plain(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """Nothing special."""


def without_end(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    chain[-1].ends_on, chain[-1].end_kind = None, EndKind.TANPA_BATAS


def blank_end(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    chain[-1].ends_on, chain[-1].end_kind = None, EndKind.KOSONG


def retroactive(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    last = chain[-1]
    start = last.starts_on or last.signed_on or FIRST
    last.starts_on, last.signed_on = (
        start,
        min(start + timedelta(days=papers.rng.randrange(9, 80)), papers.today),
    )
    last.verified_on = None


def revoked(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    last = chain[-1]
    first = (last.starts_on or last.signed_on or FIRST) + timedelta(days=40)
    last.revoked_on = papers.day_between(first, papers.today) if first < papers.today else papers.today
    last.revoke_reason = papers.rng.choice(_WITHDRAWN)


def signed_by(issuer: Issuer) -> Twist:
    def twist(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
        chain[-1].issuer, chain[-1].office_id = issuer, _office(group.village, issuer)

    return twist


def signed_elsewhere(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    chain[-1].issuer, chain[-1].office_id = group.elsewhere.head, group.elsewhere.id


def other_village(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    chain[-1].other_villages = dict.fromkeys(chain[-1].named, group.elsewhere.id)


def two_villages(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """A second paper, also in force, names them in another village: legal by the first, and flagged."""
    without_end(papers, group, chain)
    signed = papers.day_between(chain[-1].signed_on or FIRST, papers.today) - timedelta(days=1)
    stray = papers.paper(group, signed, list(chain[-1].named))
    stray.issuer, stray.office_id = group.elsewhere.head, group.elsewhere.id
    stray.other_villages = dict.fromkeys(stray.named, group.elsewhere.id)
    chain.append(stray)


def nobody_knows_who(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    last = chain[-1]
    last.issuer, last.office_id, last.verified_on = None, None, None


def end_unread(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """The paper has an end, but the photo cuts it off."""
    chain[-1].ends_on, chain[-1].end_kind = None, EndKind.TANGGAL
    chain[-1].verified_on = None


def ends_before_it_starts(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """A year mistyped in a sheet."""
    last = chain[-1]
    last.ends_on = (last.starts_on or last.signed_on or FIRST) - timedelta(days=papers.rng.randrange(30, 400))
    last.verified_on = None


def year_only(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    last = chain[-1]
    last.signed_year = last.signed_on.year if last.signed_on else None
    last.signed_on, last.starts_on, last.verified_on = None, None, None


def starts_later(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """Signed, but for a day that has not come; what they had before is over or was never there."""
    last = chain.pop()
    sk = papers.paper(group, papers.today - timedelta(days=papers.rng.randrange(1, 9)), last.named)
    sk.starts_on = papers.today + timedelta(days=papers.rng.randrange(8, 60))
    sk.verified_on = None
    chain[:] = [sk]


def left_out(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """A new paper names all but one; the older one is still in force."""
    _leave_one_out(papers, group, chain)


def left_out_revoked(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    """The same, and the new paper says that it revokes the former."""
    _leave_one_out(papers, group, chain).revokes_former = True


def _leave_one_out(papers: Papers, group: Group, chain: list[SeedSk]) -> SeedSk:
    without_end(papers, group, chain)
    last = chain[-1]
    signed = papers.day_between((last.starts_on or last.signed_on or FIRST) + timedelta(days=2), papers.today)
    newer = papers.paper(group, min(signed, papers.today), last.named[:-1])
    chain.append(newer)
    return newer


def replaced_then_revoked(papers: Papers, group: Group, chain: list[SeedSk]) -> None:
    without_end(papers, group, chain)
    signed = papers.day_between(
        (chain[-1].starts_on or chain[-1].signed_on or FIRST) + timedelta(days=2), papers.today
    )
    newer = papers.paper(group, min(signed, papers.today - timedelta(days=1)), list(chain[-1].named))
    chain.append(newer)
    revoked(papers, group, chain)
    newer.revoked_on = max(newer.revoked_on or papers.today, (newer.signed_on or FIRST) + timedelta(days=1))


_IN_ORDER: tuple[tuple[Twist, float], ...] = (
    (plain, 62), (without_end, 10), (blank_end, 8), (retroactive, 8), (left_out, 5), (two_villages, 1.5),
)  # fmt: skip
_NOT_IN_ORDER: tuple[tuple[Twist, float], ...] = (
    (no_paper, 22), (plain, 40), (revoked, 5), (signed_by(Issuer.CAMAT), 8), (signed_by(Issuer.LAIN), 2),
    (signed_elsewhere, 2), (other_village, 3), (nobody_knows_who, 6), (year_only, 5), (end_unread, 2),
    (ends_before_it_starts, 1.5), (starts_later, 4), (left_out_revoked, 5), (replaced_then_revoked, 2),
)  # fmt: skip
