"""Rows of a board list whose term overlaps a board that the register has: what they meet, and what was answered.

Recording both would let the later take over from the earlier (PGR-43), so nobody decides it but a person: the row's
board is another one (CATAT), corrects a recorded one (BETULKAN, with which), or is left out (KEEP).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.intake.board_drafts import BoardDraft
from pendopo.legality.board_facts import load_unit_facts
from pendopo.processes.imports.board_known import KnownBoard, KnownBoards
from pendopo.rules.board_facts import UnitFacts
from pendopo.rules.board_overlap import overlaps
from pendopo.rules.facts import EndKind, Paper
from pendopo.rules.issuer import IssuerType
from pendopo.wilayah.models import Wilayah

RECORD, CORRECT, KEEP = "catat", "betulkan", "biarkan"
LIKE = "bover_like:"
"""Prefix of the question that answers for all rows that overlap in the same way."""


@dataclass(frozen=True, slots=True)
class Met:
    """A recorded board whose term the row's overlaps. `later`: the row's begins after it; None: not known."""

    board: KnownBoard
    later: bool | None

    @property
    def correct(self) -> str:
        """The answer that says the row corrects this board."""
        return f"{CORRECT}:{self.board.term.pk}"


class Overlapping:
    """The recorded boards under an office by the days their papers give them; facts are loaded for the list once."""

    def __init__(self, known: KnownBoards, places: Iterable[Wilayah]) -> None:
        self.known = known
        units = [known.units[p.pk] for p in places if any(board.papers for board in known.of_place(p.pk))]
        self.facts: Mapping[int, UnitFacts] = load_unit_facts(units) if units else {}

    def met(self, place: Wilayah, draft: BoardDraft) -> tuple[Met, ...]:
        """Those that begin first first."""
        boards = {board.term.pk: board for board in self.known.of_place(place.pk)}
        unit = self.known.units.get(place.pk)
        if unit is None or unit.pk not in self.facts or not boards:
            return ()
        years = {pk: (board.term.first_year, board.term.last_year) for pk, board in boards.items()}
        term = draft.term
        found = overlaps(self.facts[unit.pk], _paper(draft), (term.first_year, term.last_year), years)
        return tuple(Met(boards[o.term_id], o.later) for o in found)


def way(met: tuple[Met, ...]) -> str:
    """How a row overlaps: after the last board it meets ("baru"), before it ("lama"), or nobody can tell ("")."""
    return {True: "baru", False: "lama", None: ""}[met[-1].later] if met else ""


def corrected(met: tuple[Met, ...], answer: str) -> KnownBoard | None:
    """The board that the row was said to correct, if it still overlaps it."""
    return next((m.board for m in met if m.correct == answer), None)


def _paper(draft: BoardDraft) -> Paper:
    term = draft.term
    return Paper(
        id=0, number=draft.number, signed_on=draft.signed_on, issuer=IssuerType(draft.issuer) if draft.issuer else None,
        issuer_covers_posting=True, starts_on=term.starts_on, ends_on=term.ends_on,
        end_kind=EndKind.TANGGAL if term.said else EndKind.KOSONG, names_this_village=True, revoked_on=None,
        verified=False, collective=False,
    )  # fmt: skip
