"""Setting, changing and answering targets. The province sets, each kab/kota answers for itself."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed
from pendopo.targets.drafts import RoundDraft, StagesDraft
from pendopo.targets.models import Target, TargetRound
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import children

STAGES = ("board", "covered_percent", "valid_percent", "checked_percent")


@command("target.set", Permission.TARGET_SET)
def set_round(desk: Desk, province_id: int, draft: RoundDraft) -> TargetRound:
    """A period with the same stages for every kab/kota of today; single ones are changed afterwards."""
    province = Wilayah.objects.select_for_update(no_key=True, of=("self",)).filter(pk=province_id).first()
    if province is None or province.level != Level.PROVINCE:
        raise Invalid(_("Target ditetapkan untuk satu provinsi. Pilih provinsinya dahulu."))
    desk.at(province)
    if TargetRound.objects.filter(province=province, name=draft.name.strip(), cancelled_at__isnull=True):
        raise Invalid(fields={"name": _("Nama ini sudah dipakai untuk target lain.")})
    made = TargetRound.objects.create(
        province=province,
        place_path=province.path,
        name=draft.name.strip(),
        starts_on=draft.starts_on,
        due_on=draft.due_on,
        recorded_at=desk.actor.at,
    )
    regencies = children(province).filter(valid_until__isnull=True)
    Target.objects.bulk_create(
        Target(round=made, regency=regency, place_path=regency.path, **_stages(draft.stages))
        for regency in regencies
    )
    desk.about(
        made,
        after={"name": made.name, "starts_on": made.starts_on, "due_on": made.due_on} | _stages(draft.stages),
    )
    desk.counts(regencies=len(regencies))
    return made


@command("target.cancelled", Permission.TARGET_SET)
def cancel_round(desk: Desk, round_id: int) -> TargetRound:
    """The whole period was a mistake, or is not followed any more."""
    made = one_visible(TargetRound.objects.all(), desk.actor, desk.permission, pk=round_id)
    made = TargetRound.objects.select_for_update(of=("self",)).select_related("province").get(pk=made.pk)
    desk.at(made.province)
    if made.cancelled_at:
        raise Conflict(_("Target ini sudah dibatalkan."))
    made.cancelled_at = desk.actor.at
    made.save(update_fields=["cancelled_at"])
    desk.about(made, before={"name": made.name}, after={})
    return made


@command("target.changed", Permission.TARGET_SET)
def change_target(desk: Desk, target_id: int, version: int, draft: StagesDraft) -> Target:
    """Other stages for one kab/kota. It has to agree anew."""
    target = _locked(desk, target_id, version)
    desk.at(target.round.province)
    before = stage_values(target)
    for name, value in _stages(draft).items():
        setattr(target, name, value)
    target.agreed, target.answered_at, target.answered_by, target.answer_note = None, None, "", ""
    _next(target)
    desk.about(target, before=before, after=stage_values(target))
    return target


@command("target.answered", Permission.TARGET_ANSWER)
def answer_target(desk: Desk, target_id: int, version: int, agreed: bool, note: str = "") -> Target:
    """The kab/kota agrees, or says why not and what would be possible."""
    target = _locked(desk, target_id, version)
    desk.at(target.regency)
    if len(desk.actor.path) < Level.REGENCY.path_length:
        raise NotAllowed(_("Jawaban atas target diberikan oleh kabupaten/kota sendiri."))
    if not agreed and len(note.strip()) < 3:
        raise Invalid(fields={"note": _("Tulis mengapa belum setuju dan berapa yang mungkin dicapai.")})
    before = {"agreed": target.agreed, "answer_note": target.answer_note}
    target.agreed, target.answer_note = agreed, note.strip()[:250]
    target.answered_at, target.answered_by = desk.actor.at, desk.actor.name
    _next(target)
    desk.about(target, before=before, after={"agreed": agreed, "answer_note": target.answer_note})
    return target


def stage_values(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in STAGES}


def _stages(draft: StagesDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in STAGES}


def _locked(desk: Desk, target_id: int, version: int) -> Target:
    found = one_visible(Target.objects.all(), desk.actor, desk.permission, pk=target_id)
    rows = Target.objects.select_for_update(of=("self",)).select_related("round__province", "regency")
    target = rows.get(pk=found.pk)
    if target.version != version:
        raise Conflict(
            _("Target ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    if target.round.cancelled_at:
        raise Conflict(_("Target ini sudah dibatalkan."))
    return target


def _next(target: Target) -> None:
    target.version = F("version") + 1
    target.save()
    target.refresh_from_db(fields=["version"])
