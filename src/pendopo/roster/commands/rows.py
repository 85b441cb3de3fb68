"""Rows shared by the commands of this room: locking, versions, and the columns of a person."""

from typing import Any, TypeVar

from django.db.models import F, Model
from django.utils.translation import gettext as _

from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk
from pendopo.roster.drafts import PersonDraft, PostingDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.nik_store import Number, nik_index, store_nik, store_number
from pendopo.shared.names import name_key
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

M = TypeVar("M", bound=Model)
PLAIN = (
    "name", "title_front", "title_back", "birth_place", "birth_on", "sex", "address", "phone", "education",
    "job", "blood",
)  # fmt: skip
"""Columns of a person that are what the draft says."""


def own(desk: Desk, model: type[M], pk: int, version: int | None = None) -> M:
    """The row in the actor's reach, locked; Conflict where it changed since the form was opened."""
    row = one_visible(model._default_manager.all(), desk.actor, desk.permission, pk=pk)
    locked = model._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and locked.version != version:  # type: ignore[attr-defined]
        raise Conflict(
            _("Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    return locked


def village(desk: Desk, village_id: int) -> Wilayah:
    """A village in the actor's reach; asks for the permission there."""
    place = Wilayah.objects.filter(pk=village_id, level=Level.VILLAGE).first()
    if place is None:
        raise Invalid(fields={"village": _("Pilih desa/kelurahan dari daftar.")})
    desk.at(place)
    if place.successor is not None:
        raise Invalid(
            fields={
                "village": _("%(place)s sudah digabungkan. Pilih %(successor)s.")
                % {"place": place, "successor": place.successor}
            }
        )
    return place


def reached_places(desk: Desk, human: Person) -> list[Wilayah]:
    """Places within reach where she serves or served, as PSM or for another pillar."""
    postings = human.postings.select_related("village").order_by("pk")
    pillars = human.pillars.select_related("place").order_by("pk")
    places = [*(p.village for p in postings), *(p.place for p in pillars)]
    return [place for place in places if desk.actor.reaches(place.path)]


def person_columns(person: Person, draft: PersonDraft) -> None:
    """Set the columns of a person from a draft; the caller saves."""
    for field in PLAIN:
        setattr(person, field, getattr(draft, field))
    person.name_key = name_key(draft.name)[:120]
    for field, value in store_nik(person.uid, draft.nik, draft.nik_state)._asdict().items():
        setattr(person, field, value)
    for which in Number:
        for field, value in store_number(person.uid, which, getattr(draft, which)).items():
            setattr(person, field, value)


def posting_columns(posting: PsmPosting, draft: PostingDraft) -> None:
    posting.starts_on = draft.starts_on
    posting.kta_number = draft.kta_number
    posting.bimtek_attended = True if draft.bimtek_on else draft.bimtek_attended
    posting.bimtek_on = draft.bimtek_on
    posting.bimtek_number = draft.bimtek_number
    posting.bimtek_organiser = draft.bimtek_organiser


def refuse_taken_nik(desk: Desk, draft: PersonDraft, but: int | None = None) -> None:
    """Nothing of a person elsewhere is told, only that an office above decides."""
    if draft.nik_state != NikState.SURE:
        return
    holder = (
        Person.objects.filter(nik_index=nik_index(draft.nik), merged_into__isnull=True)
        .exclude(pk=but or 0)
        .first()
    )
    if holder is None:
        return
    if reached_places(desk, holder):
        raise Conflict(
            _("NIK ini sudah milik %(name)s dalam daftar Anda. Buka datanya; satu orang dicatat sekali saja.")
            % {"name": holder.full_name},
            rule=f"nik_here:{holder.pk}",
        )
    raise Conflict(
        _(
            "NIK ini sudah tercatat di wilayah lain. Simpan sebagai “belum pasti” dan ajukan ke Dinas Sosial "
            "di atasnya; mereka yang memutuskan."
        ),
        rule="nik_elsewhere",
    )


def refuse_future(desk: Desk, **days: Any) -> None:
    wrong = {
        field: _("Tanggal ini belum terjadi.")
        for field, day in days.items()
        if day and day > desk.actor.today
    }
    if wrong:
        raise Invalid(fields=wrong)


def save_next_version(row: Model) -> None:
    """Save with the version counted up in the database, and read it back."""
    row.version = F("version") + 1  # type: ignore[attr-defined]
    row.save()
    row.refresh_from_db(fields=["version"])
