"""Other pillars of a person. Each posting has its own level and place; PSM service goes on beside it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.codelists.models import PillarType
from pendopo.codelists.queries import pillar_type
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.rows import (
    own,
    person_columns,
    refuse_future,
    refuse_taken_nik,
    save_next_version,
)
from pendopo.roster.commands.twins import note_likely_twins
from pendopo.roster.drafts import EndDraft, PersonDraft, PillarDraft
from pendopo.roster.enums import EndReason
from pendopo.roster.models import Person, PillarPosting
from pendopo.roster.records import PERSONAL, person_values, pillar_values
from pendopo.shared.dates import format_date
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


@command("pillar.registered", Permission.PERSON_WRITE)
def register_pillar_member(
    desk: Desk, place_id: int, person: PersonDraft, pillar: PillarDraft
) -> PillarPosting:
    """Put a human into the register who is no PSM but belongs to another pillar."""
    place = _place(desk, place_id)
    refuse_future(desk, birth_on=person.birth_on)
    refuse_taken_nik(desk, person)
    human = Person(created_at=desk.actor.at)
    person_columns(human, person)
    kind = _kind(pillar.pillar, place, desk.actor.today)
    human.save()
    desk.about(human, after=person_values(human), person_id=human.pk, personal=PERSONAL)
    post = _start(desk, human, kind, place, pillar)
    note_likely_twins(human, desk.actor.at)
    return post


@command("pillar.started", Permission.PERSON_WRITE)
def start_pillar(desk: Desk, person_id: int, place_id: int, draft: PillarDraft) -> PillarPosting:
    """A person of the register joins another pillar, or joins it again."""
    human = own(desk, Person, person_id)
    place = _place(desk, place_id)
    kind = _kind(draft.pillar, place, desk.actor.today)
    if human.died_on and draft.starts_on > human.died_on:
        raise Conflict(_("Orang ini tercatat meninggal dunia. Betulkan dahulu bila keliru."))
    if human.merged_into_id:
        raise Conflict(_("Data ini sudah digabungkan dengan data lain."))
    _refuse_overlap(human.pk, kind, place, draft.starts_on, None)
    return _start(desk, human, kind, place, draft)


@command("pillar.corrected", Permission.PERSON_WRITE)
def correct_pillar(
    desk: Desk, pillar_id: int, version: int, place_id: int, draft: PillarDraft
) -> PillarPosting:
    """Change pillar, place, start or paper of a posting that was written down wrongly."""
    post = _own(desk, pillar_id, version)
    place = _place(desk, place_id)
    kind = post.pillar
    if draft.pillar != kind.code or place.pk != post.place_id:
        kind = _kind(draft.pillar, place, desk.actor.today)
    if post.until and draft.starts_on > post.until:
        raise Invalid(fields={"starts_on": _("Tanggal mulai sesudah hari terakhir bertugas.")})
    _refuse_overlap(post.person_id, kind, place, draft.starts_on, post.until, but=post.pk)
    before = pillar_values(post)
    post.pillar, post.place, post.place_path = kind, place, place.path
    post.starts_on, post.paper = draft.starts_on, draft.paper.strip()
    return _save(desk, post, before)


@command("pillar.ended", Permission.PERSON_WRITE)
def end_pillar(desk: Desk, pillar_id: int, version: int, draft: EndDraft | None) -> PillarPosting:
    """The last day of a pillar's posting; None takes a wrong end back. Service as PSM is not asked."""
    post = _own(desk, pillar_id, version)
    before = pillar_values(post)
    if draft is None:
        _refuse_overlap(post.person_id, post.pillar, post.place, post.starts_on, None, but=post.pk)
        post.until, post.end_reason, post.end_note = None, "", ""
        return _save(desk, post, before)
    refuse_future(desk, last_day=draft.last_day)
    if draft.last_day < post.starts_on:
        raise Invalid(fields={"last_day": _("Hari terakhir sebelum tanggal mulai bertugas.")})
    _refuse_overlap(post.person_id, post.pillar, post.place, post.starts_on, draft.last_day, but=post.pk)
    post.until, post.end_reason, post.end_note = draft.last_day, EndReason(draft.reason), draft.note.strip()
    desk.because(draft.note.strip())
    return _save(desk, post, before)


@command("pillar.cancelled", Permission.PERSON_WRITE)
def cancel_pillar(desk: Desk, pillar_id: int, version: int, reason: str) -> PillarPosting:
    """A pillar's posting that was entered by mistake counts nowhere; it stays in the history."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasan pembatalan.")})
    post = _own(desk, pillar_id, version)
    before = pillar_values(post)
    post.cancelled_at, post.cancel_reason = desk.actor.at, reason.strip()[:250]
    desk.because(reason.strip())
    return _save(desk, post, before)


def _start(desk: Desk, human: Person, kind: PillarType, place: Wilayah, draft: PillarDraft) -> PillarPosting:
    post = PillarPosting.objects.create(
        person=human,
        pillar=kind,
        place=place,
        place_path=place.path,
        starts_on=draft.starts_on,
        paper=draft.paper.strip(),
    )
    desk.about(post, after=pillar_values(post), person_id=human.pk)
    return post


def _own(desk: Desk, pillar_id: int, version: int) -> PillarPosting:
    post = own(desk, PillarPosting, pillar_id, version)
    desk.at(post.place)
    if post.cancelled_at:
        raise Conflict(_("Penugasan ini sudah dibatalkan."))
    return post


def _save(desk: Desk, post: PillarPosting, before: dict[str, object]) -> PillarPosting:
    save_next_version(post)
    desk.about(post, before=before, after=pillar_values(post), person_id=post.person_id)
    return post


def _place(desk: Desk, place_id: int) -> Wilayah:
    place = Wilayah.objects.filter(pk=place_id).first()
    if place is None:
        raise Invalid(fields={"place": _("Pilih wilayahnya dari daftar.")})
    desk.at(place)
    return place


def _kind(code: str, place: Wilayah, today: date) -> PillarType:
    """The pillar, which must work on the level of the place and still take people."""
    kind = pillar_type(code)
    if kind is None or (kind.retired_on and kind.retired_on <= today):
        raise Invalid(fields={"pillar": _("Pilih pilar dari daftar.")})
    if place.level not in kind.levels:
        words = {"pillar": kind.short, "levels": level_words(kind)}
        raise Invalid(fields={"place": _("%(pillar)s bertugas di tingkat %(levels)s.") % words})
    return kind


def level_words(kind: PillarType) -> str:
    """ "kecamatan, kabupaten/kota": where its members work."""
    return ", ".join(str(Level(level).label) for level in sorted(kind.levels, reverse=True))


def _refuse_overlap(
    person_id: int, kind: PillarType, place: Wilayah, starts_on: date, until: date | None, but: int = 0
) -> None:
    """One human belongs once to a pillar at a place; the database holds it too, this says it in words."""
    others = PillarPosting.objects.filter(
        person_id=person_id, pillar=kind, place=place, cancelled_at__isnull=True
    )
    others = others.exclude(pk=but).filter(Q(until__isnull=True) | Q(until__gte=starts_on))
    if until:
        others = others.filter(starts_on__lte=until)
    other = others.first()
    if other:
        words = {"pillar": kind.short, "place": place.full_name, "since": format_date(other.starts_on)}
        raise Conflict(_("Orang ini sudah tercatat sebagai %(pillar)s %(place)s sejak %(since)s.") % words)
