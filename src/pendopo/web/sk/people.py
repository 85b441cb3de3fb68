"""The people of a paper, as the form has them: ticked from the roster, or pasted and matched by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from pendopo.roster.models import PsmPosting
from pendopo.roster.naming import lines_of, match_names

NOBODY = "0"
MOST_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pasted name that may be several people, or one who is called almost so."""

    name: str
    """Name of the input that answers it."""
    line: str
    choices: tuple[PsmPosting, ...]
    answer: str


@dataclass(slots=True)
class Choice:
    """Who can be named, who is, and what must still be asked."""

    candidates: Sequence[PsmPosting]
    chosen: set[int] = field(default_factory=set)
    pasted: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    certain: int = 0

    @property
    def open_doubts(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if not doubt.answer]

    @property
    def shown(self) -> Sequence[PsmPosting]:
        """The list to tick from; of a long one only who is ticked, the rest comes by pasting."""
        if len(self.candidates) <= MOST_SHOWN:
            return self.candidates
        return [p for p in self.candidates if p.pk in self.chosen]

    @property
    def trouble(self) -> str:
        if self.open_doubts:
            return _("Masih ada nama yang perlu Anda pastikan di bagian “Nama yang ditempel”.")
        return ""

    def in_order(self) -> list[int]:
        return [p.pk for p in self.candidates if p.pk in self.chosen]


def choice_of(asked: QueryDict, candidates: Sequence[PsmPosting], first: set[int]) -> Choice:
    """Read ticks, pasted names and answers; `first` is ticked before anything was asked."""
    known = {p.pk: p for p in candidates}
    if not asked:
        return Choice(candidates, first & known.keys())
    ticked = {int(pk) for pk in asked.getlist("orang") if pk.isdigit()} & known.keys()
    choice = Choice(candidates, ticked, pasted=asked.get("tempel", "")[:20_000])
    for matched in match_names(lines_of(choice.pasted), [(p.pk, p.person.name_key) for p in candidates]):
        if matched.certain is not None:
            choice.certain += 1
            choice.chosen.add(matched.certain)
        elif matched.choices:
            _ask(choice, asked, matched.line, tuple(known[pk] for pk in matched.choices))
        else:
            choice.unknown.append(matched.line)
    return choice


def _ask(choice: Choice, asked: QueryDict, line: str, candidates: tuple[PsmPosting, ...]) -> None:
    name = f"ragu_{len(choice.doubts)}"
    # An answer counts only for the line it was given to: the pasted text may have changed since.
    answer = asked.get(name, "") if asked.get(f"{name}_baris") == line else ""
    if answer in {str(p.pk) for p in candidates}:
        choice.chosen.add(int(answer))
    elif answer == NOBODY:
        choice.unknown.append(line)
    else:
        answer = ""
    choice.doubts.append(Doubt(name, line, candidates, answer))
