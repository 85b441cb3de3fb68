"""A national world for measuring: every village of Indonesia, half a million PSM, a million namings, and an IPSM in
every kab/kota and kecamatan.

Built by the same makers of seeds, the same batch command and the same judge as the demo, regency by regency,
by as many processes as there are processors. A build that was broken off goes on where it stopped.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.bench import boards

PEOPLE = 500_000
NAMINGS = 1_000_000
_SIZES = (4, 5, 6, 7, 7, 8, 9, 10)
_ALSO_COSTLY = (
    "ledger_day_path", "sk_newest", "segment_name", "segment_standing_name", "segment_province_name", "segment_soon",
    "stint_birth", "stint_province_birth",
)  # fmt: skip


def build() -> None:
    """Fill the database of this home, unless it is full. Django is set up, the server runs."""
    from django.core.management import call_command
    from django.db import connection

    from pendopo.insights.fold import fold_due
    from pendopo.roster.models import PsmPosting

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_wilayah", verbosity=0)
    if not _mark("national").exists():
        began = time.monotonic()
        _without_indexes()
        _together("fill")
        _with_indexes()
        _finish()
        _mark("national").touch()
        minutes = (time.monotonic() - began) / 60
        print(f"  {PsmPosting.objects.count()} postings in {minutes:.1f} minutes", flush=True)
    if not _mark("boards").exists():  # also a world built before there were boards gets them
        _together("boards")
        boards.finish()
        _mark("boards").touch()
    if fold_due():  # a new version has left corrections
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _together(what: str) -> None:
    """One part of the work by all processes, regency by regency."""
    commands = [[sys.executable, "-m", "tests.bench.world", what, str(n)] for n in range(_processes())]
    workers = [subprocess.Popen(command) for command in commands]
    if any(worker.wait() for worker in workers):
        raise SystemExit("A process that builds the national world has failed.")


def fill(share: int, of: int) -> None:
    """The regencies of one process, each with its balances."""
    from django.db import connection

    from pendopo.accounts.queries import installing_actor
    from pendopo.insights.fold import fold
    from pendopo.processes.seeding.commands import seed_regency
    from pendopo.processes.seeding.places import plan_of, villages_of
    from pendopo.processes.seeding.regency import seed_of
    from pendopo.roster.models import PsmPosting
    from pendopo.shared.clock import now
    from pendopo.wilayah.enums import Level
    from pendopo.wilayah.models import Wilayah

    actor = installing_actor("bench", now())
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    regencies = list(Wilayah.objects.filter(level=Level.REGENCY).order_by("code"))[share::of]
    for count, regency in enumerate(regencies, 1):
        if PsmPosting.objects.filter(
            village_path__gte=regency.path, village_path__lt=regency.path_until
        ).exists():
            continue
        plan = replace(plan_of(regency.code), coverage=0.98, sizes=_SIZES, steady=False)
        seed = seed_of(regency.code, villages_of(regency), plan, actor.today)
        seed_regency(actor, regency, seed)
        fold(regency.path)
        if count % 20 == 0:
            print(f"  process {share + 1}: {count} of {len(regencies)} regencies", flush=True)


def _processes() -> int:
    return min(os.cpu_count() or 1, 4)


def _mark(part: str) -> Path:
    from django.conf import settings

    return Path(settings.HOME) / part


def _costly() -> list[tuple[Any, Any]]:
    """Indexes that a build does not read and that cost it most: words of names, and the ledger by day."""
    from django.contrib.postgres.indexes import GinIndex

    from pendopo.legality.models import LedgerEntry, Segment, Sk, Stint
    from pendopo.roster.models import Person

    return [
        (model, index)
        for model in (Person, Sk, Segment, Stint, LedgerEntry)
        for index in model._meta.indexes
        if isinstance(index, GinIndex) or index.name in _ALSO_COSTLY
    ]


def _without_indexes() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for _model, index in _costly():
            cursor.execute(f'DROP INDEX IF EXISTS "{index.name}"')


def _with_indexes() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
    with connection.schema_editor(atomic=False) as editor:
        for model, index in _costly():
            editor.add_index(model, index)


def _finish() -> None:
    from django.db import connection

    from pendopo.accounts.queries import installing_actor
    from pendopo.processes.seeding.accounts import create_logins
    from pendopo.shared.clock import now

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    create_logins(installing_actor("bench", now()))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    django.setup()
    {"fill": fill, "boards": boards.fill}[sys.argv[1]](int(sys.argv[2]), _processes())
