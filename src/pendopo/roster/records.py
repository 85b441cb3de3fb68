"""What an event keeps of people and postings, before and after."""

from operator import attrgetter
from typing import Any

from pendopo.roster.models import Person, PillarPosting, PsmPosting
from pendopo.roster.nik_store import Number
from pendopo.shared.masks import mask_nik

PERSONAL = frozenset(
    {
        "name",
        "title_front",
        "title_back",
        "nik",
        "birth_place",
        "birth_on",
        "sex",
        "address",
        "phone",
        "died_on",
        "photo",
        "education",
        "job",
        "blood",
        *Number,
    }
)
_PERSON = (
    "name", "title_front", "title_back", "birth_place", "birth_on", "sex", "address", "phone", "died_on",
    "education", "job", "blood",
)  # fmt: skip
_POSTING = (
    "starts_on", "until", "end_reason", "end_note", "kta_number", "bimtek_attended", "bimtek_on",
    "bimtek_number", "bimtek_organiser", "cancel_reason",
)  # fmt: skip
_PILLAR = ("starts_on", "until", "end_reason", "end_note", "paper", "cancel_reason")
_of_person, _of_posting = attrgetter(*_PERSON), attrgetter(*_POSTING)


def person_values(person: Person, nik: str | None = None) -> dict[str, Any]:
    """Fields of a person; its numbers only masked, since nobody may read it out of the log.

    `nik`: its digits where they are at hand, so that it need not be opened.
    """
    values: dict[str, Any] = dict(zip(_PERSON, _of_person(person), strict=True))
    values["photo"] = person.photo[:8]
    values |= {str(which): mask_nik(person.number(which)) for which in Number}
    values["nik"] = mask_nik(person.nik() if nik is None else nik) if person.nik_sealed else ""
    values["nik_state"] = str(person.nik_state)
    return {k: v for k, v in values.items() if v not in ("", None)}


def posting_values(posting: PsmPosting) -> dict[str, Any]:
    values = dict(zip(_POSTING, _of_posting(posting), strict=True))
    values["village"] = posting.village_id
    return {k: v for k, v in values.items() if v not in ("", None)}


def pillar_values(posting: PillarPosting) -> dict[str, Any]:
    values = {field: getattr(posting, field) for field in _PILLAR}
    values |= {"pillar": posting.pillar.short, "wilayah": posting.place_id}
    return {k: v for k, v in values.items() if v not in ("", None)}
