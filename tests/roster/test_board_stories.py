"""Random stories of one IPSM, told by the real commands in any order: what is stored is what is judged."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.access.actor import Actor
from pendopo.accounts.queries import installing_actor
from pendopo.legality.board_timelines import drift_units
from pendopo.legality.commands import (
    annul_sk,
    cancel_board_policy,
    cancel_term,
    correct_board_sk,
    issue_board_sk,
    revoke_sk,
    set_board_policy,
    verify_sk,
)
from pendopo.legality.drafts import BoardPolicyDraft, BoardSkDraft, RevocationDraft
from pendopo.legality.enums import BoardNeed, EndKind, Issuer
from pendopo.legality.models import BoardPolicy, BoardSegment, Sk
from pendopo.roster.board_drafts import (
    ElectionDraft,
    HolderDraft,
    LeaveDraft,
    StartDraft,
    StepDraft,
    StopDraft,
    Who,
    WorkDraft,
)
from pendopo.roster.commands import boards as do
from pendopo.roster.commands import record_death, register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import HolderEnd, SeatKind, StopKind, WorkKind
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Person, Seat, TermStep, UnitStop, UnitWork
from pendopo.shared.clock import now
from pendopo.shared.refusals import Refusal
from pendopo.wilayah.enums import Level
from pendopo.wilayah.queries import by_code, villages_below

pytestmark = pytest.mark.django_db
SPAN = 2500
_CORE = (SeatKind.KETUA, SeatKind.SEKRETARIS, SeatKind.BENDAHARA)
_ISSUERS = (Issuer.BUPATI_WALIKOTA, Issuer.BUPATI_WALIKOTA, Issuer.KEPALA_DINSOS, Issuer.IPSM_PROVINSI, None)
_VERBS = (
    "start start musda elect elect install sk sk correct_sk revoke annul verify seat replace leave cancel_holder die "
    "undie work cancel_work stop lift cancel_stop correct_step cancel_step cancel_term policy unset"
).split()
deed = st.tuples(st.sampled_from(_VERBS), *(st.integers(0, n) for n in (40, 40, SPAN, SPAN)))


class Story:
    """One regency, three people, and whatever is told of its boards."""

    def __init__(self) -> None:
        place = by_code("35.07")
        assert place is not None
        self.place, self.actor = place, installing_actor("test", now())
        village = villages_below(place).order_by("code")[0]
        posting = PostingDraft(self.day(SPAN))
        self.people = [
            register_psm(self.actor, village.pk, PersonDraft(name=name), posting).person_id
            for name in ("Ani Lestari", "Budi Santoso", "Cici Rahayu", "Dodi Wijaya")
        ]

    def day(self, ago: int) -> date:
        return self.actor.today - timedelta(days=ago)

    def tell(self, verb: str, a: int, b: int, x: int, y: int) -> bool:
        """Was it done? A refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                _DEEDS[verb](self, self.actor, (a, b, self.day(x), self.day(y)))
        except Refusal:
            return False
        return True

    def pick(self, rows: Any, n: int) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise Refusal("nothing to do it to")
        return found[n % len(found)]


Hand = tuple[int, int, date, date]


def _start(s: Story, actor: Actor, hand: Hand) -> None:
    unit = IpsmUnit.objects.filter(wilayah=s.place, cancelled_at__isnull=True).first()
    do.start_forming(actor, s.place.pk, unit.version if unit else 0, StartDraft(hand[2]))


def _musda(s: Story, actor: Actor, hand: Hand) -> None:
    term = s.pick(BoardTerm.objects, hand[0])
    do.set_musda(actor, term.pk, term.version, StepDraft(hand[2]))


def _elect(s: Story, actor: Actor, hand: Hand) -> None:
    term = s.pick(BoardTerm.objects, hand[0])
    seats = Seat.objects.filter(term=term, kind__in=_CORE, cancelled_at__isnull=True).order_by("pk")
    chosen = {seat.pk: Who(person_id=pk) for seat, pk in zip(seats, s.people, strict=False)}
    do.record_election(actor, term.pk, term.version, ElectionDraft(StepDraft(hand[2]), chosen))


def _install(s: Story, actor: Actor, hand: Hand) -> None:
    term = s.pick(BoardTerm.objects, hand[0])
    do.install(actor, term.pk, term.version, StepDraft(hand[2], by_whom="Bupati"))


def _paper(hand: Hand) -> BoardSkDraft:
    a, b, x, y = hand
    kind = (EndKind.TANGGAL, EndKind.TANGGAL, EndKind.TANPA_BATAS, EndKind.KOSONG)[b % 4]
    return BoardSkDraft(
        number=f"188/{a}", issuer=_ISSUERS[a % len(_ISSUERS)], office_id=None, signed_on=min(x, y),
        ends_on=max(x, y) + timedelta(days=b * 60) if kind == EndKind.TANGGAL else None, end_kind=kind,
    )  # fmt: skip


def _sk(s: Story, actor: Actor, hand: Hand) -> None:
    issue_board_sk(actor, s.pick(BoardTerm.objects, hand[1]).pk, _paper(hand))


def _correct_sk(s: Story, actor: Actor, hand: Hand) -> None:
    sk = s.pick(Sk.objects, hand[1])
    correct_board_sk(actor, sk.pk, sk.version, _paper(hand))


def _revoke(s: Story, actor: Actor, hand: Hand) -> None:
    sk = s.pick(Sk.objects, hand[0])
    revoke_sk(actor, sk.pk, sk.version, RevocationDraft(hand[2], "Dicabut"))


def _seat(s: Story, actor: Actor, hand: Hand) -> None:
    seat = s.pick(Seat.objects.filter(kind__in=_CORE), hand[0])
    who = Who(person_id=s.people[hand[1] % 4]) if hand[1] % 5 else Who(name="Nama di kertas")
    do.seat_holder(actor, seat.pk, HolderDraft(who, hand[2], acting=hand[1] % 3 == 0))


def _replace(s: Story, actor: Actor, hand: Hand) -> None:
    holder = s.pick(Holder.objects, hand[0])
    do.replace_holder(
        actor, holder.pk, holder.version, HolderDraft(Who(person_id=s.people[hand[1] % 4]), hand[2])
    )


def _leave(s: Story, actor: Actor, hand: Hand) -> None:
    holder = s.pick(Holder.objects, hand[0])
    do.leave_seat(actor, holder.pk, holder.version, LeaveDraft(hand[2], HolderEnd.OWN_REQUEST))


def _death(s: Story, actor: Actor, hand: Hand, *, died: bool) -> None:
    human = Person.objects.get(pk=s.people[hand[0] % 4])
    record_death(actor, human.pk, human.version, hand[2] if died else None)


def _unit(s: Story, n: int) -> IpsmUnit:
    unit: IpsmUnit = s.pick(IpsmUnit.objects, n)
    return unit


def _stop(s: Story, actor: Actor, hand: Hand) -> None:
    unit = _unit(s, 0)
    kind = StopKind.BUBAR if hand[1] % 3 == 0 else StopKind.BEKU
    do.stop_unit(actor, unit.pk, unit.version, StopDraft(kind, hand[2], "Sebab"))


def _lift(s: Story, actor: Actor, hand: Hand) -> None:
    stop = s.pick(UnitStop.objects, hand[0])
    do.lift_stop(actor, stop.pk, _unit(s, 0).version, hand[2], "Selesai")


def _correct_step(s: Story, actor: Actor, hand: Hand) -> None:
    step = s.pick(TermStep.objects, hand[0])
    do.correct_step(actor, step.pk, step.term.version, StepDraft(hand[2]))


def _policy(s: Story, actor: Actor, hand: Hand) -> None:
    signers = (Issuer.KEPALA_DINSOS,) if hand[1] % 2 else (Issuer.BUPATI_WALIKOTA,)
    needs = (BoardNeed.SAH, BoardNeed.AKTIF, BoardNeed.DIPERIKSA)[: hand[1] % 4]
    draft = BoardPolicyDraft(
        Level.REGENCY, hand[2] if hand[0] % 2 else None, signers, (None, 36, 60)[hand[0] % 3], 6, needs
    )
    set_board_policy(actor, s.place.pk, draft)


def _on(rows: Any, act: Callable[..., Any]) -> Callable[[Story, Actor, Hand], None]:
    """A deed on one row that carries its own version, or none."""

    def run(s: Story, actor: Actor, hand: Hand) -> None:
        row = s.pick(rows.objects, hand[0])
        act(actor, row)

    return run


_DEEDS: dict[str, Callable[[Story, Actor, Hand], None]] = {
    "start": _start, "musda": _musda, "elect": _elect, "install": _install, "sk": _sk, "correct_sk": _correct_sk,
    "revoke": _revoke, "seat": _seat, "replace": _replace, "leave": _leave, "stop": _stop, "lift": _lift,
    "correct_step": _correct_step, "policy": _policy,
    "annul": _on(Sk, lambda actor, sk: annul_sk(actor, sk.pk, sk.version, "Salah catat")),
    "verify": _on(Sk, lambda actor, sk: verify_sk(actor, sk.pk, sk.version, "SK asli")),
    "cancel_holder": _on(Holder, lambda actor, h: do.cancel_holder(actor, h.pk, h.version, "Salah catat")),
    "cancel_work": _on(UnitWork, lambda actor, w: do.cancel_work(actor, w.pk, "Salah catat")),
    "cancel_stop": _on(UnitStop, lambda actor, x: do.cancel_stop(actor, x.pk, x.unit.version, "Salah catat")),
    "cancel_step": _on(TermStep, lambda actor, x: do.cancel_step(actor, x.pk, x.term.version, "Salah catat")),
    "cancel_term": _on(BoardTerm, lambda actor, t: cancel_term(actor, t.pk, t.version, "Salah catat")),
    "unset": _on(BoardPolicy, lambda actor, p: cancel_board_policy(actor, p.pk)),
    "die": lambda s, actor, hand: _death(s, actor, hand, died=True),
    "undie": lambda s, actor, hand: _death(s, actor, hand, died=False),
    "work": lambda s, actor, hand: do.record_work(
        actor, _unit(s, 0).pk, WorkDraft(WorkKind.RAPAT, hand[2], f"Rapat {hand[0]}")
    ) and None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    from pendopo.kernel import command as kernel

    monkeypatch.setitem(kernel.JOBS, "legality.rejudge_units_below", lambda **_arguments: None)


@settings(
    max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=st.lists(deed, min_size=6, max_size=26))
def test_whatever_is_told_the_stored_is_the_judged(story: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        s = Story()
        for verb, a, b, x, y in [("start", 0, 0, SPAN, 0), *story]:
            s.tell(verb, a, b, x, y)
            holds(s)
        transaction.set_rollback(True)


def holds(s: Story) -> None:
    """No drift, no gap, no two boards at once, nobody twice in a chair."""
    ids = list(IpsmUnit.objects.values_list("pk", flat=True))
    assert not drift_units(ids).units, s
    for unit in IpsmUnit.objects.filter(pk__in=ids):
        segments = list(BoardSegment.objects.filter(unit=unit).order_by("period"))
        assert all(a.period.upper == b.period.lower for a, b in pairwise(segments))
        assert not segments or segments[-1].period.upper is None
    assert all(
        holder.person is None
        or holder.person.died_on is None
        or (holder.until or date.max) <= holder.person.died_on
        for holder in Holder.objects.filter(cancelled_at__isnull=True).select_related("person")
    )
