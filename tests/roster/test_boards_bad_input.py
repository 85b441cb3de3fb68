"""What a secretary reads when a board is not as it should be, and what two of them at once may not do."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from pendopo.access.enums import Role
from pendopo.legality.commands import issue_board_sk
from pendopo.legality.enums import EndKind
from pendopo.legality.queries.board_story import UnitVerdict, unit_story
from pendopo.roster.board_drafts import HolderDraft, LeaveDraft, Who
from pendopo.roster.commands import boards as do
from pendopo.roster.commands import record_death
from pendopo.roster.enums import HolderEnd
from pendopo.roster.models import Holder, IpsmUnit, Person
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Refusal
from tests.worlds.boards import day, elected, formed, secretary, sk_draft
from tests.worlds.two_kabupaten import World


def told(world: World, unit: IpsmUnit) -> UnitVerdict:
    return unit_story(secretary(world), unit.pk, world.on).verdict


@pytest.mark.django_db
def test_a_board_whose_chair_died_stays_legal_is_idle_and_is_told_what_to_do(world: World) -> None:
    board, person = formed(world), Person.objects.get(pk=world.malang.people["forever"])
    record_death(world.actor(Role.DINSOS_ADMIN), person.pk, person.version, day(world, 15))
    verdict = told(world, board.unit)
    assert (verdict.standing, verdict.active) == ("sah", False)
    assert "Kursi ketua kosong atau belum dicatat." in verdict.warnings
    assert "Ada jabatan wajib yang kosong." in verdict.idle
    assert any("rapatkan penggantinya, lalu minta SK pergantian" in todo for todo in verdict.todo)
    new = HolderDraft(Who(person_id=world.malang.people["young"]), day(world, 10))
    do.seat_holder(secretary(world), board.seat().pk, new)
    assert told(world, board.unit).active


@pytest.mark.django_db
def test_a_term_of_fifty_years_ends_where_the_policy_ends_it(world: World) -> None:
    term = elected(world)
    fifty = sk_draft(world, ends_on=day(world, 200) + timedelta(days=18262), end_kind=EndKind.TANGGAL)
    issue_board_sk(secretary(world), term.pk, fifty)
    verdict = told(world, term.unit)
    assert verdict.standing == "sah"
    assert any("paling lama 60 bulan sejak SK pertamanya" in warning for warning in verdict.warnings)
    assert "Siapkan musda sebelum batas itu lewat." in verdict.todo


@pytest.mark.django_db
def test_an_sk_dated_before_its_election_is_kept_and_not_legal(world: World) -> None:
    term = elected(world)
    issue_board_sk(secretary(world), term.pk, sk_draft(world, ago=250))
    verdict = told(world, term.unit)
    assert verdict.standing != "sah"
    days = (format_date(day(world, 250)), format_date(day(world, 240)))
    assert any(all(one in reason for one in days) and "sebelum musda" in reason for reason in verdict.reasons)
    assert any("minta SK baru yang menyusul musda" in todo for todo in verdict.todo)


@pytest.mark.django_db(transaction=True)
def test_two_chairs_in_one_moment(world: World) -> None:
    board, actor = formed(world), secretary(world)
    former = board.holder()
    do.leave_seat(actor, former.pk, former.version, LeaveDraft(day(world, 31), HolderEnd.OWN_REQUEST))
    seat, gate, answers = board.seat().pk, threading.Barrier(2), []

    def seated(name: str) -> None:
        who = Who(person_id=world.malang.people[name])
        gate.wait(20)
        answer: Any
        try:
            answer = do.seat_holder(actor, seat, HolderDraft(who, day(world, 20)))
        except Refusal as refusal:
            answer = refusal
        finally:
            connections.close_all()
        answers.append(answer)

    threads = [threading.Thread(target=seated, args=(name,)) for name in ("young", "expired")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    (refused,) = [answer for answer in answers if isinstance(answer, Refusal)]
    assert "Tidak bisa ada dua ketua" in refused.sentence
    assert Holder.objects.filter(seat_id=seat, cancelled_at__isnull=True, until__isnull=True).count() == 1
