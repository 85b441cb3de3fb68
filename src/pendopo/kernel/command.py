"""The desk at which every write is done.

A command is a function `(desk, draft) -> result`, decorated with the name of its event and the permission
it needs. A door calls it as `command(actor, draft)`. The desk then gives, in one transaction: the permission
at the target's place, the rows, exactly one event, the rejudging of the postings it touched, and jobs that a
worker sees once the transaction has committed. It will not write an event for a command that refused, and it
refuses to commit a command that never asked for permission or told no subject.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.audit.behind import copied_behind
from pendopo.audit.models import Event
from pendopo.audit.record import About, write_event, write_subjects
from pendopo.kernel.tree import told_of_the_tree
from pendopo.kernel.trouble import told_in_words
from pendopo.shared.refusals import NotAllowed, NotVisible

P = ParamSpec("P")
R = TypeVar("R")

REGISTRY: dict[str, "CommandFunction"] = {}
"""event name → command, for the contract tests."""
JOBS: dict[str, Callable[..., Any]] = {}
"""job name → enqueuing function, told by `jobs` at start."""
_rejudge: list[Callable[[Iterable[int], Callable[[float], None]], None]] = []
_settle: list[Callable[["Desk", Iterable[int]], None]] = []
_rejudge_units: list[Callable[[Iterable[int]], None]] = []
_after_rejudge: list[Callable[[int], None]] = []
_TOGETHER = 6000
"""Subjects that are told of while the server stores what was judged at once."""


class CommandFunction(Protocol):
    event: str
    permission: Permission
    __name__: str
    __module__: str
    __doc__: str | None


class Desk:
    """What a command does besides its rows."""

    def __init__(self, actor: Actor, event: str, permission: Permission) -> None:
        self.actor, self.event, self.permission = actor, event, permission
        self.place: tuple[int | None, str] | None = None
        self.postings: set[int] = set()
        self.units: set[int] = set()
        self.subjects: list[About] = []
        self.jobs: list[tuple[str, dict[str, Any]]] = []
        self.why = ""
        self.summary: dict[str, Any] = {}
        self.judged: Callable[[float], None] = lambda _share: None
        """Told meanwhile how much of what it touched has been judged, from 0 to 1."""

    def at(self, *places: Any) -> None:
        """Ask for the permission at each place (a Wilayah, or anything with `id` and `path`)."""
        if not self.actor.may(self.permission):
            raise NotAllowed(_("Peran Anda di wilayah ini tidak boleh melakukan hal itu."))
        for place in places:
            if not self.actor.reaches(place.path):
                raise NotVisible
            if self.place is None:
                self.place = (place.id, place.path)

    def here(self) -> None:
        """The permission at the actor's own node, for what concerns the whole of it."""
        if not self.actor.may(self.permission):
            raise NotAllowed(_("Peran Anda di wilayah ini tidak boleh melakukan hal itu."))
        self.place = self.place or (self.actor.place_id, self.actor.path)

    def touches(self, postings: Iterable[Any]) -> None:
        """Postings (rows or ids) whose timelines are judged again before the commit."""
        self.postings.update(p.pk if isinstance(p, models.Model) else int(p) for p in postings)

    def touches_units(self, units: Iterable[Any]) -> None:
        """IPSM units (rows or ids) whose boards are judged again before the commit."""
        self.units.update(u.pk if isinstance(u, models.Model) else int(u) for u in units)

    def about(
        self,
        thing: models.Model,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        person_id: int | None = None,
        personal: Iterable[str] = (),
        first: bool = False,
    ) -> None:
        """A subject of the event and what changed of it; the fields named in `personal` are sealed.

        `first`: she is new, so nothing personal was ever told of her.
        """
        kind = thing._meta.model_name or ""
        self.subjects.append(About(kind, thing.pk, person_id, before, after, frozenset(personal), first))

    def tells(self, event: Event, most: int | None = None) -> None:
        """Write what the event says of the first `most` subjects that are not written yet, or of all."""
        write_subjects(event, self.subjects[:most])
        del self.subjects[:most]

    def because(self, reason: str) -> None:
        self.why = reason

    def counts(self, **summary: Any) -> None:
        self.summary.update(summary)

    def later(self, job: str, **arguments: Any) -> None:
        """Enqueue a registered job; the worker sees it when the transaction has committed."""
        if (job, arguments) not in self.jobs:
            self.jobs.append((job, arguments))


def command(
    event: str, permission: Permission, *, alone: bool = False
) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function a command: `(desk, …) -> R` becomes `(actor, …) -> R`. `alone`: it changes the tree."""

    def decorate(write: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(write)
        def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            desk = Desk(actor, event, permission)
            with told_in_words(), transaction.atomic(), copied_behind():
                with told_of_the_tree(actor, alone=alone):
                    result = write(desk, *args, **kwargs)
                _finish(desk)
            return result

        run.event, run.permission = event, permission  # type: ignore[attr-defined]
        if event in REGISTRY:
            raise RuntimeError(f"two commands write the event {event}")
        REGISTRY[event] = run  # type: ignore[assignment]
        return run

    return decorate


def register_rejudge(rejudge: Callable[[Iterable[int], Callable[[float], None]], None]) -> None:
    """`legality` tells the kernel at start how postings are judged again, and something else is done meanwhile.

    That is told how much of them has been judged, from 0 to 1.
    """
    _rejudge[:] = [rejudge]


def register_rejudge_units(rejudge: Callable[[Iterable[int]], None]) -> None:
    """`legality` tells the kernel at start how boards of units are judged again."""
    _rejudge_units[:] = [rejudge]


def register_settle(settle: Callable[["Desk", Iterable[int]], None]) -> None:
    """`accounts` tells the kernel at start how accounts follow the postings of their people; same event."""
    _settle[:] = [settle]


def register_after_rejudge(tell: Callable[[int], None]) -> None:
    """What happens once a command that moved the figures of so many postings has committed; told by `jobs`."""
    _after_rejudge[:] = [tell]


def register_job(name: str, enqueue: Callable[..., Any]) -> None:
    JOBS[name] = enqueue


def _finish(desk: Desk) -> None:
    if desk.place is None:
        raise RuntimeError(f"{desk.event}: the command asked for no permission")
    if not desk.subjects and not desk.summary:
        raise RuntimeError(f"{desk.event}: the command told nothing about what it did")
    if desk.postings:
        for settle in _settle:
            settle(desk, desk.postings)
    event = write_event(_event(desk))

    def meanwhile(share: float) -> None:
        desk.tells(event, _TOGETHER)
        desk.judged(share)

    if desk.postings:
        for rejudge in _rejudge:
            rejudge(desk.postings, meanwhile)
        for tell in _after_rejudge:
            transaction.on_commit(functools.partial(tell, len(desk.postings)), robust=True)
    if desk.units:
        for rejudge_units in _rejudge_units:
            rejudge_units(desk.units)
    desk.tells(event)
    for job, arguments in desk.jobs:
        JOBS[job](**arguments)


def _event(desk: Desk) -> Event:
    actor, (place_id, place_path) = desk.actor, desk.place or (None, "")
    return Event(
        at=actor.at,
        name=desk.event,
        door=actor.door,
        user_id=actor.user_id,
        user_name=actor.name,
        role=actor.role,
        office_id=actor.place_id,
        place_id=place_id,
        place_path=place_path,
        reason=desk.why,
        summary=desk.summary,
    )
