"""Run the trial: `python -m tests.bench.faults <kills> [<folder of an earlier one>]`."""

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from tests.bench.faults.house import KINDS, House
from tests.bench.faults.people import Journal, Writer

_OFTEN = {
    "page worker": 5, "page server": 3, "background worker": 6, "database backend": 4, "database": 4, "everything": 2,
}  # fmt: skip

_AT_ONCE = (1, 2, 3, 4)
"""Parts killed within a moment or two, each number as likely as it stands here."""


@dataclass(slots=True)
class Kill:
    kind: str
    seconds: float
    by_hand: bool


@dataclass(slots=True)
class Trial:
    house: House
    journal: Journal
    rng: random.Random
    kills: list[Kill] = field(default_factory=list)

    def strike(self, kinds: list[str]) -> None:
        """Kill one of each kind, the next while the house still mends the last, and wait until all is whole again."""
        before, struck = self.house.started_by_hand, []
        for kind in kinds:
            victims = self.house.parts()[kind]
            if victims:
                with suppress(psutil.NoSuchProcess):
                    self.rng.choice(victims).kill()
                    struck.append((kind, time.monotonic()))
            time.sleep(self.rng.uniform(0.05, 1.5) if len(kinds) > 1 else 0.05)
        whole = time.monotonic() + self.house.come_back()
        by_hand = self.house.started_by_hand > before and "everything" not in kinds
        self.kills += [Kill(kind, whole - since, by_hand) for kind, since in struck]


def main(count: int, folder: Path) -> dict[str, Any]:
    house = House(folder)
    house.start()
    try:
        found = _trial(house, count)
    finally:
        house.process and house.process.is_running() and house.stop()
    if found["wrong"]:
        print(f"  kept for a look: {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _trial(house: House, count: int) -> dict[str, Any]:
    _opened(house)
    given = house.ask("tests.bench.faults.furnish")
    first = house.ask("tests.bench.faults.check", "first")
    house.cookie = given["cookies"][0]
    trial = Trial(house, Journal(), random.Random(time.time()))
    house.come_back()
    house.started_by_hand = 0
    writers = [
        Writer(n, house.port, cookie, given["villages"], trial.journal, imports=n > 5)
        for n, cookie in enumerate(given["cookies"][1:], 1)
    ]
    began = time.monotonic()
    for writer in writers:
        writer.start()
    _kill(trial, count)
    for writer in writers:
        writer.ended.set()
    for writer in writers:
        writer.join(200)
    minutes = (time.monotonic() - began) / 60
    if strays := house.strays():
        trial.journal.troubles.append(f"{strays} page workers without their server")
    path = house.folder / "journal.json"
    path.write_text(json.dumps({**asdict(trial.journal), "first": [first]}))
    return _figures(trial, minutes) | house.ask("tests.bench.faults.check", str(path))


def _kill(trial: Trial, count: int) -> None:
    """A file named `stop` in the trial's folder ends it sooner."""
    bag: list[str] = []
    while len(trial.kills) < count and not (trial.house.folder / "stop").exists():
        if len(bag) < max(_AT_ONCE):
            bag = [kind for kind, often in _OFTEN.items() for _ in range(often)]
            trial.rng.shuffle(bag)
        time.sleep(trial.rng.uniform(0.1, 1.5))
        trial.strike([bag.pop() for _ in range(trial.rng.choice(_AT_ONCE))])
        last = trial.kills[-1]
        print(
            f"  {len(trial.kills)} kills, {trial.journal.writes} writes, {len(trial.journal.imports)} imports, "
            f"last {last.kind} {last.seconds:.1f} s", file=sys.stderr, flush=True,
        )  # fmt: skip


def _opened(house: House) -> None:
    from tests.bench.browser import Browser, Lost

    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        with suppress(Lost):
            if Browser(house.port, "").get("/siap").status == 200:
                return
        time.sleep(0.5)
    raise SystemExit(f"Pendopo does not start: see {house.folder}/run.log")


def _figures(trial: Trial, minutes: float) -> dict[str, Any]:
    journal = trial.journal
    kinds = {}
    for kind in KINDS:
        took = sorted(k.seconds for k in trial.kills if k.kind == kind)
        if took:
            p95 = took[max(0, round(0.95 * len(took)) - 1)]
            kinds[kind] = {"n": len(took), "median": statistics.median(took), "p95": p95, "worst": took[-1]}
    return {
        "day": datetime.now(UTC).date().isoformat(), "minutes": minutes, "kills": kinds,
        "by_hand": sum(k.by_hand for k in trial.kills if k.kind != "everything"),
        "people": len(journal.people), "papers": len(journal.papers), "phones": len(journal.phones),
        "imports": len(journal.imports), "rows": sum(len(row["niks"]) for row in journal.imports),
        "lost": journal.lost, "errors": journal.errors, "recognised": journal.recognised,
    }  # fmt: skip


if __name__ == "__main__":
    given = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="pendopo-faults-")
    print(json.dumps(main(int(sys.argv[1]), Path(given)), indent=1))
