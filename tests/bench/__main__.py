"""`make bench`: measure the demo and the national world, and write the table into docs/benchmarks.md.

ARGS="--world demo|national|weight" measures one of them, ARGS="--only text" the lines with that text; neither writes
the page. The worlds are kept in var/bench and var/bench-demo and used again.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.report import written

ROOT = Path(__file__).resolve().parents[2]
HOMES = {
    "demo": ROOT / "var" / "bench-demo",
    "national": ROOT / "var" / "bench",
    "weight": ROOT / "var" / "bench-weight",
}
ROWS = 100_000
"""Of the roster that is imported and exported, in the world of weight."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--world", choices=HOMES)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    worlds = [asked.world] if asked.world else list(HOMES)
    found = [_measure(world, asked.requests, asked.only, asked.rows) for world in worlds]
    text = written(found)
    print(text)
    if len(found) == len(HOMES) and not asked.only and asked.requests >= 50:
        (ROOT / "docs" / "benchmarks.md").write_text(text)


def _measure(world: str, requests: int, only: str, rows: int) -> dict[str, Any]:
    print(f"• {world}", flush=True)
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "PENDOPO_HOME": str(HOMES[world]), "PYTHONPATH": path}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.bench.measure", world, str(requests), only]
    if world == "weight":
        command = [sys.executable, "-m", "tests.bench.weight", str(rows)]
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout
    found: dict[str, Any] = json.loads(output[output.index(b'{"world"') :])
    return found


if __name__ == "__main__":
    main()
