"""Several people at the same record, village, NIK or paper at the same moment, on a real server."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connections

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.kernel.command import JOBS
from pendopo.legality.commands import issue_sk, revoke_sk
from pendopo.legality.drafts import RevocationDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk
from pendopo.legality.timelines import drift
from pendopo.roster.commands import correct_person, register_psm
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.shared.refusals import Conflict, Refusal
from tests.legality.stories import (
    SPAN,
    Story,
    pending_is_what_was_never_folded,
    rejudge_below,
    stored_is_judged,
)
from tests.worlds.two_kabupaten import World

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All deeds start together, each with a connection of its own; what each gave or raised, in order."""
    gate = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            gate.wait(20)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def one_wins(results: list[Any]) -> None:
    assert sorted(type(r) is Conflict for r in results) == [False] + [True] * (len(results) - 1), results


def test_two_people_save_one_person(world: World) -> None:
    person = Person.objects.get(pk=world.malang.people["soon"])
    actor = world.actor(Role.IPSM_SECRETARY)

    def save(name: str) -> Callable[[], Person]:
        return lambda: correct_person(actor, person.pk, person.version, PersonDraft(name))

    one_wins(at_once(save("Nama Satu"), save("Nama Dua"), save("Nama Tiga")))
    assert Event.objects.filter(name="person.corrected").count() == 1
    assert Person.objects.get(pk=person.pk).version == person.version + 1


def test_two_people_revoke_one_sk(world: World) -> None:
    sk = Sk.objects.get(pk=world.malang.sk["forever"])
    actor = world.actor(Role.DINSOS_ADMIN)
    draft = RevocationDraft(date(2026, 1, 1), "Mengundurkan diri")
    one_wins(at_once(*[lambda: revoke_sk(actor, sk.pk, sk.version, draft)] * 2))
    assert sk.revocations.count() == 1


def test_one_nik_registered_twice(world: World) -> None:
    actor = world.actor(Role.IPSM_SECRETARY)
    draft = PersonDraft("Kembar Waktu", nik="3507014503600101", nik_state=NikState.SURE)

    def register(village: int) -> Callable[[], PsmPosting]:
        place = world.malang.villages[village].pk
        return lambda: register_psm(actor, place, draft, PostingDraft(date(2024, 1, 1)))

    one_wins(at_once(register(0), register(1)))
    assert Person.objects.filter(name="Kembar Waktu").count() == 1


def test_one_paper_entered_twice_is_one_paper(world: World) -> None:
    actor = world.actor(Role.IPSM_SECRETARY)

    def issue(name: str) -> Callable[[], Sk]:
        draft = SkDraft(
            number="141/99/2026", issuer=Issuer.KEPALA_DESA, office_id=world.malang.villages[1].pk,
            signed_on=date(2026, 1, 5), end_kind=EndKind.TANPA_BATAS, posting_ids=(world.malang.psm[name].pk,),
        )  # fmt: skip
        return lambda: issue_sk(actor, draft)

    results = at_once(issue("no_sk"), issue("wrong_office"))
    assert not any(isinstance(r, Refusal) and not isinstance(r, Conflict) for r in results)
    assert Sk.objects.filter(number="141/99/2026").count() == 1
    assert drift([p.pk for p in world.malang.psm.values()]).postings == ()


def test_stories_at_once_leave_stored_as_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five people work in the same three villages; whoever is refused tries something else."""
    monkeypatch.setitem(JOBS, "legality.rejudge_below", rejudge_below)
    Story().tell([("register", (n, n, 10 * n, 20 * n)) for n in range(9)])
    # A policy rejudges in a job after its commit; here it would run inside and not see what others write.
    names = "issue issue issue revoke annul correct_sk verify leave die undie move back correct_person cancel register"

    def work(seed: int) -> Callable[[], None]:
        rng = random.Random(seed)
        limits = (50, 50, SPAN, SPAN)
        steps: Any = [(rng.choice(names.split()), tuple(map(rng.randrange, limits))) for _ in range(25)]
        return lambda: Story().tell(steps)

    at_once(*(work(seed) for seed in range(5)))
    stored_is_judged()
    pending_is_what_was_never_folded()
