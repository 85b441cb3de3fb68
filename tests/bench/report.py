"""The page of benchmarks: numbers that were seen, and on what machine."""

import re
from datetime import UTC, datetime
from typing import Any

TARGET = 100
"""Milliseconds at the 95th percentile that a line is meant to keep, unless it names an aim of its own."""
CROWD = 250
"""The same for pages and forms of a crowd."""
FAULTS = "Parts killed"
_HEAD = """# Benchmarks

Made by `make bench` on {day}; nobody edits it by hand. One reader at a time asks the real server (granian,
two workers, as `pendopo run` starts it) over a kept connection, logged in; the time is from sending the
request to the last byte of the page. Dates, places and names are drawn anew for each of the {n} requests
after {warm} that warm up; the files of the database were read once before, as they are on a server that has run since
morning. The aim is at most {target} ms at the 95th percentile, unless a line names its own.

{machine}
"""


def written(worlds: list[dict[str, Any]]) -> str:
    machine = worlds[0]["machine"]
    lines = [line for world in worlds if "size" in world for line in world["lines"]]
    asked = min((line["n"] for line in lines), default=0)
    head = _HEAD.format(
        day=datetime.now(UTC).date().isoformat(), n=asked, warm=10, target=TARGET, machine=_machine(machine)
    )
    return "\n".join([head, *(section(world) for world in worlds)])


def _machine(machine: dict[str, Any]) -> str:
    return (
        f"{machine['processor']}, {machine['processors']} processors, {machine['memory']} memory, {machine['system']}; "
        f"Python {machine['python']}, Django {machine['django']}, PostgreSQL {machine['postgresql']}."
    )


def section(world: dict[str, Any]) -> str:
    """What the page says of one world."""
    if "size" not in world:
        return {"weight": _weight, "crowd": _crowd}[world["world"]](world)
    size = world["size"]
    counts = ", ".join(f"{n:,} {name}" for name, n in size.items())
    rows = "\n".join(_row(line) for line in world["lines"])
    title = {"demo": "The demo", "national": "A national world"}[world["world"]]
    return (
        f"## {title}\n\n{counts}. {_pace(world)}\n\n"
        f"| page | median ms | p95 ms | slowest ms |\n|---|--:|--:|--:|\n{rows}\n"
    )


def _pace(world: dict[str, Any]) -> str:
    """`pace.pace`: without it nobody can tell a slower program from a slower hour."""
    return f"The machine then: {world['machine']['pace']:.2f} s for a loop of three million steps."


def _weight(world: dict[str, Any]) -> str:
    """One import and one export of the same number of rows, and what sixteen readers at once feel of them."""
    rows = "\n".join(f"| {name} | {value:,.1f} |" for name, value in world["lines"].items())
    title = f"## Import and export of {world['rows']:,} rows"
    return f"{title}\n\n{_pace(world)}\n\n| | |\n|---|--:|\n{rows}\n"


def _crowd(world: dict[str, Any]) -> str:
    """Sixteen readers and four writers at once."""
    rows = [_crowd_row(run, what) for run in world["runs"] for what in ("pages", "writes")]
    wrong = sum(run["errors"] for run in world["runs"])
    table = "\n".join(rows)
    return f"""## Crowd

16 readers and 4 writers at once on the demo world, {world["runs"][0]["seconds"]:.0f} seconds each time. The readers
open pages of all the lines above; the writers register people, issue and check SK and correct telephones. First
everybody rests about a second before a page or a form, as the fastest people do; then the writers rest only a sixth
of a second between two people and not at all between the forms of one, which no hand does; then the readers do not
rest either. The first five seconds, in which all come at once to a server that has just started, do not count.
The aim is at most {CROWD} ms at the 95th percentile and no error. Errors: {wrong}. {_pace(world)}

| what | times | median ms | p95 ms | slowest ms |
|---|--:|--:|--:|--:|
{table}
"""


def _crowd_row(run: dict[str, Any], what: str) -> str:
    took = run[what]
    mark = " (over the aim)" if took["p95"] > CROWD else ""
    times = f"{took['n']:,} | {took['median']:.0f} | {took['p95']:.0f}{mark} | {took['worst']:.0f}"
    return f"| {what}, {run['rests']} | {times} |"


def faults(found: dict[str, Any]) -> str:
    """What `--faults` has seen. Nothing may be wrong."""
    killed = sum(kind["n"] for kind in found["kills"].values())
    rows = "\n".join(
        f"| {name} | {kind['n']} | {kind['median']:.1f} | {kind['p95']:.1f} | {kind['worst']:.1f} |"
        for name, kind in found["kills"].items()
    )
    wrong = (
        "\n".join(f"- {line}" for line in found["wrong"][:20]) or "Nothing was lost, doubled or left hanging."
    )
    return f"""## {FAULTS}

Made by `make bench ARGS="--faults {killed}"` on {found["day"]}. An installation of its own runs as `pendopo run`
starts it; in {found["minutes"]:.0f} minutes parts of it were killed (SIGKILL) {killed} times at random moments while
five people wrote and two brought lists. Every write was pressed again until it was acknowledged. "Everything" is
the process that watches over all others; it is then started again as a person would. Seconds are until every part runs
and a page of people opens. By hand it had to be started {found["by_hand"]} times more.

| killed | times | median s | p95 s | slowest s |
|---|--:|--:|--:|--:|
{rows}

Acknowledged: {found["people"]:,} people registered, {found["papers"]:,} SK issued, {found["phones"]:,} telephones
corrected, {found["imports"]:,} imports with {found["rows"]:,} rows. {found["lost"]:,} answers were lost on the way,
{found["errors"]:,} were errors; {found["recognised"]:,} times a second press was recognised as such. At the end each of
them was looked for, with its one event, every job and import with its end, every verdict judged again, and the figures
of a regency and its province recounted person by person:

{wrong}
"""


def kept(old: str, new: str, *, whole: bool = False) -> str:
    """The page with its sections replaced by those of `new`. A `whole` page keeps of the old what it does not have."""
    before, after = _sections(old), _sections(new)
    order = {**after, **before} if whole else {**before, **after}
    return "\n".join((after.get(title) or before[title]).rstrip("\n") + "\n" for title in order)


def _sections(text: str) -> dict[str, str]:
    """Title → section; the part above the first title under its own."""
    found: dict[str, str] = {}
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        if part.strip():
            found[part.split("\n", 1)[0]] = part
    return found


def _row(line: dict[str, Any]) -> str:
    aim = line.get("aim", TARGET)
    mark = " (over the aim)" if line["p95"] > aim else ""
    own = f" (aim {aim:.0f})" if aim != TARGET else ""
    return f"| {line['name']}{own} | {line['median']:.0f} | {line['p95']:.0f}{mark} | {line['worst']:.0f} |"
