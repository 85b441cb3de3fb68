"""Where a row of a list says otherwise than the register of the same board. An empty cell says nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pendopo.intake.board_drafts import BoardDraft
from pendopo.legality.commands.rows import number_key
from pendopo.legality.models import Sk
from pendopo.processes.imports.board_known import KnownBoard
from pendopo.shared.names import name_key
from pendopo.shared.text import key


@dataclass(frozen=True, slots=True)
class Difference:
    """`field` as in `BoardDraft`; values as text, dates in ISO."""

    field: str
    written: str
    recorded: str


def differences(draft: BoardDraft, known: KnownBoard, person_id: int | None) -> Iterator[Difference]:
    """In the order of the list's columns. `person_id`: whom a human has said the chair is."""
    yield from _chair(draft, known, person_id)
    paper = _paper(draft, known)
    if paper:
        if number_key(draft.number) != paper.number_key:
            yield Difference("number", draft.number, paper.number)
        if draft.signed_on and draft.signed_on != paper.signed_on:
            yield Difference("signed_on", _iso(draft.signed_on), _iso(paper.signed_on))
        if draft.issuer and draft.issuer != paper.issuer:
            yield Difference("issuer", draft.issuer, paper.issuer)
        if draft.term.starts_on and draft.term.starts_on != paper.starts_on:
            yield Difference("starts_on", _iso(draft.term.starts_on), _iso(paper.starts_on))
        if draft.term.ends_on and draft.term.ends_on != paper.ends_on:
            yield Difference("ends_on", _iso(draft.term.ends_on), _iso(paper.ends_on))
    written = (draft.term.first_year, draft.term.last_year)
    recorded = (known.term.first_year, known.term.last_year)
    if None not in written and written != recorded:
        yield Difference("term", _years(written), _years(recorded))
    if key(draft.note) and key(draft.note) != key(known.term.note):
        yield Difference("note", draft.note, known.term.note)


def paper_meant(draft: BoardDraft, known: KnownBoard) -> Sk | None:
    """Of the papers of a board the one the row speaks of."""
    return _paper(draft, known)


def _paper(draft: BoardDraft, known: KnownBoard) -> Sk | None:
    same = [sk for sk in known.papers if sk.number_key == number_key(draft.number)]
    same = same or [sk for sk in known.papers if draft.signed_on and sk.signed_on == draft.signed_on]
    return same[0] if same else known.paper


def _chair(draft: BoardDraft, known: KnownBoard, person_id: int | None) -> Iterator[Difference]:
    """A chair who is tied to the register is changed on the page of the board, not by a list."""
    holder = known.chair
    if holder is None:
        if draft.chair:
            yield Difference("chair", draft.chair, "")
        return
    if holder.person_id is not None:
        return
    if person_id or (name_key(draft.chair) and name_key(draft.chair) != name_key(holder.name)):
        yield Difference("chair", draft.chair, holder.name)
    if draft.phone and draft.phone != holder.contact:
        yield Difference("phone", draft.phone, holder.contact)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _years(years: tuple[int | None, int | None]) -> str:
    return "–".join(str(year) for year in years if year)
