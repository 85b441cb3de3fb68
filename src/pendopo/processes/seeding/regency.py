"""One made-up regency: who serves where, under which papers, who has left since."""

import random
from datetime import date, timedelta

from pendopo.legality.enums import EndKind, Issuer
from pendopo.processes.seeding.drafts import Seed, SeedPosting, SeedSk
from pendopo.processes.seeding.more import tell_more
from pendopo.processes.seeding.papers import FIRST, Group, Papers
from pendopo.processes.seeding.people import People
from pendopo.processes.seeding.places import TRAINED_ONLY, TRAINED_SINCE, Plan, Village
from pendopo.roster.enums import EndReason

_LEAVING = (
    (EndReason.DIED, 45), (EndReason.OWN_REQUEST, 22), (EndReason.UNABLE, 14), (EndReason.MOVED, 14),
    (EndReason.BREACH, 3), (EndReason.OTHER, 6),
)  # fmt: skip
_ORGANISERS = ("Dinas Sosial Provinsi", "Dinas Sosial Kabupaten/Kota", "BBPPKS Yogyakarta", "IPSM Provinsi")


class Regency:
    """Makes the seed of one regency. The same code and day give the same people."""

    def __init__(self, code: str, villages: list[Village], plan: Plan, today: date) -> None:
        self.rng = random.Random(f"pendopo:{code}")
        self.code, self.villages, self.plan, self.today = code, villages, plan, today
        self.people = People(self.rng, today)
        self.seed = Seed()
        self.papers = Papers(self.rng, plan, today, self.seed.postings)

    def make(self) -> Seed:
        groups = [self._group(village) for village in self._covered()]
        for group in self._together(groups):
            self.papers.chain(group)
        if self.code == TRAINED_ONLY and groups:
            self._replaced_while_waiting(groups[0])
        self._people()
        self._leave(groups)
        self._twins()
        tell_more(self.seed, self.today)
        self.seed.papers = [sk for sk in self.papers.written if self._still_names(sk)]
        return self.seed

    def _still_names(self, sk: SeedSk) -> bool:
        """Nobody is named in a paper after she has left; a paper without names is none."""
        day = sk.signed_on or FIRST
        sk.named = [p for p in sk.named if (self.seed.postings[p].until or day) >= day]
        return bool(sk.named)

    def _covered(self) -> list[Village]:
        wanted = round(self.plan.coverage * len(self.villages))
        chosen = set(self.rng.sample(range(len(self.villages)), wanted))
        return [village for at, village in enumerate(self.villages) if at in chosen]

    def _group(self, village: Village) -> Group:
        many = self.rng.choice(self.plan.sizes)
        first = len(self.seed.postings)
        start = self.today - timedelta(days=self.rng.randrange(60, 3000))
        for place in range(first, first + many):
            self.seed.postings.append(self._posting(place, village, max(start, FIRST)))
        return Group(village, list(range(first, first + many)), self.rng.choice(self.villages))

    def _posting(self, place: int, village: Village, start: date) -> SeedPosting:
        posting = SeedPosting(person=place, village_id=village.id, village_path=village.path, starts_on=start)
        kind = self.rng.random()
        if kind < 0.6:
            posting.bimtek_attended = True
            if kind < 0.52:
                posting.bimtek_on = self.today - timedelta(days=self.rng.randrange(30, 3800))
                posting.bimtek_number = f"BT-{posting.bimtek_on:%Y}/{place + 1:04}"
                posting.bimtek_organiser = self.rng.choice(_ORGANISERS)
        elif kind < 0.82:
            posting.bimtek_attended = False
        if self.rng.random() < 0.45:
            posting.kta_number = f"{village.code.replace('.', '')[:4]}.{place + 1:05}"
        return posting

    def _together(self, groups: list[Group]) -> list[Group]:
        """Where the camat signs, one paper names the PSM of a whole district."""
        if self.plan.signer != Issuer.CAMAT:
            return groups
        districts: dict[int, Group] = {}
        for group in groups:
            known = districts.setdefault(group.village.district_id, Group(group.village, [], group.elsewhere))
            known.members += group.members
        return list(districts.values())

    def _people(self) -> None:
        """People come last, since nobody serves before she is eighteen."""
        homes = {village.id: village for village in self.villages}
        for posting in self.seed.postings:
            person = self.people.one(homes[posting.village_id], oldest_start=posting.starts_on)
            self.seed.people.append(person)

    def _leave(self, groups: list[Group]) -> None:
        """Some have died, left or moved since; who moved serves on in another village."""
        if self.plan.steady:
            return
        for place in range(len(self.seed.postings)):
            if self.rng.random() < 0.075:
                self._end(place, self.rng.choices([r for r, _w in _LEAVING], [w for _r, w in _LEAVING])[0])

    def _end(self, place: int, reason: EndReason) -> None:
        posting = self.seed.postings[place]
        days = (self.today - posting.starts_on).days
        if days < 90:
            return
        last = posting.starts_on + timedelta(days=self.rng.randrange(60, days))
        if reason == EndReason.DIED:
            self.seed.people[posting.person].died_on = last
        posting.until, posting.end_reason = last, reason
        posting.end_note = "Diganti oleh musyawarah desa" if reason == EndReason.OTHER else ""
        if reason == EndReason.MOVED:
            self._go_on(posting, self.rng.choice(self.villages))

    def _go_on(self, posting: SeedPosting, village: Village) -> None:
        if posting.until is None or village.id == posting.village_id or posting.until >= self.today:
            return
        following = self._posting(posting.person, village, posting.until + timedelta(days=1))
        following.bimtek_attended, following.bimtek_on = posting.bimtek_attended, posting.bimtek_on
        following.bimtek_number, following.bimtek_organiser = posting.bimtek_number, posting.bimtek_organiser
        self.seed.postings.append(following)
        place = len(self.seed.postings) - 1
        if self.rng.random() < 0.6:
            group = Group(village, [place], village)
            self.papers.written.append(self.papers.paper(group, following.starts_on, [place]))

    def _twins(self) -> None:
        """Here and there somebody was written down twice, in a neighbouring list."""
        if (
            len(self.villages) < 20
            or len(self.seed.people) < 60
            or self.plan.steady
            or self.rng.random() < 0.4
        ):
            return
        for _ in range(self.rng.randrange(1, 3)):
            posting = self.rng.choice(self.seed.postings)
            other = self.seed.people[posting.person]
            if other.birth_on is None or posting.until:
                continue
            village = self.rng.choice(self.villages)
            self.seed.people.append(self.people.twin_of(other, village))
            place = len(self.seed.people) - 1
            self.seed.twins.append(place)
            self.seed.postings.append(self._posting(place, village, posting.starts_on))

    def _replaced_while_waiting(self, group: Group) -> None:
        """SKP-07: the new SK began to count with the training, but had been revoked before."""
        place = group.members[0]
        posting = self.seed.postings[place]
        for sk in self.papers.written:
            sk.named = [p for p in sk.named if p != place]
        posting.starts_on, posting.until = date(2020, 3, 2), None
        posting.bimtek_attended, posting.bimtek_on = True, TRAINED_SINCE + timedelta(days=420)
        former = self.papers.paper(group, posting.starts_on, [place])
        newer = self.papers.paper(group, TRAINED_SINCE + timedelta(days=120), [place])
        newer.revoked_on, newer.revoke_reason = TRAINED_SINCE + timedelta(days=300), "Salah menunjuk nama"
        former.end_kind = newer.end_kind = EndKind.TANPA_BATAS
        self.papers.written += [former, newer]


def seed_of(code: str, villages: list[Village], plan: Plan, today: date) -> Seed:
    return Regency(code, villages, plan, today).make()
