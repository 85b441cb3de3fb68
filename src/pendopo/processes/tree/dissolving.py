from pendopo.kernel.command import Desk
from pendopo.processes.tree.drafts import Law
from pendopo.roster.enums import StopKind
from pendopo.roster.models import IpsmUnit, UnitStop
from pendopo.wilayah.models import Wilayah


def dissolve_units(desk: Desk, node: Wilayah, law: Law) -> None:
    """The IPSM of a place that is no more ends with it."""
    for unit in IpsmUnit.objects.filter(wilayah=node, cancelled_at__isnull=True):
        stops = unit.stops.filter(cancelled_at__isnull=True)
        if stops.filter(since__gte=law.since).exists() or stops.filter(until__isnull=True).exists():
            continue
        UnitStop.objects.create(
            unit=unit, kind=StopKind.BUBAR, since=law.since, paper=law.basis.strip()[:120],
            reason="Wilayahnya digabungkan.", recorded_at=desk.actor.at,
        )  # fmt: skip
        desk.touches_units([unit])
