"""Measure one world: build it if need be, start the real server, ask as people who are logged in.

`python -m tests.bench.measure demo|national <requests>`, with PENDOPO_HOME of that world. Prints one JSON
object; what it says meanwhile goes to stderr.
"""

import http.client
import json
import os
import platform
import random
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.pace import pace

PORT = 0
"""Chosen when the server starts."""
WARM = 10


def main(world: str, requests: int, only: str) -> dict[str, Any]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.config.settings"
    os.environ["PENDOPO_HOSTS"] = "127.0.0.1"
    from pendopo.config.home import home
    from pendopo.config.postgres import server
    from pendopo.config.postgres.place import place_in

    place = place_in(home())
    own = server.start(place)
    try:
        django.setup()
        _world(world)
        _read_once(place.data)
        with _pages():
            return {"world": world, "machine": _machine(), "size": _size(), "lines": _lines(requests, only)}
    finally:
        if own:
            server.stop_process(own)


def _read_once(data: Path) -> None:
    """The tables into the machine's memory, where they are on a server that has run since morning."""
    for file in data.glob("base/*/*"):
        with suppress(OSError), file.open("rb") as tables:
            while tables.read(2**20):
                pass


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _world(world: str) -> None:
    from django.conf import settings
    from django.core.management import call_command

    from pendopo.web.build import build as build_pages
    from tests.bench import world as national

    if world == "national":
        national.build()
    else:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_wilayah", verbosity=0)
        if not (settings.HOME / "demo").exists():
            call_command("demo", stdout=sys.stderr)
        _boards_of_an_old_demo()
    build_pages(settings.BUILD_ROOT)
    call_command("collectstatic", verbosity=0, interactive=False)


def _boards_of_an_old_demo() -> None:
    """A demo world that was built before there were boards gets them."""
    from pendopo.accounts.queries import installing_actor
    from pendopo.processes.seeding.boards import seed_all_boards
    from pendopo.processes.seeding.demo import PROVINCES
    from pendopo.roster.models import IpsmUnit
    from pendopo.shared.clock import now
    from pendopo.wilayah.queries import by_code, children

    if IpsmUnit.objects.exists():
        return
    actor = installing_actor("bench", now())
    places = [place for code in PROVINCES if (place := by_code(code))]
    seed_all_boards(actor, [regency for place in places for regency in children(place)], actor.today)


@contextmanager
def _pages() -> Iterator[None]:
    """The server as `pendopo run` starts it."""
    from pendopo.config.run.children import pages

    global PORT
    with socket.create_server(("127.0.0.1", 0)) as free:
        PORT = free.getsockname()[1]
    child = pages("127.0.0.1", PORT)
    child.start()
    try:
        _wait()
        yield
    finally:
        child.stop()


def _wait() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            link.request("GET", "/masuk/")
            link.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server does not answer.")


def _lines(requests: int, only: str) -> list[dict[str, Any]]:
    from tests.bench.lines import lines

    results = []
    for line in lines(random.Random(1975)):
        if only in line.name:
            results.append(_measured(line, requests))
            _say(
                "  {name}: median {median:.0f} ms, p95 {p95:.0f} ms, max {worst:.0f} ms".format(**results[-1])
            )
    return results


def _measured(line: Any, requests: int) -> dict[str, Any]:
    cookie = _session(line.username)
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    times, slowest, worst = [], "", 0.0
    for number, address in enumerate(islice(line.addresses, WARM + requests)):
        began = time.perf_counter()
        link.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "id"})
        answer = link.getresponse()
        answer.read()
        took = 1000 * (time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(
                f"{line.name}: {answer.status} {answer.getheader('Location') or ''} for {address}"
            )
        if number >= WARM:
            times.append(took)
            if took > worst:
                slowest, worst = address, took
    times.sort()
    return {
        "name": line.name, "n": len(times), "median": statistics.median(times),
        "p95": times[max(0, round(0.95 * len(times)) - 1)], "worst": times[-1], "slowest": slowest,
        "aim": line.aim,
    }  # fmt: skip


def _session(username: str) -> str:
    from django.test import Client

    from pendopo.access.models import User
    from pendopo.accounts.models import FactorPolicy
    from pendopo.accounts.queries import installing_actor
    from pendopo.processes.seeding.accounts import demand_second_steps
    from pendopo.shared.clock import now

    if not FactorPolicy.objects.exists():  # a world built before there were second steps
        demand_second_steps(installing_actor("bench", now()))
    client = Client()
    client.force_login(User.objects.get(username=username), "pendopo.accounts.backend.ByUsernameOrPhone")
    return f"sessionid={client.cookies['sessionid'].value}"


def _size() -> dict[str, int]:
    from pendopo.legality.models import BoardSegment, LedgerEntry, Segment, SkNaming
    from pendopo.roster.models import IpsmUnit, PsmPosting
    from pendopo.wilayah.models import Wilayah

    models = {
        "villages": Wilayah.objects.filter(level=4), "postings": PsmPosting.objects, "namings": SkNaming.objects,
        "segments": Segment.objects, "ledger": LedgerEntry.objects,
        "boards": IpsmUnit.objects, "segments of boards": BoardSegment.objects,
    }  # fmt: skip
    return {name: rows.count() for name, rows in models.items()}


def _machine() -> dict[str, Any]:
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(), "processors": os.cpu_count(), "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}", "python": platform.python_version(),
        "django": django.get_version(), "postgresql": row[0] if row else "", "pace": pace(),
    }  # fmt: skip


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""), sys.stdout)
