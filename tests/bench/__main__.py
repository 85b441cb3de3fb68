"""`make bench`: measure the demo and the national world, and write the table into docs/benchmarks.md.

ARGS="--world demo|national|weight|crowd" measures one of them and writes its section; ARGS="--only text" measures the
lines with that text and writes nothing. The worlds are kept in var/bench and var/bench-demo and used again.
ARGS="--faults 200" does none of this: it kills parts of an installation of its own 200 times and writes its section.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.report import faults, kept, section, written

ROOT = Path(__file__).resolve().parents[2]
HOMES = {
    "demo": ROOT / "var" / "bench-demo",
    "national": ROOT / "var" / "bench",
    "weight": ROOT / "var" / "bench-weight",
    "crowd": ROOT / "var" / "bench-demo",
}
PAGE = ROOT / "docs" / "benchmarks.md"
CROWD = 60
"""Seconds that the crowd reads and writes, each time."""
ROWS = 100_000
"""Of the roster that is imported and exported, in the world of weight."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--world", choices=HOMES)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--faults", type=int, default=0)
    asked = parser.parse_args()
    if asked.faults:
        trial = faults(_run(["tests.bench.faults", str(asked.faults)], {}))
        PAGE.write_text(kept(PAGE.read_text(), trial))
        return print(trial)
    worlds = [asked.world] if asked.world else list(HOMES)
    found = [_measure(world, asked.requests, asked.only, asked.rows) for world in worlds]
    text = written(found)
    print(text)
    if not asked.only and asked.requests >= 50:
        old = PAGE.read_text() if PAGE.exists() else ""
        PAGE.write_text(kept(old, section(found[0])) if asked.world else kept(old, text, whole=True))


def _measure(world: str, requests: int, only: str, rows: int) -> dict[str, Any]:
    print(f"• {world}", flush=True)
    words = {"weight": ["weight", str(rows)], "crowd": ["crowd", str(CROWD)]}
    module, *rest = words.get(world, ["measure", world, str(requests), only])
    return _run([f"tests.bench.{module}", *rest], {"PENDOPO_HOME": str(HOMES[world])})


def _run(words: list[str], more: dict[str, str]) -> dict[str, Any]:
    """One of our modules as a process of its own; what it prints last is a JSON object."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, **more}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", *words]
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout
    found: dict[str, Any] = json.loads(output[output.index(b"{") :])
    return found


if __name__ == "__main__":
    main()
