"""Policies along the path of a place. What an office asks of an SK is no secret: no scope here."""

from dataclasses import dataclass
from datetime import date

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.legality.models import BoardPolicy, Policy
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of


@dataclass(frozen=True, slots=True)
class PolicyLine:
    policy: Policy
    governs: bool
    """A paper signed on the day asked for, at the place asked for, is judged by this one."""


def policies_along(place: Wilayah, on: date) -> list[PolicyLine]:
    """Every policy from the place up to Indonesia, nearest office and newest first."""
    rows = Policy.objects.filter(wilayah_id__in=ids_of(place.path), cancelled_at__isnull=True)
    nearest = sorted(
        rows.select_related("wilayah"),
        key=lambda p: (len(p.place_path), p.in_force_from or date.min),
        reverse=True,
    )
    governing = next((p for p in nearest if p.in_force_from is None or p.in_force_from <= on), None)
    return [PolicyLine(p, p is governing) for p in nearest]


def own_policy(actor: Actor, policy_id: int) -> Policy:
    """A policy of an office in reach, to be changed."""
    rows = Policy.objects.filter(cancelled_at__isnull=True).select_related("wilayah")
    return one_visible(rows, actor, Permission.POLICY_WRITE, pk=policy_id)


def postings_judged(place: Wilayah) -> int:
    """How many postings a change of policy at this place has judged again, those that were cancelled aside."""
    inside = PsmPosting.objects.filter(village_path__gte=place.path, village_path__lt=place.path_until)
    return inside.filter(cancelled_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class BoardPolicyLine:
    policy: BoardPolicy
    governs: bool
    """An SK of a board of that level, signed on the day at the place, is judged by this one."""


def board_policies_along(place: Wilayah, on: date) -> dict[Level, list[BoardPolicyLine]]:
    """Level → every policy on its boards from the place up to Indonesia, nearest office and newest first."""
    rows = BoardPolicy.objects.filter(wilayah_id__in=ids_of(place.path), cancelled_at__isnull=True)
    nearest = sorted(
        rows.select_related("wilayah"),
        key=lambda p: (len(p.place_path), p.in_force_from or date.min),
        reverse=True,
    )
    found: dict[Level, list[BoardPolicyLine]] = {}
    for level in (level for level in Level if level >= place.level):
        of_level = [p for p in nearest if p.level == level]
        ruling = next((p for p in of_level if p.in_force_from is None or p.in_force_from <= on), None)
        found[level] = [BoardPolicyLine(p, p is ruling) for p in of_level]
    return found


def own_board_policy(actor: Actor, policy_id: int) -> BoardPolicy:
    rows = BoardPolicy.objects.filter(cancelled_at__isnull=True).select_related("wilayah")
    return one_visible(rows, actor, Permission.POLICY_WRITE, pk=policy_id)
