"""The time a posting serves in one place, whatever its papers: one row where segments have several.

In: segments of a posting. Out: its stints, stored beside them in the same transaction. They answer how old
the people in service are, of whom a country has three times fewer than segments; whose birth date nobody
knows has none. Nothing else writes them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from pendopo.kernel.bulk import copy_rows
from pendopo.legality.judged import Judged
from pendopo.legality.models import Segment, Stint
from pendopo.legality.whereabouts import Stays, clipped
from pendopo.wilayah.enums import Level
from pendopo.wilayah.paths import ancestor


class Essence(NamedTuple):
    """What is stored of a stint."""

    posting_id: int
    village_path: str
    province_path: str
    birth_on: date
    sex: str
    since: date
    until: date | None


def stints_of(segments: Iterable[Segment | Judged], where: Mapping[int, Stays]) -> Iterator[Essence]:
    """Each in one place of the tree of its days; `where` tells the stays of every posting."""
    for stint in _services(segments):
        for path, since, until in clipped(where[stint.posting_id], stint.since, stint.until):
            province = ancestor(path, Level.PROVINCE)
            yield stint._replace(village_path=path, province_path=province, since=since, until=until)


def _services(segments: Iterable[Segment | Judged]) -> Iterator[Essence]:
    """Neighbouring segments make one."""
    ordered = sorted(
        (s for s in segments if s.birth_on), key=lambda s: (s.posting_id, s.village_path, s.period.lower)
    )
    for (posting_id, path), group in groupby(ordered, key=lambda s: (s.posting_id, s.village_path)):
        stint: Essence | None = None
        for segment in group:
            start, end = segment.period.lower, segment.period.upper
            if stint and stint.until == start:
                stint = stint._replace(until=end)
                continue
            if stint:
                yield stint
            born: date = segment.birth_on  # type: ignore[assignment]
            stint = Essence(posting_id, path, "", born, segment.sex, start, end)
        if stint:
            yield stint


def store_stints(segments: Iterable[Judged], where: Mapping[int, Stays]) -> None:
    """Those of postings whose stints were taken out before. Part of the caller's transaction."""
    copy_rows(Stint, Essence._fields, stints_of(segments, where))


def wrong_stints(posting_ids: list[int], where: Mapping[int, Stays]) -> set[int]:
    """Postings whose stored stints differ from those that their stored segments make."""
    due = Counter(stints_of(Segment.objects.filter(posting_id__in=posting_ids), where))
    stored = Counter(essence(s) for s in Stint.objects.filter(posting_id__in=posting_ids))
    return {s.posting_id for s in [*(due - stored), *(stored - due)]}


def essence(stint: Stint) -> Essence:
    return Essence(*(getattr(stint, name) for name in Essence._fields))
