"""Names pasted from a paper's annex, matched to the people who serve in its place. Pure: no database.

In: lines of text, and candidates as (key of the posting, name key). Out: for each line the one it is for
certain, or those it may be, or nobody. Never guesses: only an equal name that occurs once is certain.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pendopo.shared.names import name_key
from pendopo.shared.text import nearest

MOST_LINES, CHOICES, LEAST = 400, 4, 72.0
_NUMBERING = re.compile(r"^\s*\(?\d{1,3}\s*[.):\-]?\s+|^\s*[-•*]\s*|^\s*\d{1,3}[.)]\s*")


@dataclass(frozen=True, slots=True)
class Matched:
    """`certain`: the posting; else `choices`, the likeliest first; else nobody is called so here."""

    line: str
    certain: int | None = None
    choices: tuple[int, ...] = ()


def lines_of(text: str) -> list[str]:
    """Names of a pasted list: one per line, numbering and columns behind the name taken off."""
    lines = (
        _NUMBERING.sub("", raw.split("\t")[0] or raw.replace("\t", " ")).strip(" .;") for raw in _rows(text)
    )
    return list(dict.fromkeys(line[:120] for line in lines if any(c.isalpha() for c in line)))[:MOST_LINES]


def match_names(lines: Iterable[str], candidates: Sequence[tuple[int, str]]) -> list[Matched]:
    """Match each line; two people of one name are always asked about."""
    by_key: dict[str, list[int]] = {}
    for posting_id, key in candidates:
        by_key.setdefault(_in_order(key), []).append(posting_id)
    return [_match(line, by_key) for line in lines]


def _match(line: str, by_key: dict[str, list[int]]) -> Matched:
    key = _in_order(name_key(line))
    same = by_key.get(key, [])
    if len(same) == 1:
        return Matched(line, certain=same[0])
    if same:
        return Matched(line, choices=tuple(same[:CHOICES]))
    near = [pk for found, _score in nearest(key, by_key, CHOICES, LEAST) for pk in by_key[found]]
    return Matched(line, choices=tuple(near[:CHOICES]))


def _in_order(key: str) -> str:
    """Words in one order, so that "Rahayu Siti" is "Siti Rahayu"."""
    return " ".join(sorted(key.split()))


def _rows(text: str) -> list[str]:
    """Lines of a text, where a number column may come first: "1<tab>Siti" is "Siti"."""
    return [re.sub(r"^\s*\d{1,3}\s*\t+", "", row) for row in text.splitlines()]
