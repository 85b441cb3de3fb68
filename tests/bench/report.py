"""The page of benchmarks: numbers that were seen, and on what machine."""

from datetime import UTC, datetime
from typing import Any

TARGET = 100
"""Milliseconds at the 95th percentile that a line is meant to keep, unless it names an aim of its own."""
_HEAD = """# Benchmarks

Made by `make bench` on {day}; nobody edits it by hand. One reader at a time asks the real server (granian,
two workers, as `pendopo run` starts it) over a kept connection, logged in; the time is from sending the
request to the last byte of the page. Dates, places and names are drawn anew for each of the {n} requests
after {warm} that warm up. The aim is at most {target} ms at the 95th percentile, unless a line names its own.

{machine}
"""


def written(worlds: list[dict[str, Any]]) -> str:
    machine = worlds[0]["machine"]
    lines = [line for world in worlds for line in world["lines"] if world["world"] != "weight"]
    asked = min((line["n"] for line in lines), default=0)
    head = _HEAD.format(
        day=datetime.now(UTC).date().isoformat(), n=asked, warm=10, target=TARGET, machine=_machine(machine)
    )
    return "\n".join([head, *(_table(world) for world in worlds)])


def _machine(machine: dict[str, Any]) -> str:
    return (
        f"{machine['processor']}, {machine['processors']} processors, {machine['memory']} memory, {machine['system']}; "
        f"Python {machine['python']}, Django {machine['django']}, PostgreSQL {machine['postgresql']}."
    )


def _table(world: dict[str, Any]) -> str:
    if world["world"] == "weight":
        return _weight(world)
    size = world["size"]
    counts = ", ".join(f"{n:,} {name}" for name, n in size.items())
    rows = "\n".join(_row(line) for line in world["lines"])
    title = {"demo": "The demo", "national": "A national world"}[world["world"]]
    return (
        f"## {title}\n\n{counts}.\n\n| page | median ms | p95 ms | slowest ms |\n|---|--:|--:|--:|\n{rows}\n"
    )


def _weight(world: dict[str, Any]) -> str:
    """One import and one export of the same number of rows, and what sixteen readers at once feel of them."""
    rows = "\n".join(f"| {name} | {value:,.1f} |" for name, value in world["lines"].items())
    return f"## Import and export of {world['rows']:,} rows\n\n| | |\n|---|--:|\n{rows}\n"


def _row(line: dict[str, Any]) -> str:
    aim = line.get("aim", TARGET)
    mark = " (over the aim)" if line["p95"] > aim else ""
    own = f" (aim {aim:.0f})" if aim != TARGET else ""
    return f"| {line['name']}{own} | {line['median']:.0f} | {line['p95']:.0f}{mark} | {line['worst']:.0f} |"
