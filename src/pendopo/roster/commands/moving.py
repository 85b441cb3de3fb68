from datetime import date, timedelta

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.periods import refuse_overlap
from pendopo.roster.commands.rows import own, posting_columns, refuse_future, save_next_version, village
from pendopo.roster.drafts import PostingDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import MoveRequest, Person, PsmPosting
from pendopo.roster.records import posting_values
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@command("psm.moved", Permission.PERSON_WRITE)
def move_psm(desk: Desk, posting_id: int, version: int, village_id: int, last_day: date) -> PsmPosting:
    """End a posting and begin another on the next day, both in the actor's reach."""
    post = own(desk, PsmPosting, posting_id, version)
    desk.at(post.village)
    place = village(desk, village_id)
    return _move(desk, post, place, last_day)


@command("move.asked", Permission.PERSON_WRITE)
def ask_move(desk: Desk, posting_id: int, version: int, village_id: int, last_day: date) -> MoveRequest:
    """Ask the office of another place to take over a PSM; nothing changes until it accepts."""
    post = own(desk, PsmPosting, posting_id, version)
    desk.at(post.village)
    place = Wilayah.objects.filter(pk=village_id, level=Level.VILLAGE).first()
    if place is None:
        raise Invalid(fields={"village": _("Pilih desa/kelurahan dari daftar.")})
    _check_last_day(desk, post, place, last_day)
    if post.moves.filter(answered_at__isnull=True).exists():
        raise Conflict(_("Perpindahan orang ini sudah diajukan dan menunggu jawaban."))
    request = MoveRequest.objects.create(
        posting=post,
        from_path=post.village_path,
        village=place,
        to_path=place.path,
        last_day=last_day,
        asked_at=desk.actor.at,
        asked_by=desk.actor.name,
    )
    desk.about(request, after={"village": place.pk, "last_day": last_day}, person_id=post.person_id)
    return request


@command("move.answered", Permission.PERSON_WRITE)
def answer_move(desk: Desk, request_id: int, accept: bool, note: str = "") -> MoveRequest:
    """The receiving office accepts (the move happens) or declines."""
    request = one_visible(MoveRequest.objects.all(), desk.actor, desk.permission, pk=request_id)
    request = MoveRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        raise Conflict(_("Permintaan pindah ini sudah dijawab."))
    desk.at(request.village)
    request.answered_at, request.accepted, request.answer_note = desk.actor.at, accept, note.strip()[:250]
    request.save()
    if accept:
        post = PsmPosting.objects.select_for_update().get(pk=request.posting_id)
        _move(desk, post, request.village, request.last_day)
    desk.about(request, after={"accepted": accept, "note": note}, person_id=request.posting.person_id)
    return request


@command("psm.returned", Permission.PERSON_WRITE)
def return_psm(desk: Desk, person_id: int, village_id: int, draft: PostingDraft) -> PsmPosting:
    """Somebody who left serves again, in the same village or another."""
    human = own(desk, Person, person_id)
    place = village(desk, village_id)
    if human.died_on:
        raise Conflict(_("Orang ini tercatat meninggal dunia. Betulkan dahulu bila keliru."))
    refuse_overlap(human.pk, draft.starts_on, None)
    post = PsmPosting(person=human, village=place, village_path=place.path)
    posting_columns(post, draft)
    post.save()
    desk.touches([post])
    desk.about(post, after=posting_values(post), person_id=human.pk)
    return post


def _move(desk: Desk, post: PsmPosting, place: Wilayah, last_day: date) -> PsmPosting:
    _check_last_day(desk, post, place, last_day)
    refuse_overlap(post.person_id, last_day + timedelta(days=1), None, but=post.pk)
    before = posting_values(post)
    post.until, post.end_reason = last_day, EndReason.MOVED
    save_next_version(post)
    following = PsmPosting.objects.create(
        person_id=post.person_id,
        village=place,
        village_path=place.path,
        starts_on=last_day + timedelta(days=1),
        kta_number=post.kta_number,
        bimtek_attended=post.bimtek_attended,
        bimtek_on=post.bimtek_on,
        bimtek_number=post.bimtek_number,
        bimtek_organiser=post.bimtek_organiser,
    )
    desk.touches([post, following])
    desk.about(post, before=before, after=posting_values(post), person_id=post.person_id)
    desk.about(following, after=posting_values(following), person_id=post.person_id)
    return following


def _check_last_day(desk: Desk, post: PsmPosting, place: Wilayah, last_day: date) -> None:
    refuse_future(desk, last_day=last_day)
    if post.until or post.cancelled_at:
        raise Conflict(_("Penugasan ini sudah berakhir. Pakai “bertugas kembali”."))
    if place.pk == post.village_id:
        raise Invalid(fields={"village": _("Itu desa/kelurahan yang sama.")})
    if last_day < post.starts_on:
        raise Invalid(fields={"last_day": _("Hari terakhir sebelum tanggal mulai bertugas.")})
