"""The weight of a large import and a large export: how long, how much memory, and what readers feel meanwhile.

`python -m tests.bench.weight <rows>`, with PENDOPO_HOME of a home that may be emptied (var/bench-weight).
A world of a few regencies is read by sixteen people at once; then the roster of East Java is imported and exported as a
secretary would, then the one of Central Java while the sixteen read on. Prints one JSON object.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

READERS, WARM, CALM = 16, 5.0, 15.0
"""Readers at once; seconds of reading that do not count, and seconds before anything heavy happens."""
USER = "bench.weight"
_HELPERS = ("intake/child.py", "pendopo.shared.beside")
FILLED = ("35.07", "35.73", "33.22", "33.01")


def main(rows: int) -> dict[str, Any]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.config.settings"
    os.environ["PENDOPO_HOSTS"] = "127.0.0.1"
    from pendopo.config.home import home
    from pendopo.config.postgres import server
    from pendopo.config.postgres.place import place_in
    from pendopo.config.run.children import worker
    from pendopo.shared.collector import collect_seldom
    from tests.bench import measure

    own = server.start(place_in(home()))
    django.setup()
    collect_seldom()
    hand = worker()
    try:
        _world()
        with measure._pages():
            hand.start()
            machine = measure._machine()
            lines = _lines(rows, hand.process.pid if hand.process else 0)
            return {"world": "weight", "rows": rows, "machine": machine, "lines": lines}
    finally:
        hand.stop()
        if own:
            server.stop_process(own)


def _lines(rows: int, worker: int) -> dict[str, Any]:
    from tests.bench.readers import Readers

    with Readers(READERS, USER) as readers:
        time.sleep(WARM)
        readers.times.clear()
        time.sleep(CALM)
        calm = readers.p95()
    found: dict[str, Any] = {"p95 of 16 readers, nothing else": calm}
    with _Memory(os.getpid(), worker) as memory:
        batch, steps = _import("35", rows, "xlsx")
        found |= steps
        found["import saved, s"] = _seconds(lambda: _save(batch))
    found["import in all, s"] = sum(
        v for k, v in found.items() if k.startswith("import ") and k.endswith(", s")
    )
    found["memory of the asking process, MB"] = _peak(os.getpid())
    found["memory of the worker, MB"] = _peak(worker)
    found["memory of both at one time, MB"] = memory.most
    found["export by the worker, s"] = _seconds(lambda: _export("35"))
    batch, _steps = _import("33", rows, "csv")
    for what, deed in (("import", lambda: _save(batch)), ("export", lambda: _export("33"))):
        with Readers(READERS, USER) as readers:
            deed()
            found[f"p95 of 16 readers during an {what}"] = readers.p95()
    return found


def _world() -> None:
    """An empty database with the tree, a few regencies with people, and one account of the country."""
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from pendopo.web.build import build as build_pages

    asked = connection.get_connection_params()
    where = {key: asked[key] for key in ("host", "port", "user", "password") if key in asked}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{asked["dbname"]}" WITH (FORCE)')
        link.execute(f'CREATE DATABASE "{asked["dbname"]}"')
    for words in (("migrate",), ("createcachetable",), ("load_wilayah",)):
        call_command(*words, verbosity=0)
    build_pages(settings.BUILD_ROOT)
    call_command("collectstatic", verbosity=0, interactive=False)
    _people()


def _people() -> None:
    from dataclasses import replace

    from django.db import connection

    from pendopo.access.enums import Role
    from pendopo.accounts.commands import create_account
    from pendopo.accounts.drafts import AccountDraft, GrantDraft
    from pendopo.accounts.queries import installing_actor
    from pendopo.insights.fold import fold
    from pendopo.processes.seeding.commands import seed_regency
    from pendopo.processes.seeding.places import plan_of, villages_of
    from pendopo.processes.seeding.regency import seed_of
    from pendopo.shared.clock import now
    from pendopo.wilayah.models import Wilayah

    actor = installing_actor("bench", now())
    for regency in Wilayah.objects.filter(code__in=FILLED):
        plan = replace(plan_of(regency.code), coverage=0.98, steady=False)
        seed_regency(actor, regency, seed_of(regency.code, villages_of(regency), plan, actor.today))
        fold(regency.path)
    root = Wilayah.objects.get(code="0")
    create_account(actor, AccountDraft("Bench", GrantDraft(Role.DINSOS_ADMIN, root.pk), username=USER))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # what the server does by itself within minutes


def _actor(code: str) -> Any:
    from pendopo.access.actor import Actor
    from pendopo.access.enums import Role
    from pendopo.access.models import User
    from pendopo.shared.clock import now
    from pendopo.wilayah.models import Wilayah

    place = Wilayah.objects.get(code=code)
    user = User.objects.get(username=USER)
    return Actor(user.pk, "Bench", Role.DINSOS_ADMIN, place.pk, place.path, "bench", now())


def _import(code: str, rows: int, kind: str) -> tuple[Any, dict[str, float]]:
    """Everything before the save, as the pages do it; the file is made first and not timed."""
    from pendopo.processes.imports import commands, queries
    from pendopo.processes.imports.columns import layout
    from pendopo.wilayah.models import Wilayah
    from tests.bench.roster_file import ugly_rows, write_csv, write_xlsx

    who, place = _actor(code), Wilayah.objects.get(code=code)
    content = (write_csv if kind == "csv" else write_xlsx)(ugly_rows(place, rows))
    took: dict[str, float] = {}
    began = time.perf_counter()
    batch = commands.begin_import(who, f"roster.{kind}", content)
    batch = commands.confirm_columns(who, batch.pk, place.pk, layout(batch).headers)
    batch = commands.answer(who, batch.pk, {"signer:*": "kepala_desa", "as_of:*": "31 Desember 2025"})
    took["import read, s"] = time.perf_counter() - began
    took["import planned, s"] = _seconds(lambda: queries.review(who, batch))
    return batch, took


def _save(batch: Any) -> None:
    """Pressed, and done by the worker."""
    from pendopo.processes.imports.commands import queue_save
    from pendopo.processes.models import ImportState

    queue_save(_actor(batch.place.code), batch.pk)
    _until(lambda: type(batch).objects.filter(pk=batch.pk).exclude(state=ImportState.SAVING).exists())
    batch.refresh_from_db()
    if batch.state != ImportState.SAVED:
        raise SystemExit(f"The import was not saved: {batch.trouble}")


def _export(code: str) -> None:
    from pendopo.documents.records import Notes
    from pendopo.legality.queries import PsmFilters
    from pendopo.processes.exports.making import ask_export
    from pendopo.processes.exports.shelf import Wish, has_trouble, is_ready

    who = _actor(code)
    notes = Notes(code, who.today, who.name, str(who.at), [])
    uid = ask_export(who, Wish(who, who.place_id, notes, PsmFilters(), {}, "psm.xlsx"))
    _until(lambda: is_ready(uid) or has_trouble(uid))
    if has_trouble(uid):
        raise SystemExit("The export was not written.")


def _until(there: Callable[[], bool]) -> None:
    while not there():
        time.sleep(0.2)


def _seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


class _Memory(threading.Thread):
    """What some processes, with those that open and read for them, hold together at the worst moment, in MB."""

    def __init__(self, *pids: int) -> None:
        super().__init__(daemon=True)
        self.pids, self.most, self.ended = pids, 0.0, threading.Event()

    def __enter__(self) -> "_Memory":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.ended.set()
        self.join()

    def run(self) -> None:
        while not self.ended.wait(0.2):
            self.most = max(self.most, sum(_of_process(pid, "VmRSS") for pid in self._all()))

    def _all(self) -> list[int]:
        children = [child for pid in self.pids for child in psutil.Process(pid).children()]
        helpers = [p.pid for p in children if any(name in " ".join(_words(p)) for name in _HELPERS)]
        return [*self.pids, *helpers]


def _words(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def _peak(pid: int) -> float:
    return _of_process(pid, "VmHWM")


def _of_process(pid: int, what: str) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(what):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
