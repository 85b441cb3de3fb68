"""The path of one board as the page shows it: five steps with their days, and the timeline of the unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pendopo.legality.enums import STOPPED, FormationStep, StandingChoice
from pendopo.legality.models import BoardSegment
from pendopo.legality.queries.board_story import TermStory, UnitStory
from pendopo.legality.queries.boards import term_words
from pendopo.roster.models import TermStep
from pendopo.rules.formation import PATH
from pendopo.web.standing import look_of


@dataclass(frozen=True, slots=True)
class PathStep:
    label: str
    on: date | None
    """None: not reached on the day of the page."""
    days: int | None
    """Days until the next step, or until the day of the page."""
    current: bool
    step: TermStep | None
    """The entered row; "SK terbit" has none."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same can be said of the unit."""

    since: date
    last: date | None
    standing: str
    label: str
    number: str
    years: str


def path_of(story: UnitStory, term: TermStory) -> list[PathStep]:
    rows = {str(s.step): s for s in term.steps if s.on <= story.on}
    days: dict[str, date] = {kind: step.on for kind, step in rows.items()}
    issued = _issued_on(story, term)
    if issued and issued <= story.on:
        days[FormationStep.BER_SK] = issued
    reached = [str(step) for step in PATH if str(step) in days]
    return [_path_step(str(step), days, reached, rows, story.on) for step in PATH]


def _path_step(
    kind: str, days: dict[str, date], reached: list[str], rows: dict[str, TermStep], on: date
) -> PathStep:
    label = step_word(kind)
    if kind not in days:
        return PathStep(label, None, None, current=False, step=None)
    later = [days[k] for k in reached[reached.index(kind) + 1 :]]
    last, done = kind == reached[-1], kind == FormationStep.DIKUKUHKAN
    until = min(later, default=None if done else on)
    waited = max((until - days[kind]).days, 0) if until else None
    return PathStep(label, days[kind], waited, current=last, step=rows.get(kind))


def _issued_on(story: UnitStory, term: TermStory) -> date | None:
    """As the judge has it: by the first SK of the board without fault."""
    told = (FormationStep.BER_SK, FormationStep.DIKUKUHKAN)
    days = [
        s.sk.signed_on or s.period.lower
        for s in story.segments
        if s.sk and s.term_id == term.term.pk and s.step in told and s.standing != StandingChoice.GUGUR
    ]
    return min(days, default=None)


def stretches(story: UnitStory) -> list[Stretch]:
    """The timeline, the newest first; neighbours of which the same can be said are one."""
    told: list[Stretch] = []
    for segment in story.segments:
        new = _stretch(segment)
        same = told and _same(told[-1], new)
        told = [*told[:-1], _joined(told[-1], new)] if same else [*told, new]
    return [s for s in reversed(told) if s.since <= story.on]


def _stretch(s: BoardSegment) -> Stretch:
    last = s.period.upper - timedelta(days=1) if s.period.upper else None
    years = term_words(s.term.first_year, s.term.last_year) if s.term else ""
    forming = s.standing == StandingChoice.BELUM_BER_SK
    number = s.sk.number if s.sk and not forming else ""
    return Stretch(s.period.lower, last, s.standing, _label(s), number, years)


def _label(s: BoardSegment) -> str:
    """The step of a unit that is being formed or was stopped, else how its board stands."""
    if s.standing == StandingChoice.BELUM_BER_SK or s.step in STOPPED:
        return step_word(s.step)
    return str(look_of(s.standing).word)


def step_word(step: str) -> str:
    """Musda dijadwalkan, SK terbit: the first letter large, the rest as it is."""
    word = str(FormationStep(step).label)
    return word[:1].upper() + word[1:]


def _same(former: Stretch, new: Stretch) -> bool:
    return (former.standing, former.label, former.number) == (new.standing, new.label, new.number)


def _joined(former: Stretch, new: Stretch) -> Stretch:
    return Stretch(former.since, new.last, new.standing, new.label, new.number, new.years or former.years)


def others(story: UnitStory, shown: TermStory | None) -> Iterator[TermStory]:
    """Boards beside the one the page tells of."""
    return (term for term in story.terms if shown is None or term.term.pk != shown.term.pk)
