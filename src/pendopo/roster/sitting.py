"""In which IPSM units people sit: whoever changes a person must have those boards judged again."""

from collections.abc import Collection

from django.db.models import QuerySet

from pendopo.roster.models import Holder


def sitting(person_ids: Collection[int] | QuerySet) -> list[int]:
    """Ids of units on whose boards any of these people has or had a seat, ascending."""
    rows = Holder.objects.filter(
        person_id__in=person_ids,
        cancelled_at__isnull=True,
        seat__cancelled_at__isnull=True,
        seat__term__cancelled_at__isnull=True,
    )
    return sorted(set(rows.values_list("seat__term__unit_id", flat=True)))
