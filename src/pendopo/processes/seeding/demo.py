"""The demo: a small Indonesia of made-up people, built by commands.

In: an empty register with all regions, and the day that is called today. Out: two provinces with people,
papers, policies, accounts, questions asked and answered. The same day gives the same people. It refuses a
register in which somebody already stands.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import connection

from pendopo.access.actor import Actor
from pendopo.access.models import User
from pendopo.accounts.queries import installing_actor
from pendopo.insights.fold import fold
from pendopo.legality.commands import set_policy
from pendopo.processes.seeding import places
from pendopo.processes.seeding.accounts import create_logins
from pendopo.processes.seeding.boards import seed_all_boards
from pendopo.processes.seeding.commands import seed_regency
from pendopo.processes.seeding.lately import happen_lately
from pendopo.processes.seeding.regency import seed_of
from pendopo.roster.models import Person
from pendopo.shared.numbers import format_number
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import by_code, children

PROVINCES = ("33", "35")
Say = Callable[[str], None]
_BEGAN = timedelta(days=120)
"""The demo pretends to have been in use for four months."""


class NotEmpty(Exception):
    """Somebody's data are there."""


def build(at: datetime, say: Say, only: frozenset[str] = frozenset()) -> None:
    """Everything, with a line of progress for each step. Two minutes at most on two old cores.

    `only`: codes of regencies, for tests that want a few.
    """
    if User.objects.exists() or Person.objects.exists():
        raise NotEmpty
    actor = installing_actor("demo", at - _BEGAN)
    today = replace(actor, at=at).today
    _set_policies(actor)
    regencies = [r for code in PROVINCES for r in children(_place(code)) if not only or r.code in only]
    people = 0
    for count, regency in enumerate(regencies, 1):
        people += _seed(actor, regency, today)
        if count % 8 == 0 or count == len(regencies):
            say(f"  {count} dari {len(regencies)} kabupaten/kota, {format_number(people)} orang")
    refresh_statistics()
    units = seed_all_boards(actor, regencies, today)
    say(f"  {format_number(units)} kepengurusan IPSM")
    say("  Akun")
    create_logins(replace(actor, at=at - timedelta(days=60)))
    say("  Permintaan SK, jawaban, pemeriksaan")
    happen_lately(replace(actor, at=at))
    say("  Angka per bulan")
    for regency in regencies:
        fold(regency.path)
    refresh_statistics()


def refresh_statistics() -> None:
    """The planner has seen empty tables, and no page is known to be visible to all; tell it what is there now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")


def _set_policies(actor: Actor) -> None:
    for code, draft in places.POLICIES.items():
        set_policy(actor, _place(code).pk, draft)


def _seed(actor: Actor, regency: Wilayah, today: date) -> int:
    plan = places.plan_of(regency.code)
    seed = seed_of(regency.code, places.villages_of(regency), plan, today)
    if seed.people:
        seed_regency(actor, regency, seed)
    return len(seed.people)


def _place(code: str) -> Wilayah:
    place = by_code(code)
    if place is None:
        raise RuntimeError(f"region {code} is not loaded")
    return place
