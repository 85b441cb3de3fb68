"""Finding units whose stored verdicts have drifted, and mending them: see `upkeep`, which does it for postings."""

from collections.abc import Iterator

from django.db import transaction

from pendopo.legality.board_timelines import BATCH, drift_units, judge_and_store
from pendopo.legality.upkeep import Step
from pendopo.roster.models import IpsmUnit


def units_below(path: str) -> list[int]:
    """Ids of the units at and below a place, ascending: the order in which they are locked."""
    rows = IpsmUnit.objects.filter(place_path__gte=path, place_path__lt=path + "~")
    return sorted(rows.values_list("pk", flat=True))


def check_units(path: str = "", *, mend: bool = True) -> Iterator[Step]:
    """Compare stored with judged below a place; what differs is judged again where `mend`."""
    ids = units_below(path)
    found: tuple[int, ...] = ()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            wrong = drift_units(batch).units
            if mend and wrong:
                judge_and_store(sorted(wrong))
        found += wrong
        yield Step(start + len(batch), len(ids), found)
