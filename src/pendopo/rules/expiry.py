"""When a legal time begins to read "segera berakhir" (SKP-04).

In: a judged timeline. Out: for each legal segment the day from which it reads so, ninety days before the
last legal day of the run it belongs to. A run that another legal paper continues does not expire, and one
that ends because the person leaves or dies is no paper to renew.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pendopo.rules.segments import S
from pendopo.rules.standing import Standing

DAYS = 90


def soon_from(timeline: Sequence[S], segment: S) -> date | None:
    """First day on which `segment` of `timeline` reads "segera berakhir"; None if it never does."""
    if segment.standing is not Standing.SAH:
        return None
    last = _last_of_run(timeline, segment)
    if last.until is None or last is timeline[-1]:
        return None
    first = last.until - timedelta(days=DAYS + 1)
    return max(first, segment.starts_on) if segment.until is None or first < segment.until else None


def _last_of_run(timeline: Sequence[S], segment: S) -> S:
    at = timeline.index(segment)
    while at + 1 < len(timeline) and timeline[at + 1].standing is Standing.SAH:
        at += 1
    return timeline[at]
