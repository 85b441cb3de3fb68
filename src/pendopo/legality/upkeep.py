"""Judging many postings again, in batches that each stand for themselves.

A policy or the tree changed: every timeline below a place is rebuilt (`rejudge_below`). Nothing changed, but
stored and judged may have drifted apart through a restored backup or a new rule version: `check_all` finds
such postings and mends them. Both may be killed at any point and begun anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from pendopo.legality.board_timelines import rejudge_units
from pendopo.legality.timelines import drift, rejudge
from pendopo.roster.models import IpsmUnit, PsmPosting

BATCH = 500
_KEPT = 24 * 3600
"""Seconds that the progress of a background run can be looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: postings done of `total`, those among them that had drifted."""

    done: int
    total: int
    drifted: tuple[int, ...] = ()


def postings_below(path: str) -> list[int]:
    """Ids of the postings at and below a place, village by village, so that batches lock few villages."""
    rows = PsmPosting.objects.filter(village_path__gte=path, village_path__lt=path + "~")
    return list(rows.order_by("village_path", "pk").values_list("pk", flat=True))


def rejudge_below(path: str) -> Iterator[Step]:
    """Rebuild every timeline below a place; one step for each batch that is written."""
    ids = postings_below(path)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            rejudge(batch)
        yield Step(start + len(batch), len(ids))


def rejudge_units_below(path: str, level: int) -> int:
    """Rebuild the timelines of the IPSM units of one level below a place; how many there were."""
    units = IpsmUnit.objects.filter(level=level, place_path__gte=path, place_path__lt=path + "~")
    ids = list(units.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            rejudge_units(ids[start : start + BATCH])
    return len(ids)


def check_all(path: str = "", *, mend: bool = True) -> Iterator[Step]:
    """Compare stored with judged below a place; what differs is judged again where `mend`."""
    ids = postings_below(path)
    found: tuple[int, ...] = ()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            wrong = drift(batch).postings
            if mend and wrong:
                rejudge(wrong)
        found += wrong
        yield Step(start + len(batch), len(ids), found)


def tell_progress(path: str, step: Step) -> None:
    """Written by the worker, read by the page; it survives a closed tab."""
    cache.set(f"nilai-ulang:{path}", (step.done, step.total), _KEPT)


def progress_at(path: str) -> Step | None:
    """The newest run below exactly this place, running or done; None where there was none today."""
    told = cache.get(f"nilai-ulang:{path}")
    return Step(*told) if told else None
