"""Which regency a workbook is about: offered to the user, who confirms it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pendopo.intake.cells import read_nik, text
from pendopo.intake.fields import Field
from pendopo.intake.headers import SheetKind, find_headers
from pendopo.intake.rows import split_rows, titles_of
from pendopo.intake.workbook import Workbook
from pendopo.shared.text import key

_SAMPLE_ROWS = 400


class Candidate(NamedTuple):
    """A regency the user may import into. `code` is dotted ("35.07"), `kind` kabupaten or kota."""

    id: str
    code: str
    name: str
    kind: str


class Guess(NamedTuple):
    id: str
    score: float


def guess_regency(workbook: Workbook, candidates: Iterable[Candidate]) -> tuple[Guess, ...]:
    """Candidates that something speaks for, best first.

    A title or file name that names it counts most, kind included ("KOTA KEDIRI"); then the share of NIK first
    given there, which tells kabupaten and kota of one name apart. A list of a whole province is of no regency.
    """
    if _of_many(workbook):
        return ()
    titles, niks = _evidence(workbook)
    total = sum(niks.values())
    guesses = []
    for candidate in candidates:
        share = niks[candidate.code.replace(".", "")] / total if total else 0.0
        score = _named(candidate, titles) + share
        if score > 0.05:
            guesses.append(Guess(candidate.id, round(score, 3)))
    return tuple(sorted(guesses, key=lambda g: (-g.score, g.id)))


def _of_many(workbook: Workbook) -> bool:
    """Does a column name regencies, and not one alone? Slips of a few rows make no second one."""
    named = Counter[str]()
    for sheet in workbook.sheets:
        headers = find_headers(sheet)
        at = headers.index(Field.REGENCY)
        if headers.kind is SheetKind.ROSTER and at is not None:
            named.update(key(text(row[at])) for row in sheet.rows[headers.last :] if at < len(row))
    del named[""]
    return named.total() - max(named.values(), default=0) > named.total() / 10


def _evidence(workbook: Workbook) -> tuple[list[str], Counter[str]]:
    titles, niks = [f" {key(workbook.filename.rpartition('.')[0])} "], Counter[str]()
    left = _SAMPLE_ROWS
    for sheet in workbook.sheets:
        headers = find_headers(sheet)
        titles.append(f" {key(sheet.name)} ")
        titles.extend(f" {key(t)} " for t in titles_of(sheet, headers))
        if headers.kind is not SheetKind.ROSTER or left <= 0:
            continue
        kept, _skipped = split_rows(sheet, headers)
        for raw in kept[:left]:
            digits = read_nik(raw.get(Field.NIK)).value.digits
            niks[digits[:4]] += len(digits) >= 15
        left -= len(kept)
    return titles, niks


def _named(candidate: Candidate, titles: list[str]) -> float:
    """0 not named, 0.5 the bare name, 1 with its kind; the other kind of the same name speaks against."""
    name = key(candidate.name)
    kinds = {"kota": ("kota", "kodya"), "kabupaten": ("kabupaten", "kab", "kabup")}
    own, other = kinds[candidate.kind], kinds["kota" if candidate.kind == "kabupaten" else "kabupaten"]
    best = 0.0
    for title in titles:
        if any(f" {word} {name} " in title for word in own):
            return 1.0
        if f" {name} " in title and not any(f" {word} {name} " in title for word in other):
            best = 0.5
    return best
