"""A unit is frozen or dissolved, and taken up again, by the office above it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.board_drafts import StopDraft
from pendopo.roster.board_records import stop_values
from pendopo.roster.commands.boards.rows import own_unit, standing_stop, want_reason
from pendopo.roster.commands.rows import refuse_future, save_next_version
from pendopo.roster.enums import StopKind
from pendopo.roster.models import IpsmUnit, UnitStop
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed
from pendopo.wilayah.enums import Level


@command("unit.stopped", Permission.UNIT_STOP)
def stop_unit(desk: Desk, unit_id: int, version: int, draft: StopDraft) -> UnitStop:
    """Freeze or dissolve a unit. Dissolving a frozen one ends the freeze the day before."""
    unit = _above(desk, unit_id, version)
    refuse_future(desk, since=draft.since)
    there = standing_stop(unit, desk.actor.today)
    if there and not _heavier(draft, there):
        words = {"kind": there.get_kind_display(), "since": format_date(there.since)}
        raise Conflict(_("IPSM ini sudah %(kind)s sejak %(since)s.") % words)
    if there:
        _end(desk, there, draft.since - timedelta(days=1))
    stop = UnitStop.objects.create(
        unit=unit,
        kind=draft.kind,
        since=draft.since,
        paper=draft.paper.strip(),
        reason=draft.reason.strip(),
        recorded_at=desk.actor.at,
    )
    save_next_version(unit)
    desk.because(draft.reason.strip())
    desk.about(stop, after=stop_values(stop))
    desk.about(unit, after={"stop": str(stop.kind)})
    return stop


@command("unit.stop_lifted", Permission.UNIT_STOP)
def lift_stop(desk: Desk, stop_id: int, version: int, last_day: date, reason: str) -> UnitStop:
    """The freeze ends, or a dissolved unit may be formed anew; `last_day` is its last day, `version` the unit's."""
    stop, unit = _own_stop(desk, stop_id, version)
    desk.because(want_reason(reason))
    refuse_future(desk, last_day=last_day)
    if stop.until:
        raise Conflict(_("Keputusan ini sudah berakhir %(day)s.") % {"day": format_date(stop.until)})
    if last_day < stop.since:
        raise Invalid(fields={"last_day": _("Hari terakhir sebelum keputusan itu berlaku.")})
    _end(desk, stop, last_day)
    save_next_version(unit)
    desk.about(unit, before={"stop": str(stop.kind)}, after={})
    return stop


@command("unit.stop_cancelled", Permission.UNIT_STOP)
def cancel_stop(desk: Desk, stop_id: int, version: int, reason: str) -> UnitStop:
    """The decision was written down by mistake: it never was."""
    stop, unit = _own_stop(desk, stop_id, version)
    desk.because(want_reason(reason))
    before = stop_values(stop)
    stop.cancelled_at = desk.actor.at
    stop.save()
    save_next_version(unit)
    desk.about(stop, before=before, after={})
    desk.about(unit, before={"stop": str(stop.kind)}, after={})
    return stop


def _above(desk: Desk, unit_id: int, version: int) -> IpsmUnit:
    unit = own_unit(desk, unit_id, version)
    if unit.level != Level.COUNTRY and desk.actor.path == unit.place_path:
        raise NotAllowed(
            _(
                "Membekukan, membubarkan, dan mencabutnya lagi diputuskan kantor di atas IPSM ini, bukan di sini."
            )
        )
    return unit


def _own_stop(desk: Desk, stop_id: int, version: int) -> tuple[UnitStop, IpsmUnit]:
    row = one_visible(UnitStop.objects.all(), desk.actor, desk.permission, pk=stop_id)
    unit = _above(desk, row.unit_id, version)
    stop = UnitStop.objects.get(pk=row.pk)
    if stop.cancelled_at:
        raise Conflict(_("Catatan ini sudah dibatalkan."))
    return stop, unit


def _heavier(draft: StopDraft, there: UnitStop) -> bool:
    return draft.kind == StopKind.BUBAR and there.kind == StopKind.BEKU and draft.since > there.since


def _end(desk: Desk, stop: UnitStop, last_day: date) -> None:
    before = stop_values(stop)
    stop.until = last_day
    stop.save()
    desk.about(stop, before=before, after=stop_values(stop))
