from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.roster.commands.periods import refuse_cancelled, refuse_overlap
from pendopo.roster.commands.rows import (
    own,
    person_columns,
    posting_columns,
    reached_places,
    refuse_future,
    refuse_taken_nik,
    save_next_version,
    village,
)  # fmt: skip
from pendopo.roster.commands.twins import note_likely_twins
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.nik_store import Number
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.refusals import Invalid


@command("psm.registered", Permission.PERSON_WRITE)
def register_psm(desk: Desk, village_id: int, person: PersonDraft, posting: PostingDraft) -> PsmPosting:
    """Put a new human into the register as PSM of a village.

    Refuses a NIK that somebody holds; people that look alike are only noted, a human decides later.
    """
    place = village(desk, village_id)
    refuse_future(desk, birth_on=person.birth_on, bimtek_on=posting.bimtek_on)
    refuse_taken_nik(desk, person)
    human = Person(created_at=desk.actor.at)
    person_columns(human, person)
    human.save()
    post = PsmPosting(person=human, village=place, village_path=place.path)
    posting_columns(post, posting)
    post.save()
    desk.touches([post])
    desk.about(human, after=person_values(human), person_id=human.pk, personal=PERSONAL)
    desk.about(post, after=posting_values(post), person_id=human.pk)
    note_likely_twins(human, desk.actor.at)
    return post


@command("person.corrected", Permission.PERSON_WRITE)
def correct_person(
    desk: Desk,
    person_id: int,
    version: int,
    draft: PersonDraft,
    keep_nik: NikState | None = None,
    keep: Collection[Number] = (),
) -> Person:
    """Change the facts of a person; history keeps before and after.

    With `keep_nik` the digits stay and only their state is set: who corrects an address need not see them.
    So do the numbers named in `keep`.
    """
    human = own(desk, Person, person_id, version)
    if keep_nik is not None:
        draft = replace(draft, nik=human.nik() if keep_nik != NikState.NONE else "", nik_state=keep_nik)
    kept: dict[str, Any] = {str(which): human.number(which) for which in keep}
    draft = replace(draft, **kept)
    refuse_future(desk, birth_on=draft.birth_on)
    refuse_taken_nik(desk, draft, but=human.pk)
    before = person_values(human)
    person_columns(human, draft)
    save_next_version(human)
    desk.at(*reached_places(desk, human))
    desk.touches(human.postings.all())
    desk.about(human, before=before, after=person_values(human), person_id=human.pk, personal=PERSONAL)
    note_likely_twins(human, desk.actor.at)
    return human


@command("posting.corrected", Permission.PERSON_WRITE)
def correct_posting(desk: Desk, posting_id: int, version: int, draft: PostingDraft) -> PsmPosting:
    """Change start, KTA number or bimtek of a posting."""
    post = own(desk, PsmPosting, posting_id, version)
    desk.at(post.village)
    refuse_cancelled(post)
    refuse_future(desk, bimtek_on=draft.bimtek_on)
    if post.until and draft.starts_on > post.until:
        raise Invalid(fields={"starts_on": _("Tanggal mulai sesudah hari terakhir bertugas.")})
    refuse_overlap(post.person_id, draft.starts_on, post.until, but=post.pk)
    before = posting_values(post)
    posting_columns(post, draft)
    save_next_version(post)
    desk.touches([post])
    desk.about(post, before=before, after=posting_values(post), person_id=post.person_id)
    return post
