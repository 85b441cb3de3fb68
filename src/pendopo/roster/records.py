"""What an event keeps of people and postings, before and after."""

from typing import Any

from pendopo.roster.models import Person, PsmPosting
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
    }
)
_POSTING = (
    "starts_on", "until", "end_reason", "end_note", "kta_number", "bimtek_attended", "bimtek_on",
    "bimtek_number", "bimtek_organiser", "cancel_reason",
)  # fmt: skip


def person_values(person: Person) -> dict[str, Any]:
    """Fields of a person; the NIK only masked, since nobody may read it out of the log."""
    values: dict[str, Any] = {
        field: getattr(person, field)
        for field in (
            "name",
            "title_front",
            "title_back",
            "birth_place",
            "birth_on",
            "sex",
            "address",
            "phone",
            "died_on",
        )
    }
    values["nik"] = mask_nik(person.nik()) if person.nik_sealed else ""
    values["nik_state"] = str(person.nik_state)
    return {k: v for k, v in values.items() if v not in ("", None)}


def posting_values(posting: PsmPosting) -> dict[str, Any]:
    values = {field: getattr(posting, field) for field in _POSTING}
    values["village"] = posting.village_id
    return {k: v for k, v in values.items() if v not in ("", None)}
