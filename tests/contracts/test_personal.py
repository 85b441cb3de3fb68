"""Every field that tells of a human says what becomes of it: shown as it is, masked on pages, scrubbed by an erasure.

keep: says nothing of a person by itself, or names an official under an official deed, and stays in the stub. mask:
pages show the end of it at most; it is scrubbed too. scrub: shown to whoever may see the person; an erasure empties it.
"""

from typing import Any

import pytest
from django.apps import apps

from pendopo.processes.tree.following import house_models

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
    "roster.MoveRequest": {
        KEEP: "id posting from_path village to_path last_day asked_at asked_by answered_at accepted",
        SCRUB: "answer_note",
    },
    "roster.LikelyDuplicate": {KEEP: "id left right why score place_path found_at decided_at same"},
    "roster.UnitStop": {KEEP: "id unit kind since until paper recorded_at cancelled_at", SCRUB: "reason"},
    "roster.BoardTerm": {
        KEEP: "id unit place_path first_year last_year import_id cancelled_at version created_at",
        SCRUB: "note cancel_reason",
    },
    "roster.TermStep": {
        KEEP: "id term step on planned_on paper by_whom recorded_at recorded_by cancelled_at",
        SCRUB: "note",
    },
    "roster.Holder": {
        KEEP: "id seat place_path person starts_on until acting end_reason paper import_id cancelled_at version",
        SCRUB: "name contact",
    },
    "roster.UnitWork": {KEEP: "id unit kind on recorded_at recorded_by cancelled_at", SCRUB: "title note"},
    "roster.HandoverItem": {KEEP: "id term kind name handed_on cancelled_at", SCRUB: "note received_by"},
    "legality.Sk": {
        KEEP: "id number number_key issuer office signer_name stated_by stated_at signed_on signed_year starts_on "
        "ends_on end_kind revokes_former scan import_id annulled_at version recorded_at",
        SCRUB: "annul_reason",
    },
    "legality.Scan": {KEEP: "id sha256 mime size added_at", SCRUB: "filename file"},
    "legality.SkVerification": {KEEP: "id sk by_user_id by_name at withdrawn_at", SCRUB: "seen"},
    "legality.SkRevocation": {KEEP: "id sk revoked_on paper recorded_at annulled_at", SCRUB: "reason"},
    "legality.SkRequest": {
        KEEP: "id village village_path number as_of asked_on asked_by channel answered_on sk",
        SCRUB: "closed_reason",
    },
    "targets.Target": {
        KEEP: "id round regency place_path board covered_percent valid_percent checked_percent answered_at "
        "answered_by agreed answer_note version",
    },
    "access.User": {
        KEEP: "id last_login is_active must_change_password large_print person_id office office_path created_at",
        MASK: "password",
        SCRUB: "username phone name",
    },
    "access.Grant": {KEEP: "id user role wilayah since until"},
    "access.Session": {
        KEEP: "id user began_at seen_at expire_date locked role place",
        MASK: "session_data session_key",
        SCRUB: "agent",
    },
    "access.OneTimeCode": {KEEP: "id user created_at expires_at used_at tries", MASK: "code_hash"},
    "access.LoginTry": {KEEP: "id at", MASK: "login address"},
    "access.OfficeContact": {KEEP: "id place phone note"},
    "accounts.Authenticator": {KEEP: "id user last_step created_at used_at", MASK: "sealed"},
    "accounts.Passkey": {
        KEEP: "id user sign_count created_at used_at",
        MASK: "credential_id credential",
        SCRUB: "name",
    },
    "accounts.RecoveryCode": {KEEP: "id user created_at used_at", MASK: "code_hash"},
    "processes.ImportBatch": {
        KEEP: "id uid kind place place_path sha256 state uploaded_at uploaded_by user_id role saved_by tries headers "
        "confirmed total counts trouble saving_since saved_at undone_at version",
        MASK: "answers_sealed",
        SCRUB: "filename",
    },
    "processes.ImportRow": {
        KEEP: "id batch sheet row state codes person posting twin_person term why",
        MASK: "draft_sealed",
    },
    "audit.Event": {
        KEEP: "id at name door user_id user_name role office_id place_id place_path",
        SCRUB: "reason summary",
    },
    "audit.Subject": {KEEP: "id event kind object_id person_id fields changes", MASK: "sealed"},
    "audit.PersonKey": {KEEP: "person_id", MASK: "wrapped"},
    "processes.Merge": {
        KEEP: "id keeper other place_path merged_at merged_by undone_at undone_by",
        SCRUB: "story_sealed undo_reason",
    },
}


# Their words tell of places, papers and lists, or are rebuilt from the rows above.
_OF_NOBODY = frozenset(
    "wilayah.Wilayah wilayah.TreeChange wilayah.FormerState wilayah.Scheme wilayah.SchemeMember wilayah.LocalName "
    "codelists.PillarType roster.NameWord roster.SeatPlanLine roster.Seat legality.Policy legality.BoardPolicy "
    "legality.BoardSegment legality.Segment legality.Stint accounts.FactorPolicy targets.TargetRound "
    "processes.HeaderAlias processes.VillageAlias".split()
)
_HUMANS = frozenset({"roster.Person", "access.User"})
_WORDS = frozenset({"CharField", "TextField", "BinaryField", "JSONField", "FileField"})
_NEVER_SHOWN = ("_tail", "_hash", "phone", "password", "session_data", "session_key", "login", "address")


@pytest.mark.parametrize("label", TABLE)
def test_every_field_is_marked_once(label: str) -> None:
    marked = [name for names in TABLE[label].values() for name in names.split()]
    assert sorted(marked) == sorted(f.name for f in apps.get_model(label)._meta.concrete_fields)


def _may_tell_of_somebody(field: Any) -> bool:
    if field.related_model:
        return field.related_model._meta.label in _HUMANS
    if field.name.endswith(("person_id", "user_id")):
        return True
    return field.get_internal_type() in _WORDS and not field.choices and not field.name.endswith("path")


def test_every_table_that_may_tell_of_somebody_is_marked() -> None:
    """A new model with words or people in it belongs above, or says that it is of nobody."""
    telling = {
        m._meta.label for m in house_models() if any(map(_may_tell_of_somebody, m._meta.concrete_fields))
    }
    assert telling == TABLE.keys() | _OF_NOBODY


@pytest.mark.parametrize("label", TABLE)
def test_what_is_masked_lies_sealed_hashed_or_shortened(label: str) -> None:
    fields = apps.get_model(label)._meta
    for name in TABLE[label].get(MASK, "").split():
        kind = fields.get_field(name).get_internal_type()
        assert kind == "BinaryField" or name.endswith(_NEVER_SHOWN), name
