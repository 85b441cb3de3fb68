"""Boards of all places of a level, on a date: those with a unit, and those where none was formed.

The gate is that of figures: verdicts are read aloud at the rakor, so every office of a province reads those of
all its regencies. Names of chairs leave only through `access.visible`. Five queries for any number of places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.kernel.bulk import among
from pendopo.legality.board_phrases import BoardContext, access_words, board_phrase, board_sentence
from pendopo.legality.enums import STOPPED, FormationStep, StandingChoice
from pendopo.legality.models import BoardSegment
from pendopo.roster.enums import SeatKind
from pendopo.roster.models import Holder, IpsmUnit
from pendopo.rules import board_registry as rule
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah

_SOUGHT_ONE_BY_ONE = 1000
"""So many boards are sought by their ids; more are cheaper read in one sweep."""


@dataclass(frozen=True, slots=True)
class Chair:
    """Who chairs a board on the day, as the register or the paper writes it."""

    name: str
    person_id: int | None
    acting: bool


class _Verdict(NamedTuple):
    """Columns of a stored segment, in the order they are read."""

    path: str
    unit_id: int
    term_id: int | None
    standing: str
    checked: bool
    soon_from: date | None
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    active: bool
    idle_reasons: tuple[str, ...]
    access: bool
    access_reasons: tuple[str, ...]
    step: str
    step_since: date
    ends_on: date | None
    sk_id: int | None
    sk_number: str | None
    issuer: str | None
    starts_on: date | None
    signed_on: date | None
    first_year: int | None
    last_year: int | None


_COLUMNS = (
    "place_path", "unit_id", "term_id", "standing", "checked", "soon_from", "reasons", "warnings", "active",
    "idle_reasons", "access", "access_reasons", "step", "step_since", "ends_on", "sk_id", "sk__number", "sk__issuer",
    "sk__starts_on", "sk__signed_on", "term__first_year", "term__last_year",
)  # fmt: skip


class _Place(NamedTuple):
    id: int
    code: str
    name: str
    kind: str
    path: str

    @property
    def full_name(self) -> str:
        return f"{Kind(self.kind).prefix} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One place and its board on the day. Without a verdict nothing is known of a board: belum terbentuk."""

    place_id: int
    code: str
    place: str
    path: str
    on: date
    unit_id: int | None
    """Also of a unit of which nothing but its place was entered."""
    inside: bool
    """In the reader's reach: only then a name is told and the unit's page opens."""
    chair: Chair | None
    verdict: _Verdict | None

    @property
    def unit(self) -> str:
        return f"IPSM {self.place}"

    @property
    def standing(self) -> str:
        return self.verdict.standing if self.verdict else ""

    @property
    def legal(self) -> bool:
        return self.standing == StandingChoice.SAH

    @property
    def soon(self) -> bool:
        begins = self.verdict.soon_from if self.verdict else None
        return begins is not None and begins <= self.on

    @property
    def checked(self) -> bool:
        return self.verdict is not None and self.verdict.checked

    @property
    def active(self) -> bool:
        return self.verdict is not None and self.verdict.active

    @property
    def access(self) -> bool:
        return self.verdict is not None and self.verdict.access

    @property
    def step(self) -> str:
        return self.verdict.step if self.verdict else FormationStep.BELUM

    @property
    def step_word(self) -> str:
        word = str(FormationStep(self.step).label)
        return word[:1].upper() + word[1:]

    @property
    def step_since(self) -> date | None:
        return self.verdict.step_since if self.verdict else None

    @property
    def days_in_step(self) -> int | None:
        """Whole days since it stands there; None where nobody knows since when."""
        return (self.on - self.verdict.step_since).days if self.verdict else None

    @property
    def sk_id(self) -> int | None:
        return self.verdict.sk_id if self.verdict else None

    @property
    def sk_number(self) -> str:
        return (self.verdict.sk_number or "") if self.verdict else ""

    @property
    def signed_on(self) -> date | None:
        return self.verdict.signed_on if self.verdict else None

    @property
    def ends_on(self) -> date | None:
        return self.verdict.ends_on if self.verdict else None

    @property
    def days_left(self) -> int | None:
        return (self.ends_on - self.on).days if self.ends_on else None

    @property
    def term(self) -> str:
        """ "2024-2029" as its papers name it."""
        return term_words(self.verdict.first_year, self.verdict.last_year) if self.verdict else ""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(self.verdict.reasons) if self.verdict else ()

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(self.verdict.warnings) if self.verdict else ()

    @property
    def idle_reasons(self) -> tuple[str, ...]:
        return tuple(self.verdict.idle_reasons) if self.verdict else (rule.NOT_LEGAL,)

    @property
    def access_reasons(self) -> tuple[str, ...]:
        return tuple(self.verdict.access_reasons) if self.verdict else (rule.NOT_LEGAL,)

    @property
    def sentence(self) -> str:
        """Why it stands so, in one line."""
        if self.verdict is None:
            return _("Belum ada IPSM yang dibentuk di sini.")
        return board_sentence(self.standing, self.reasons, **self._context())

    @property
    def idle_sentence(self) -> str:
        """Why it is not active; empty when it is."""
        first = next(iter(self.idle_reasons), None)
        return board_phrase(first, **self._context()) if first else ""

    @property
    def access_sentence(self) -> str:
        return access_words(self.access, self.access_reasons, **self._context())

    def _context(self) -> BoardContext:
        v = self.verdict
        if v is None:
            return {"unit": self.unit}
        stopped = v.step in STOPPED
        return {
            "unit": self.unit,
            "number": v.sk_number,
            "issuer": v.issuer or None,
            "starts_on": v.starts_on or v.signed_on,
            "signed_on": v.signed_on,
            "ends_on": v.ends_on,
            "stopped_on": v.step_since if stopped else None,
        }


def units_on(actor: Actor, place: Wilayah, level: Level, on: date) -> list[BoardLine]:
    """The places of a level at or below `place` as they stand today in the tree, in the order of their codes.

    Above the reader's own place only the level right below is read whole; of deeper levels her own part.
    NotVisible for a place beside or below a neighbour.
    """
    if not actor.may(Permission.UNIT_VIEW):
        raise NotAllowed
    if not actor.reads_figures_of(place.path):
        raise NotVisible
    below = place.path if actor.reaches(place.path) or level == place.level + 1 else actor.path
    verdicts = {v.path: v for v in _verdicts(below, level, on)}
    chairs = _chairs(actor, below, level, on, {v.term_id for v in verdicts.values() if v.term_id})
    units = _units(below, level)
    return [
        BoardLine(
            place_id=where.id,
            code=where.code,
            place=where.full_name,
            path=where.path,
            on=on,
            unit_id=units.get(where.path),
            inside=actor.reaches(where.path),
            chair=chairs.get(v.term_id or 0) if (v := verdicts.get(where.path)) else None,
            verdict=v,
        )
        for where in _places(below, level, on)
    ]


def term_words(first_year: int | None, last_year: int | None) -> str:
    if first_year and last_year:
        return f"{first_year}–{last_year}"
    return str(first_year or last_year or "")


def _below(path: str, field: str) -> dict[str, str]:
    return {f"{field}__gte": path, f"{field}__lt": path + "~"}


def _places(path: str, level: Level, on: date) -> Iterator[_Place]:
    rows = Wilayah.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        level=level,
        **_below(path, "path"),
    )
    columns = rows.order_by("code").values_list("pk", "code", "name", "kind", "path")
    return (_Place(*row) for row in columns)


def _verdicts(path: str, level: Level, on: date) -> Iterator[_Verdict]:
    rows = BoardSegment.objects.filter(level=level, period__contains=on, **_below(path, "place_path"))
    return (_Verdict(*row) for row in rows.values_list(*_COLUMNS))


def _units(path: str, level: Level) -> dict[str, int]:
    rows = IpsmUnit.objects.filter(level=level, cancelled_at__isnull=True, **_below(path, "place_path"))
    return dict(rows.values_list("place_path", "pk"))


def _chairs(actor: Actor, path: str, level: Level, on: date, terms: set[int]) -> dict[int, Chair]:
    """Term id → its chair on the day, of boards in reach. Somebody who sits is told before somebody who acts."""
    rows = visible(Holder.objects.all(), actor, Permission.PERSON_VIEW).filter(
        Q(until__isnull=True) | Q(until__gte=on),
        Q(person__died_on__isnull=True) | Q(person__died_on__gte=on),
        cancelled_at__isnull=True,
        starts_on__lte=on,
        seat__kind=SeatKind.KETUA,
        seat__cancelled_at__isnull=True,
        seat__term__unit__level=level,
        **_below(path, "place_path"),
    )
    if len(terms) <= _SOUGHT_ONE_BY_ONE:
        rows = rows.filter(seat__term_id__in=among(terms))
    columns: tuple[Any, ...] = ("seat__term_id", "person__name", "name", "person_id", "acting")
    found: dict[int, Chair] = {}
    for term_id, known, written, person_id, acting in rows.order_by("-acting", "-pk").values_list(*columns):
        found[term_id] = Chair(known or written, person_id, acting)
    return found
