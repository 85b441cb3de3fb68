"""Every field that tells of a human says what becomes of it: shown as it is, masked on pages, scrubbed by an erasure.

keep: says nothing of a person by itself, and stays in the stub. mask: pages show the end of it at most; it is scrubbed
too. scrub: shown to whoever may see the person; an erasure empties it.
"""

import pytest
from django.apps import apps

KEEP, MASK, SCRUB = "keep", "mask", "scrub"
_PERSON = {
    KEEP: "id uid nik_state merged_into version created_at",
    MASK: "nik_sealed nik_index nik_stem nik_tail kk_sealed kk_index kk_tail bpjs_work_sealed bpjs_work_tail "
    "bpjs_health_sealed bpjs_health_tail phone",
    SCRUB: "name title_front title_back name_key birth_place birth_on sex address died_on photo education job blood",
}
_PERIOD = "starts_on until end_reason cancelled_at version"
TABLE = {
    "roster.Person": _PERSON,
    "roster.PsmPosting": {
        KEEP: f"id person village village_path {_PERIOD} bimtek_attended bimtek_on import_id",
        SCRUB: "end_note kta_number bimtek_number bimtek_organiser cancel_reason",
    },
    "roster.PillarPosting": {
        KEEP: f"id person pillar place place_path {_PERIOD}",
        SCRUB: "end_note paper cancel_reason",
    },
    "processes.Merge": {
        KEEP: "id keeper other place_path merged_at merged_by undone_at undone_by",
        SCRUB: "story_sealed undo_reason",
    },
}


@pytest.mark.parametrize("label", TABLE)
def test_every_field_is_marked_once(label: str) -> None:
    marked = [name for names in TABLE[label].values() for name in names.split()]
    assert sorted(marked) == sorted(f.name for f in apps.get_model(label)._meta.concrete_fields)


def test_what_is_masked_lies_sealed_or_shortened() -> None:
    fields = apps.get_model("roster.Person")._meta
    for name in _PERSON[MASK].split():
        kind = fields.get_field(name).get_internal_type()
        assert kind == "BinaryField" or name.endswith("_tail") or name == "phone", name
