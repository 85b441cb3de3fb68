"""Everything the database holds of the register, to see that a refusal or a fault left nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pendopo.audit.models import Event, PersonKey, Subject
from pendopo.legality.models import (
    LedgerEntry,
    LedgerPending,
    Policy,
    Scan,
    Segment,
    Sk,
    SkNaming,
    SkRequest,
    SkRequestLine,
    SkRevocation,
    SkVerification,
    Stint,
)
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.shared.refusals import Refusal

_MODELS = (
    Person, PsmPosting, MoveRequest, LikelyDuplicate, Sk, SkNaming, SkRevocation, SkVerification, Scan, Policy,
    SkRequest, SkRequestLine, Segment, Stint, LedgerEntry, LedgerPending, Event, Subject, PersonKey,
)  # fmt: skip


def everything() -> dict[str, list[Any]]:
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in _MODELS}


@contextmanager
def nothing_written() -> Iterator[None]:
    before = everything()
    yield
    assert everything() == before


@contextmanager
def one_event(name: str) -> Iterator[None]:
    """Exactly one event of that name, with at least one subject."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    events = list(Event.objects.filter(pk__gt=last))
    assert [event.name for event in events] == [name]
    assert events[0].subjects.exists()


@contextmanager
def refused(
    kind: type[Refusal], *, rule: str = "", field: str = ""
) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    with nothing_written():
        with pytest.raises(Refusal) as caught:
            yield caught
        assert type(caught.value) is kind, repr(caught.value)
        assert caught.value.rule.startswith(rule)
        assert field in caught.value.fields or not field
