from datetime import date

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.boards.dying import end_seats_by_death
from pendopo.roster.commands.periods import refuse_cancelled, refuse_overlap
from pendopo.roster.commands.rows import own, reached_places, refuse_future, save_next_version
from pendopo.roster.drafts import EndDraft
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.refusals import Conflict, Invalid


@command("psm.left", Permission.PERSON_WRITE)
def end_posting(desk: Desk, posting_id: int, version: int, draft: EndDraft) -> PsmPosting:
    """A PSM stops; the last day is still a day of service."""
    post = own(desk, PsmPosting, posting_id, version)
    desk.at(post.village)
    refuse_cancelled(post)
    refuse_future(desk, last_day=draft.last_day)
    if draft.last_day < post.starts_on:
        raise Invalid(fields={"last_day": _("Hari terakhir sebelum tanggal mulai bertugas.")})
    refuse_overlap(post.person_id, post.starts_on, draft.last_day, but=post.pk)
    before = posting_values(post)
    post.until, post.end_reason, post.end_note = draft.last_day, draft.reason, draft.note.strip()
    save_next_version(post)
    desk.touches([post])
    desk.because(draft.note.strip())
    desk.about(post, before=before, after=posting_values(post), person_id=post.person_id)
    return post


@command("psm.end_taken_back", Permission.PERSON_WRITE)
def take_back_end(desk: Desk, posting_id: int, version: int, reason: str) -> PsmPosting:
    """An end was recorded by mistake: the posting runs on as if it had not been. A move is not taken back so."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    post = own(desk, PsmPosting, posting_id, version)
    desk.at(post.village)
    refuse_cancelled(post)
    if post.until is None:
        raise Conflict(_("Penugasan ini memang belum berakhir."))
    refuse_overlap(post.person_id, post.starts_on, None, but=post.pk)
    before = posting_values(post)
    post.until, post.end_reason, post.end_note = None, "", ""
    save_next_version(post)
    desk.touches([post])
    desk.because(reason.strip())
    desk.about(post, before=before, after=posting_values(post), person_id=post.person_id)
    return post


@command("person.died", Permission.PERSON_WRITE)
def record_death(desk: Desk, person_id: int, version: int, died_on: date | None) -> Person:
    """Record the day of death, or take a wrong record of it back (None). Every posting ends with it, of any pillar."""
    human = own(desk, Person, person_id, version)
    refuse_future(desk, died_on=died_on)
    if died_on and human.birth_on and died_on < human.birth_on:
        raise Invalid(fields={"died_on": _("Tanggal meninggal sebelum tanggal lahir.")})
    before = person_values(human)
    end_seats_by_death(desk, human, died_on)
    human.died_on = died_on
    save_next_version(human)
    desk.at(*reached_places(desk, human))
    desk.touches(human.postings.all())
    desk.about(human, before=before, after=person_values(human), person_id=human.pk, personal=PERSONAL)
    return human


@command("posting.cancelled", Permission.PERSON_WRITE)
def cancel_posting(desk: Desk, posting_id: int, version: int, reason: str) -> PsmPosting:
    """A posting that was entered by mistake counts nowhere any more; it stays in the history."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasan pembatalan.")})
    post = own(desk, PsmPosting, posting_id, version)
    refuse_cancelled(post)
    desk.at(post.village)
    before = posting_values(post)
    post.cancelled_at, post.cancel_reason = desk.actor.at, reason.strip()[:250]
    save_next_version(post)
    desk.touches([post])
    desk.because(reason.strip())
    desk.about(post, before=before, after=posting_values(post), person_id=post.person_id)
    return post
