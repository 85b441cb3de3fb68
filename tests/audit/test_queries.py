from datetime import timedelta
from typing import Any

from pendopo.access.enums import Role
from pendopo.audit.models import PersonKey
from pendopo.audit.queries import Change, done_by, entries, events_in_reach, history_of_person
from pendopo.roster.commands import reveal_nik
from tests.worlds.two_kabupaten import SEMARANG, World


def test_history_of_a_person_is_whole_and_tells_who_read_her_nik(world: World) -> None:
    person = world.malang.people["replaced"]
    reveal_nik(world.actor(Role.IPSM_SECRETARY), person, "pencocokan KTP")
    history = history_of_person(person)
    assert [e.name for e in history] == ["nik.revealed", "sk.issued", "sk.issued", "psm.registered"]
    assert history[0].reason == "pencocokan KTP"
    assert history[0].sentence == "Sekretaris IPSM 35.07 membuka NIK lengkap."
    assert Change("nama", "", "Sri Wahyuni Wijaya") in history[-1].changes
    assert history[-1].place.startswith("Desa ")


def test_no_whole_nik_is_in_the_log(world: World) -> None:
    niks = [
        c.after
        for e in history_of_person(world.malang.people["forever"])
        for c in e.changes
        if c.field == "NIK"
    ]
    assert [n[-2:].isdigit() and set(n[:-2]) <= {"•", " "} for n in niks] == [True]


def test_erasing_the_key_leaves_a_whole_log_without_personal_values(world: World) -> None:
    person = world.malang.people["forever"]
    PersonKey.objects.filter(person_id=person).delete()
    history = history_of_person(person)
    assert history[-1].name == "psm.registered"
    assert not [c for c in history[-1].changes if c.field == "nama"]


def test_events_in_reach_stop_at_the_neighbour(world: World) -> None:
    actor = world.actor(Role.AUDITOR)
    seen = entries(events_in_reach(actor, world.malang.place)[:500])
    assert seen
    assert not {p for e in seen for p in e.person_ids} & set(world.semarang.people.values())
    assert not events_in_reach(actor, world.semarang.place).exists()
    assert not events_in_reach(world.actor(Role.IPSM_SECRETARY), world.malang.place).exists()


def test_filters_by_kind_person_and_day(world: World) -> None:
    actor, place = world.actor(Role.AUDITOR, SEMARANG), world.semarang.place
    kinds = {e.kind for e in entries(events_in_reach(actor, place, kind="psm")[:100])}
    assert kinds == {"psm"}
    admin = world.user(Role.DINSOS_ADMIN, SEMARANG)
    assert {e.who for e in entries(events_in_reach(actor, place, who=done_by([admin.pk]))[:100])} == {
        admin.name
    }
    tomorrow = world.on + timedelta(days=1)
    assert not events_in_reach(actor, place, since=tomorrow).exists()
    assert events_in_reach(actor, place, since=world.on, until=world.on).exists()


def test_a_page_of_entries_costs_the_same_queries_whatever_its_length(
    world: World, django_assert_num_queries: Any
) -> None:
    events = events_in_reach(world.actor(Role.AUDITOR), world.malang.place, kind="psm")
    for n in (1, 12):
        with django_assert_num_queries(4):
            assert len(entries(events[:n])) == n
