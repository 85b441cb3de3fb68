"""Rounds and targets. As with figures, every office of a province may read all of its targets."""

from datetime import date

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.prepared import prepared
from pendopo.targets.models import Target, TargetRound
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import children

_rounds = prepared(
    lambda province: (
        TargetRound.objects.filter(place_path=province, cancelled_at__isnull=True)
        .select_related("province")
        .order_by("-due_on", "-pk")
    )
)


def rounds_of(actor: Actor, place: Wilayah) -> list[TargetRound]:
    """The rounds of the province a place lies in, the latest first; none above a province."""
    province = place.path[: Level.PROVINCE.path_length]
    if not actor.may(Permission.FIGURES_VIEW) or len(province) < Level.PROVINCE.path_length:
        return []
    if not (actor.reaches(province) or actor.path.startswith(province)):
        return []
    return _rounds(province)


def round_on(rounds: list[TargetRound], on: date) -> TargetRound | None:
    """The round that runs on a day: of those begun, the one due next, else the last one over."""
    begun = [r for r in rounds if r.starts_on <= on]
    running = [r for r in begun if on <= r.due_on]
    return min(running, key=lambda r: (r.due_on, r.pk)) if running else (begun[0] if begun else None)


def targets_of(made: TargetRound) -> dict[int, Target]:
    """regency id → target. The round comes from `rounds_of`, which asked who reads."""
    return {t.regency_id: t for t in made.targets.select_related("regency")}


def unset_regencies(made: TargetRound) -> list[Wilayah]:
    """Kab/kota that came to the province after the round was set."""
    return list(children(made.province).exclude(pk__in=made.targets.values("regency_id")))


def own_target(actor: Actor, target_id: int, permission: Permission) -> Target:
    rows = Target.objects.filter(round__cancelled_at__isnull=True).select_related("round", "regency")
    return one_visible(rows, actor, permission, pk=target_id)
