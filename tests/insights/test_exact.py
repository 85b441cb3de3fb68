"""Figures equal a count person by person, whatever was written, folded, and asked for."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pendopo.access.enums import Role
from pendopo.insights.fold import due, fold, fold_due
from pendopo.insights.models import Balance
from pendopo.insights.queries import consolidation
from pendopo.legality.commands import annul_sk, issue_sk, revoke_sk, verify_sk
from pendopo.legality.drafts import RevocationDraft, SkDraft
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import LedgerPending, Sk
from pendopo.roster.commands import end_posting, register_psm
from pendopo.roster.drafts import EndDraft, PersonDraft, PostingDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Refusal
from pendopo.wilayah.queries import by_code
from tests.insights.brute import counted
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, World


def _day(dice: random.Random, first: date = date(2017, 6, 1), days: int = 4200) -> date:
    day = first + timedelta(dice.randrange(days))
    return dice.choice(
        [day, day, day.replace(day=1), day.replace(month=12, day=31), day.replace(month=2, day=28)]
    )


def _register(world: World, dice: random.Random) -> None:
    born = dice.choice([None, date(1956, 2, 29), _day(dice, date(1950, 1, 1), 20000)])
    person = PersonDraft(name=f"Orang {dice.random()}", birth_on=born, sex=dice.choice(["L", "P", ""]))
    attended = dice.choice([None, False, True])
    posting = PostingDraft(
        starts_on=_day(dice, days=2000), bimtek_attended=attended, bimtek_on=_day(dice) if attended else None
    )
    village = dice.choice([*world.malang.villages, *world.semarang.villages])
    register_psm(world.actor(Role.DINSOS_ADMIN, ROOT), village.pk, person, posting)


def _issue(world: World, dice: random.Random) -> None:
    posting = dice.choice(list(PsmPosting.objects.order_by("pk")))
    signed = _day(dice, days=3200)
    ends = signed + timedelta(dice.randrange(30, 1500)) if dice.random() < 0.6 else None
    draft = SkDraft(
        number=f"141/{dice.randrange(10**6)}", issuer=dice.choice([Issuer.KEPALA_DESA, None]),
        office_id=posting.village_id, signed_on=signed, posting_ids=(posting.pk,), ends_on=ends,
        end_kind=EndKind.TANGGAL if ends else EndKind.TANPA_BATAS,
    )  # fmt: skip
    issue_sk(world.actor(Role.DINSOS_ADMIN, ROOT), draft)


def _paper(dice: random.Random) -> Sk:
    return dice.choice(list(Sk.objects.filter(annulled_at__isnull=True).order_by("pk")))


def _revoke(world: World, dice: random.Random) -> None:
    sk = _paper(dice)
    revoke_sk(
        world.actor(Role.DINSOS_ADMIN, ROOT), sk.pk, sk.version, RevocationDraft(_day(dice), "tidak bertugas")
    )


def _annul(world: World, dice: random.Random) -> None:
    sk = _paper(dice)
    annul_sk(world.actor(Role.DINSOS_ADMIN, ROOT), sk.pk, sk.version, "salah catat")


def _verify(world: World, dice: random.Random) -> None:
    sk = _paper(dice)
    verify_sk(world.actor(Role.DINSOS_ADMIN, ROOT), sk.pk, sk.version, "SK asli")


def _leave(world: World, dice: random.Random) -> None:
    posting = dice.choice(list(PsmPosting.objects.filter(until__isnull=True).order_by("pk")))
    draft = EndDraft(posting.starts_on + timedelta(dice.randrange(2000)), EndReason.OTHER, "pindah tugas")
    end_posting(world.actor(Role.DINSOS_ADMIN, ROOT), posting.pk, posting.version, draft)


def _fold_one(world: World, dice: random.Random) -> None:
    if waiting := due():
        fold(dice.choice(waiting))


ACTS: list[Callable[[World, random.Random], None]] = [
    _register, _register, _issue, _issue, _revoke, _annul, _verify, _leave, _fold_one,
]  # fmt: skip


def _compare(world: World, on: date) -> None:
    actor = world.actor(Role.DINSOS_ADMIN, ROOT)
    villages = world.malang.villages
    assert world.malang.district.parent is not None
    for place in (by_code(ROOT), by_code(JATIM), world.malang.place, world.malang.district, villages[0]):
        assert place is not None
        found = consolidation(actor, place, on, row_medians=True)
        assert found.total == counted(place, on), (place, on)
        for row in found.rows:
            if row.figures.psm or row.code == MALANG:
                below = by_code(row.code)
                assert below is not None
                assert row.figures == counted(below, on), (row.name, on)


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_of_a_count_by_hand(world: World, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(12):
        try:
            dice.choice(ACTS)(world, dice)
        except Refusal:
            continue
    for on in (world.on, dice.choice([date(1980, 5, 5), date(2024, 2, 29)]), _day(dice), _day(dice)):
        _compare(world, on)


def test_folding_twice_changes_nothing(world: World) -> None:
    def stored() -> list[Any]:
        return list(Balance.objects.order_by("path", "month").values_list("path", "month", "counts"))

    assert fold_due() == 2
    first = stored()
    assert not LedgerPending.objects.exists()
    fold(world.malang.place.path)
    assert stored() == first
    _compare(world, world.on)


def test_balances_stand_without_a_gap(world: World) -> None:
    fold_due()
    months = list(Balance.objects.filter(path=world.malang.place.path).order_by("month").values_list("month"))
    numbers = [12 * m.year + m.month for (m,) in months]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
