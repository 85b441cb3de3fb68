"""Many at once: sixteen who read and four who write, on a copy of the demo world.

`python -m tests.bench.crowd <seconds>`, with PENDOPO_HOME of the demo world. The readers draw from all lines of the
table; the writers register people, issue and check their SK and correct telephones through the forms. Once everybody
rests a second before a page or a form, as the fastest people do, once only the readers do, once nobody. The first
seconds of each do not count. Prints one JSON object.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from itertools import islice
from typing import Any

from tests.bench.browser import Answer, Browser, Lost
from tests.bench.faults.people import Journal, Writer

READERS, WRITERS = 16, 4
RESTS = (
    ("everybody rests a second", 1.0, 1.0),
    ("readers rest a second, writers do not", 1.0, 0.0),
    ("nobody rests", 0.0, 0.0),
)
"""What is measured: how long a reader rests before a page, and a writer before a form."""
DATABASE = "pendopo_crowd"
AIM = 250
WARM = 5.0
"""Seconds before anything counts: all come at the same moment to a server that has just started."""
_EACH = 80
"""Addresses drawn of each line."""
_SLOWEST_LINE = 250.0
"""Documents that take longer by themselves are not what people open all day."""


def main(seconds: float) -> dict[str, Any]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "pendopo.config.settings"
    os.environ["PENDOPO_HOSTS"] = "127.0.0.1"
    from pendopo.config.home import home
    from pendopo.config.postgres import server
    from pendopo.config.postgres.place import place_in
    from pendopo.config.run.children import worker
    from tests.bench import measure

    if not (home() / "demo").exists():
        subprocess.run([sys.executable, "-m", "tests.bench.measure", "demo", "0", "none"], check=True)
    place = place_in(home())
    own = server.start(place)
    _copy(place)
    os.environ["PENDOPO_DB_NAME"] = DATABASE
    hand = worker()
    try:
        django.setup()
        measure._world("demo")
        with measure._pages():
            hand.start()
            crowd = _Crowd(measure.PORT)
            runs = [crowd.run(name, *rests, seconds) for name, *rests in RESTS]
            return {"world": "crowd", "machine": measure._machine(), "runs": runs}
    finally:
        hand.stop()
        _copy(place, only_drop=True)
        if own:
            server.stop_process(own)


def _copy(place: Any, *, only_drop: bool = False) -> None:
    import psycopg
    from psycopg import sql

    from pendopo.config.postgres.place import ADMIN
    from pendopo.config.postgres.place import DATABASE as ORIGINAL

    with psycopg.connect(**place.connection(ADMIN, "postgres"), autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        if not only_drop:
            words = "CREATE DATABASE {} TEMPLATE {} OWNER pendopo"
            link.execute(sql.SQL(words).format(sql.Identifier(DATABASE), sql.Identifier(ORIGINAL)))


class _Crowd:
    def __init__(self, port: int) -> None:
        from tests.bench.lines import lines
        from tests.bench.measure import _session

        self.port = port
        drawn = [line for line in lines(random.Random(1975)) if line.aim <= _SLOWEST_LINE]
        pool = [(line.username, address) for line in drawn for address in islice(line.addresses, _EACH)]
        random.Random(1975).shuffle(pool)
        self.pool = pool
        users = sorted({username for username, _address in pool})
        self.cookies = {(user, n): _session(user) for user in users for n in range(READERS)}
        self.writers = [_session("sekretaris.malang") for _ in range(WRITERS)]
        self.checker = _session("periksa.malang")
        self.villages = _villages()

    def run(self, rests: str, reader: float, writer: float, seconds: float) -> dict[str, Any]:
        readers = [_Reader(self, n, reader) for n in range(READERS)]
        journal = Journal()
        writers = [
            _CheckedWriter(n, self.port, cookie, self.villages, journal, self.checker, writer)
            for n, cookie in enumerate(self.writers, 1)
        ]
        for thread in (*readers, *writers):
            thread.start()
        time.sleep(WARM)
        for thread in (*readers, *writers):
            thread.times.clear()
        time.sleep(seconds)
        for thread in (*readers, *writers):
            thread.ended.set()
        for thread in (*readers, *writers):
            thread.join(60)
        wrong = [w for r in readers for w in r.wrong] + journal.troubles
        return {
            "rests": rests, "pages": _times([t for r in readers for t in r.times]),
            "writes": _times([t for w in writers for t in w.times]), "wrong": wrong[:5],
            "errors": len(wrong) + journal.errors + journal.lost, "seconds": seconds,
        }  # fmt: skip


class _Reader(threading.Thread):
    def __init__(self, crowd: _Crowd, number: int, rest: float) -> None:
        super().__init__(daemon=True)
        self.crowd, self.number, self.rest = crowd, number, rest
        self.rng = random.Random(number)
        self.times: list[float] = []
        self.wrong: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(self.rng.uniform(0.5, 1.5) * self.rest):
            username, address = self.rng.choice(self.crowd.pool)
            browser = self._browser(username)
            began = time.perf_counter()
            try:
                answer = browser.get(address)
            except Lost as lost:
                self.wrong.append(f"{lost} {address}")
                continue
            self.times.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                self.wrong.append(f"{answer.status} {address}")

    def _browser(self, username: str) -> Browser:
        kept = self.__dict__.setdefault("browsers", {})
        if username not in kept:
            kept[username] = Browser(self.crowd.port, self.crowd.cookies[username, self.number])
        browser: Browser = kept[username]
        return browser


class _TimedBrowser(Browser):
    """Keeps how long each form took to answer, and rests before it is sent."""

    def __init__(self, port: int, cookie: str, times: list[float], rest: float) -> None:
        super().__init__(port, cookie)
        self.times, self.rest = times, rest

    def post(self, address: str, data: Any) -> Answer:
        time.sleep(random.uniform(0.5, 1.5) * self.rest)
        began = time.perf_counter()
        answer = super().post(address, data)
        self.times.append(1000 * (time.perf_counter() - began))
        return answer


class _CheckedWriter(Writer):
    """Writes as in the trial of faults, and every second SK is checked by Dinsos."""

    def __init__(
        self,
        number: int,
        port: int,
        cookie: str,
        villages: list[list[str]],
        journal: Journal,
        checker: str,
        rest: float,
    ) -> None:
        super().__init__(number, port, cookie, villages, journal, imports=False)
        self.times: list[float] = []
        self.browser = _TimedBrowser(port, cookie, self.times, rest)
        self.checking = _TimedBrowser(port, checker, self.times, rest)

    def _issue(self, village: list[str], name: str, number: str, signed: str) -> int:
        sk = super()._issue(village, name, number, signed)
        if self.rng.random() < 0.5:
            address = f"/sk/{sk}/periksa"
            page = self.checking.get(address)
            version = page.number(r'name="version" value="(\d+)"')
            data = {"seen": "SK asli", "version": str(version)}
            self._press(
                f"check {number}",
                lambda: self.checking.post(address, data),
                lambda answer: True if answer.status == 302 else None,
            )
        return sk


def _times(times: list[float]) -> dict[str, float]:
    times.sort()
    at = [max(0, round(share * len(times)) - 1) for share in (0.5, 0.95)]
    return {"n": len(times), "median": times[at[0]], "p95": times[at[1]], "worst": times[-1]}


def _villages() -> list[list[str]]:
    from pendopo.wilayah.queries import by_code, villages_below

    regency = by_code("35.07")
    assert regency is not None
    rows = villages_below(regency).select_related("parent").order_by("code")[:80]
    return [[v.code, v.full_name, v.name, v.parent.name if v.parent else "", v.kind] for v in rows]


if __name__ == "__main__":
    json.dump(main(float(sys.argv[1])), sys.stdout)
