"""Random stories of a village group, told by the real commands, and what must hold after each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Sum
from hypothesis import strategies as st

from pendopo.access.actor import Actor
from pendopo.accounts.queries import installing_actor
from pendopo.legality.commands import (
    annul_sk,
    cancel_policy,
    correct_sk,
    issue_sk,
    revoke_sk,
    set_policy,
    unrevoke_sk,
    verify_sk,
    withdraw_verification,
)
from pendopo.legality.drafts import PolicyDraft, RevocationDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer, Measure
from pendopo.legality.ledger import cohort
from pendopo.legality.models import LedgerEntry, LedgerPending, Policy, Segment, Sk
from pendopo.legality.timelines import drift, rejudge
from pendopo.roster.commands import (
    cancel_posting,
    correct_person,
    correct_posting,
    end_posting,
    move_psm,
    record_death,
    register_psm,
    return_psm,
)
from pendopo.roster.drafts import EndDraft, PersonDraft, PostingDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import PsmPosting
from pendopo.rules.policy import Bimtek
from pendopo.shared.clock import now
from pendopo.shared.refusals import Refusal
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, villages_below

Numbers = tuple[int, int, int, int]
FIRST = date(2018, 1, 1)
SPAN = 3000
ISSUERS = (
    Issuer.KEPALA_DESA,
    Issuer.KEPALA_DESA,
    Issuer.KEPALA_DESA,
    Issuer.CAMAT,
    Issuer.BUPATI_WALIKOTA,
    None,
)

step = st.tuples(
    st.sampled_from(
        "register register register issue issue issue issue revoke unrevoke annul correct_sk verify withdraw policy "
        "unset leave die undie move back correct_person correct_posting cancel".split()
    ),
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, SPAN), st.integers(0, SPAN)),
)


class Story:
    """Three villages of one district and whatever is told of them."""

    def __init__(self) -> None:
        place = by_code("35.07.24")
        assert place is not None
        self.district: Wilayah = place
        self.villages = list(villages_below(place).filter(kind="desa").order_by("code")[:3])
        self.actor: Actor = installing_actor("test", now())
        self.told: list[str] = []

    def tell(self, steps: Iterable[tuple[str, Numbers]]) -> None:
        """Each step as a command; one that is refused changes nothing and the story goes on."""
        for name, numbers in steps:
            try:
                getattr(self, name)(*numbers)
                self.told.append(name)
            except Refusal:
                pass

    def day(self, n: int) -> date:
        return FIRST + timedelta(days=n)

    def posting(self, n: int) -> PsmPosting:
        return _pick(PsmPosting.objects.order_by("pk").select_related("person"), n)

    def sk(self, n: int) -> Sk:
        return _pick(Sk.objects.order_by("pk"), n)

    def register(self, a: int, b: int, c: int, d: int) -> None:
        person = PersonDraft(f"Orang {a}", birth_on=date(1950 + a, 1 + b % 12, 1), sex="LP"[b % 2])
        trained = {0: None, 1: False}.get(b % 3, True)
        posting = PostingDraft(
            self.day(c), bimtek_attended=trained, bimtek_on=self.day(d) if trained and a % 2 else None
        )
        register_psm(self.actor, self.villages[a % 3].pk, person, posting)

    def draft(self, a: int, b: int, c: int, d: int) -> SkDraft:
        issuer = ISSUERS[b % len(ISSUERS)]
        village = self.villages[a % 3]
        office = {Issuer.CAMAT: self.district, Issuer.BUPATI_WALIKOTA: self.district.parent, None: None}
        ids = PsmPosting.objects.filter(village=village).order_by("pk").values_list("pk", flat=True)
        named = tuple(pk for i, pk in enumerate(ids) if (b >> i % 4) % 2 == 0) or tuple(ids[:1])
        kind = (EndKind.TANGGAL, EndKind.TANPA_BATAS, EndKind.KOSONG)[a % 3 if d % 2 else 0]
        start = self.day(c)
        place = office.get(issuer, village)
        return SkDraft(
            number=f"{a}/{b}",
            issuer=issuer,
            office_id=place.pk if place else None,
            signed_on=None if b % 11 == 10 else start + timedelta(days=(d % 40) - 10),
            signed_year=start.year,
            starts_on=start if d % 3 else None,
            ends_on=start + timedelta(days=40 + d) if kind == EndKind.TANGGAL else None,
            end_kind=kind,
            posting_ids=named,
            revokes_former=d % 4 == 0,
            other_villages={named[0]: self.villages[(a + 1) % 3].pk} if named and d % 5 == 0 else {},
        )

    def issue(self, *numbers: int) -> None:
        issue_sk(self.actor, self.draft(*numbers))

    def correct_sk(self, a: int, b: int, c: int, d: int) -> None:
        sk = self.sk(a)
        correct_sk(self.actor, sk.pk, sk.version, self.draft(b, a, d, c))

    def revoke(self, a: int, b: int, c: int, d: int) -> None:
        sk = self.sk(a)
        revoke_sk(self.actor, sk.pk, sk.version, RevocationDraft(self.day(c), "Keliru menunjuk"))

    def unrevoke(self, a: int, *_: int) -> None:
        sk = self.sk(a)
        unrevoke_sk(self.actor, sk.pk, sk.version, "Salah catat")

    def annul(self, a: int, *_: int) -> None:
        sk = self.sk(a)
        annul_sk(self.actor, sk.pk, sk.version, "Tidak pernah ada")

    def verify(self, a: int, *_: int) -> None:
        sk = self.sk(a)
        verify_sk(self.actor, sk.pk, sk.version, "SK asli")

    def withdraw(self, a: int, *_: int) -> None:
        sk = self.sk(a)
        withdraw_verification(self.actor, sk.pk, sk.version, "Salah lihat")

    def policy(self, a: int, b: int, c: int, d: int) -> None:
        place = (self.district.parent, self.district, self.villages[a % 3])[b % 3]
        assert place is not None
        entitled = (Issuer.KEPALA_DESA, Issuer.CAMAT) if d % 2 else (Issuer.BUPATI_WALIKOTA,)
        months = 6 + c % 60 if d % 3 == 0 else None
        draft = PolicyDraft(self.day(c) if b % 4 else None, entitled, months, list(Bimtek)[a % 3], 1)
        set_policy(self.actor, place.pk, draft)

    def unset(self, a: int, *_: int) -> None:
        cancel_policy(self.actor, _pick(Policy.objects.order_by("pk"), a).pk)

    def leave(self, a: int, b: int, c: int, d: int) -> None:
        post = self.posting(a)
        end_posting(self.actor, post.pk, post.version, EndDraft(self.day(c), EndReason.OWN_REQUEST))

    def die(self, a: int, b: int, c: int, d: int) -> None:
        person = self.posting(a).person
        record_death(self.actor, person.pk, person.version, self.day(c))

    def undie(self, a: int, *_: int) -> None:
        person = self.posting(a).person
        record_death(self.actor, person.pk, person.version, None)

    def move(self, a: int, b: int, c: int, d: int) -> None:
        post = self.posting(a)
        move_psm(self.actor, post.pk, post.version, self.villages[b % 3].pk, self.day(c))

    def back(self, a: int, b: int, c: int, d: int) -> None:
        return_psm(self.actor, self.posting(a).person_id, self.villages[b % 3].pk, PostingDraft(self.day(c)))

    def correct_person(self, a: int, b: int, c: int, d: int) -> None:
        person = self.posting(a).person
        draft = PersonDraft(f"Orang {b} lain", birth_on=date(1950 + b, 2, 2) if d % 3 else None, sex="P")
        correct_person(self.actor, person.pk, person.version, draft)

    def correct_posting(self, a: int, b: int, c: int, d: int) -> None:
        post = self.posting(a)
        draft = PostingDraft(self.day(c), bimtek_on=self.day(d) if b % 2 else None)
        correct_posting(self.actor, post.pk, post.version, draft)

    def cancel(self, a: int, *_: int) -> None:
        post = self.posting(a)
        cancel_posting(self.actor, post.pk, post.version, "Salah orang")


def _pick(rows: Any, n: int) -> Any:
    found = list(rows)
    if not found:
        raise Refusal("nobody is there yet")
    return found[n % len(found)]


def rejudge_below(path: str) -> None:
    rejudge(PsmPosting.objects.filter(village_path__startswith=path).values_list("pk", flat=True))


def stored_is_judged() -> None:
    found = drift(list(PsmPosting.objects.values_list("pk", flat=True)))
    assert (found.postings, found.villages) == ((), ())


def segments_cover_each_posting() -> None:
    """Gapless, without overlap, from the first day of service to the last."""
    for posting in PsmPosting.objects.select_related("person"):
        periods = [s.period for s in sorted(posting.segments.all(), key=lambda s: s.period.lower)]
        last = min(filter(None, (posting.until, posting.person.died_on)), default=None)
        if posting.cancelled_at or (last and last < posting.starts_on):
            assert periods == []
            continue
        assert periods[0].lower == posting.starts_on
        assert periods[-1].upper == (last + timedelta(days=1) if last else None)
        assert all(before.upper == after.lower for before, after in pairwise(periods))


def ledger_sums_are_counts(days: Iterable[date]) -> None:
    """What the ledger sums up to on a day is what one counts in the segments of that day."""
    for day in days:
        sums = LedgerEntry.objects.filter(day__lte=day).values_list("measure").annotate(n=Sum("n"))
        summed = Counter({measure: n for measure, n in sums if n})
        assert summed == Counter(_counted(day)), day


def pending_is_what_was_never_folded() -> None:
    def totals(model: Any) -> Mapping[tuple[Any, ...], int]:
        rows = model.objects.values_list("village_path", "day", "measure").annotate(total=Sum("n"))
        return {row[:3]: row[3] for row in rows if row[3]}

    assert totals(LedgerPending) == totals(LedgerEntry)


def _counted(day: date) -> Iterable[int]:
    psm: Counter[str] = Counter()
    standing = {m.name.lower(): m for m in Measure}
    for s in Segment.objects.filter(period__contains=day).select_related("posting"):
        psm[s.village_path] += 1
        yield standing[s.standing]
        if s.standing == "sah" and s.checked:
            yield Measure.SAH_CHECKED
        if s.soon_from and s.soon_from <= day:
            yield Measure.SOON
        if s.sex == "P":
            yield Measure.WOMEN
        yield cohort(s.birth_on, s.sex) if s.birth_on else Measure.UNKNOWN_BIRTH
        if s.posting.bimtek_attended and (s.posting.bimtek_on or day) <= day:
            yield Measure.BIMTEK
    for n in psm.values():
        yield Measure.COVERED
        yield from range(Measure.TWO_OR_MORE, Measure.TWO_OR_MORE + min(n, 6) - 1)


CHECKS: tuple[Callable[[], None], ...] = (
    stored_is_judged,
    segments_cover_each_posting,
    pending_is_what_was_never_folded,
)
