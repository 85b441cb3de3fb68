"""In which IPSM units people sit: whoever changes a person must have those boards judged again."""

from collections.abc import Collection
from typing import Any

from pendopo.kernel.bulk import among
from pendopo.prepared import prepared
from pendopo.roster.models import Holder, PsmPosting


def _seats(postings: Any) -> Any:
    rows = Holder.objects.filter(
        person_id__in=PsmPosting.objects.filter(pk__in=among(postings)).values("person_id"),
        cancelled_at__isnull=True,
        seat__cancelled_at__isnull=True,
        seat__term__cancelled_at__isnull=True,
    )
    return rows.values_list("seat__term__unit_id", flat=True)


_units = prepared(_seats)


def sitting(posting_ids: Collection[int]) -> list[int]:
    """Ids of units on whose boards the people of these postings have or had a seat, ascending."""
    return sorted(set(_units(list(posting_ids))))
