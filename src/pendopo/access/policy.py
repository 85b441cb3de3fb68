"""Who may do what: permission → roles. A grant holds on its node and everything below it."""

from enum import StrEnum

from pendopo.access.enums import Role

_ADMIN, _VERIFIER = Role.DINSOS_ADMIN, Role.DINSOS_VERIFIER
_CHAIR, _SECRETARY = Role.IPSM_CHAIR, Role.IPSM_SECRETARY
_OPERATOR, _PSM, _AUDITOR = Role.VILLAGE_OPERATOR, Role.PSM, Role.AUDITOR
_OFFICE = {_ADMIN, _VERIFIER, _CHAIR, _SECRETARY, _OPERATOR, _AUDITOR}


class Permission(StrEnum):
    FIGURES_VIEW = "figures.view"
    PERSON_VIEW = "person.view"
    PERSON_WRITE = "person.write"
    PERSON_MERGE = "person.merge"
    NIK_REVEAL = "nik.reveal"
    SK_VIEW = "sk.view"
    SK_WRITE = "sk.write"
    SK_VERIFY = "sk.verify"
    SK_REQUEST = "sk.request"
    UNIT_VIEW = "unit.view"
    UNIT_WRITE = "unit.write"
    UNIT_STOP = "unit.stop"
    IMPORT_RUN = "import.run"
    EXPORT_RUN = "export.run"
    POLICY_WRITE = "policy.write"
    TARGET_SET = "target.set"
    TARGET_ANSWER = "target.answer"
    ACCOUNT_VIEW = "account.view"
    ACCOUNT_WRITE = "account.write"
    EVENT_VIEW = "event.view"
    TREE_WRITE = "tree.write"
    OWN_VIEW = "own.view"


POLICY: dict[Permission, frozenset[Role]] = {
    # Every office reads the figures; a PSM has no office page.
    Permission.FIGURES_VIEW: frozenset(_OFFICE),
    # Names of people below one's node.
    Permission.PERSON_VIEW: frozenset(_OFFICE),
    # Register, correct, move, leave, return, die.
    Permission.PERSON_WRITE: frozenset({_ADMIN, _SECRETARY, _OPERATOR}),
    # Two records that are one, and the list of likely duplicates.
    Permission.PERSON_MERGE: frozenset({_ADMIN, _VERIFIER, _SECRETARY}),
    # The whole NIK, with a reason that is recorded.
    Permission.NIK_REVEAL: frozenset({_ADMIN, _VERIFIER, _SECRETARY}),
    Permission.SK_VIEW: frozenset(_OFFICE),
    Permission.SK_WRITE: frozenset({_ADMIN, _SECRETARY, _OPERATOR}),
    # Only Dinas Sosial says that it has seen a paper.
    Permission.SK_VERIFY: frozenset({_ADMIN, _VERIFIER}),
    # Ask a village head for the SK that is missing.
    Permission.SK_REQUEST: frozenset({_ADMIN, _VERIFIER, _CHAIR, _SECRETARY}),
    Permission.UNIT_VIEW: frozenset(_OFFICE),
    # Form a board, seat people, record its SK, its work and its hand-over.
    Permission.UNIT_WRITE: frozenset({_ADMIN, _SECRETARY}),
    # Freeze or dissolve an IPSM: only an office above it.
    Permission.UNIT_STOP: frozenset({_ADMIN}),
    Permission.IMPORT_RUN: frozenset({_ADMIN, _SECRETARY}),
    Permission.EXPORT_RUN: frozenset({_ADMIN, _VERIFIER, _CHAIR, _SECRETARY, _AUDITOR}),
    Permission.POLICY_WRITE: frozenset({_ADMIN}),
    # What a province wants of each kab/kota by a day.
    Permission.TARGET_SET: frozenset({_ADMIN}),
    # A kab/kota agrees to its target, or says why not.
    Permission.TARGET_ANSWER: frozenset({_ADMIN, _CHAIR}),
    Permission.ACCOUNT_VIEW: frozenset({_ADMIN, _AUDITOR}),
    Permission.ACCOUNT_WRITE: frozenset({_ADMIN}),
    Permission.EVENT_VIEW: frozenset({_ADMIN, _AUDITOR}),
    # Rename, move, split or merge a place by law: of a province or of the ministry, the command itself sees to it.
    Permission.TREE_WRITE: frozenset({_ADMIN}),
    # A PSM's own page.
    Permission.OWN_VIEW: frozenset(Role),
}


WITHOUT_PEOPLE = frozenset({Permission.FIGURES_VIEW, Permission.OWN_VIEW})
"""What opens to somebody whose second factor is awaited: figures, and the own account."""


def may(role: str, permission: Permission) -> bool:
    return role in POLICY[permission]
