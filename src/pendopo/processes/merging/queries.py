"""Reads of merges: which can be parted again, what parting would do, and which postings of two records clash."""

from collections.abc import Sequence

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.processes.merging.clashes import Clash, sort_out
from pendopo.processes.merging.plan import Plan, plan_parting, why_not
from pendopo.processes.models import Merge
from pendopo.roster.models import Person, PsmPosting


def merges_of(actor: Actor, human: Person) -> list[Merge]:
    """Merges into a visible person that still stand, the newest first; none where the actor may not part them."""
    rows = Merge.objects.filter(keeper=human, undone_at__isnull=True, story_sealed__isnull=False)
    return list(visible(rows, actor, Permission.PERSON_MERGE).select_related("other").order_by("-pk"))


def one_merge(actor: Actor, merge_id: int) -> Merge:
    rows = Merge.objects.select_related("keeper", "other")
    return one_visible(rows, actor, Permission.PERSON_MERGE, pk=merge_id)


def parting(merge: Merge) -> tuple[str, Plan | None]:
    """Why a merge, which came through the gate, cannot be parted now; else what parting would do."""
    trouble = why_not(merge)
    return trouble, None if trouble else plan_parting(merge)


def clashes_between(left: Person, right: Person) -> Sequence[Clash]:
    """Postings of two visible people of which only one can be hers, should they be one human."""
    return sort_out(_live(left), _live(right))[1]


def _live(human: Person) -> list[PsmPosting]:
    rows = human.postings.filter(cancelled_at__isnull=True).select_related("village")
    return list(rows.order_by("starts_on", "pk"))
