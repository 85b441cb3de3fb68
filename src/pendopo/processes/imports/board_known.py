"""The units and boards that the register has under an office, findable by what a list says of them.

Loaded once for a whole list. A row's board is met by its paper (number, or issuer and day), by the years of its
term, or as the board in preparation that has no paper yet.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from pendopo.intake.board_drafts import BoardDraft
from pendopo.legality.commands.rows import number_key
from pendopo.legality.models import BoardNaming, Sk
from pendopo.roster.enums import SeatKind, TermStepKind
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, TermStep
from pendopo.wilayah.models import Wilayah


@dataclass(slots=True)
class KnownBoard:
    """One live term with its papers, newest first, the days of its steps, and who chairs it."""

    term: BoardTerm
    papers: list[Sk] = field(default_factory=list)
    steps: dict[str, date] = field(default_factory=dict)
    chair: Holder | None = None

    @property
    def paper(self) -> Sk | None:
        return self.papers[0] if self.papers else None

    @property
    def forming(self) -> bool:
        """In preparation, or elected: no paper yet."""
        return not self.papers

    @property
    def latest(self) -> date:
        days = [*self.steps.values(), *(sk.signed_on for sk in self.papers if sk.signed_on)]
        return max(days, default=date.min)


class KnownBoards:
    """Units under an office by their place, and their boards."""

    def __init__(self, office: Wilayah) -> None:
        inside = {"place_path__gte": office.path, "place_path__lt": office.path_until}
        units = IpsmUnit.objects.filter(**inside)
        self.units = {unit.wilayah_id: unit for unit in units}
        terms = BoardTerm.objects.filter(cancelled_at__isnull=True, **inside).order_by("pk")
        self._boards = {term.pk: KnownBoard(term) for term in terms}
        self._papers()
        self._steps()
        self._chairs()
        self._of_unit: dict[int, list[KnownBoard]] = defaultdict(list)
        for board in self._boards.values():
            self._of_unit[board.term.unit_id].append(board)

    def of_place(self, place_id: int) -> list[KnownBoard]:
        unit = self.units.get(place_id)
        return self._of_unit[unit.pk] if unit and unit.cancelled_at is None else []

    def find(self, place_id: int, draft: BoardDraft) -> KnownBoard | None:
        """The board that the row speaks of, if the register has it."""
        boards = self.of_place(place_id)
        for match in (_same_number, _same_day, _same_years, _awaits_paper):
            found = [board for board in boards if match(board, draft)]
            if found:
                return found[-1]
        return None

    def _papers(self) -> None:
        namings = BoardNaming.objects.filter(
            term_id__in=list(self._boards), annulled_at__isnull=True, sk__annulled_at__isnull=True
        ).select_related("sk")
        for naming in namings.order_by("-sk__signed_on", "-sk_id"):
            self._boards[naming.term_id].papers.append(naming.sk)

    def _steps(self) -> None:
        steps = TermStep.objects.filter(term_id__in=list(self._boards), cancelled_at__isnull=True)
        for term_id, step, on in steps.values_list("term_id", "step", "on"):
            self._boards[term_id].steps[step] = on

    def _chairs(self) -> None:
        holders = Holder.objects.filter(
            seat__term_id__in=list(self._boards),
            seat__kind=SeatKind.KETUA,
            cancelled_at__isnull=True,
            acting=False,
        ).select_related("person", "seat")
        for holder in holders.order_by("starts_on", "pk"):
            self._boards[holder.seat.term_id].chair = holder


def _same_number(board: KnownBoard, draft: BoardDraft) -> bool:
    return any(sk.number_key == number_key(draft.number) for sk in board.papers)


def _same_day(board: KnownBoard, draft: BoardDraft) -> bool:
    return draft.signed_on is not None and any(
        sk.signed_on == draft.signed_on and draft.issuer in ("", sk.issuer) for sk in board.papers
    )


def _same_years(board: KnownBoard, draft: BoardDraft) -> bool:
    years = (draft.term.first_year, draft.term.last_year)
    return None not in years and (board.term.first_year, board.term.last_year) == years


def _awaits_paper(board: KnownBoard, draft: BoardDraft) -> bool:
    """In preparation before the SK was signed; an election after it makes it another board."""
    elected = board.steps.get(TermStepKind.TERPILIH)
    day = draft.signed_on
    return board.forming and (day is None or (board.latest <= day and (elected is None or elected <= day)))
