"""The register of rules on an SK of PSM: each id, its name, and the place in the law it comes from.

An id is a promise: it is stored with every judged segment, has a page in `docs/rules/`, a sentence that
people read and a next step. So an id is never reused for another rule.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pendopo.rules.weighing import Book

LEGAL: Final = "SKP-01"
NONE_YET: Final = "SKP-02"
STARTS_LATER: Final = "SKP-03"
EXPIRED: Final = "SKP-04"
REVOKED: Final = "SKP-05"
REPLACES: Final = "SKP-06"
REPLACED: Final = "SKP-07"
LEFT_OUT_REVOKED: Final = "SKP-08"
LEFT_OUT: Final = "SKP-09"
ISSUER_UNKNOWN: Final = "SKP-10"
SIGNING_DATE_UNKNOWN: Final = "SKP-11"
END_DATE_UNKNOWN: Final = "SKP-12"
DATES_IMPOSSIBLE: Final = "SKP-13"
BIMTEK_UNKNOWN: Final = "SKP-14"
ISSUER_NOT_ENTITLED: Final = "SKP-20"
ISSUER_ELSEWHERE: Final = "SKP-21"
OTHER_VILLAGE: Final = "SKP-22"
BIMTEK_REQUIRED: Final = "SKP-23"
RETROACTIVE: Final = "SKP-30"
END_BLANK: Final = "SKP-31"
CAPPED: Final = "SKP-32"
BIMTEK_NOT_YET: Final = "SKP-33"
BIMTEK_UNRECORDED: Final = "SKP-34"
POLICY_OF_SIGNING_DAY: Final = "SKP-40"
LAST_DAY: Final = "SKP-41"
REVIVES_NOTHING: Final = "SKP-42"
CHECK_IS_A_FACT: Final = "SKP-43"

BOOK: Final = Book(
    legal=LEGAL,
    none_yet=NONE_YET,
    starts_later=STARTS_LATER,
    expired=EXPIRED,
    revoked=REVOKED,
    replaces=REPLACES,
    replaced=REPLACED,
    issuer_unknown=ISSUER_UNKNOWN,
    signing_date_unknown=SIGNING_DATE_UNKNOWN,
    end_date_unknown=END_DATE_UNKNOWN,
    dates_impossible=DATES_IMPOSSIBLE,
    issuer_not_entitled=ISSUER_NOT_ENTITLED,
    issuer_elsewhere=ISSUER_ELSEWHERE,
    retroactive=RETROACTIVE,
    end_blank=END_BLANK,
    capped=CAPPED,
)


class RuleKind(StrEnum):
    OUTCOME = "outcome"  # says what holds on a day
    GAP = "gap"  # a fact is missing: the paper cannot be assessed
    FAULT = "fault"  # the paper does not count
    WARNING = "warning"  # legal all the same, but somebody should look
    IDLE = "idle"  # legal, but not active (boards)
    ACCESS = "access"  # may not reach programmes (boards)
    FRAME = "frame"  # how all of them are applied; never a reason of a segment


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    name: str
    kind: RuleKind
    source: str  # heading and number in docs/rules/README.md


def rules_of(kind: RuleKind, *rows: tuple[str, str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(id=id, name=name, kind=kind, source=source) for id, name, source in rows)


_ALL: Final = (
    *rules_of(
        RuleKind.OUTCOME,
        (LEGAL, "An SK that counts is in force", "SK of PSM 3-5"),
        (NONE_YET, "No SK has started yet", "Standings"),
        (STARTS_LATER, "An SK that counts starts on a later day", "SK of PSM 4"),
        (EXPIRED, "The term of the SK is over", "SK of PSM 5"),
        (REVOKED, "The SK has been revoked", "SK of PSM 10"),
        (REPLACES, "This SK replaces an earlier one", "SK of PSM 8"),
        (REPLACED, "The SK was replaced, and the later one is not in force", "SK of PSM 8, 10"),
        (LEFT_OUT_REVOKED, "Left out of a new SK that revokes the former", "SK of PSM 9"),
    ),
    *rules_of(
        RuleKind.GAP,
        (ISSUER_UNKNOWN, "Nobody knows who signed the SK", "SK of PSM 2"),
        (SIGNING_DATE_UNKNOWN, "The day the SK was signed is not known", "Two times; SK of PSM 7"),
        (END_DATE_UNKNOWN, "The SK has an end, but its day is not known", "Two times"),
        (DATES_IMPOSSIBLE, "The SK ends before it starts", "Two times"),
        (BIMTEK_UNKNOWN, "Training is a condition and its day is not known", "SK of PSM 6"),
    ),
    *rules_of(
        RuleKind.FAULT,
        (ISSUER_NOT_ENTITLED, "The signer was not entitled on that day", "SK of PSM 3, 7"),
        (ISSUER_ELSEWHERE, "The signer's office does not cover the village", "SK of PSM 3"),
        (OTHER_VILLAGE, "The SK is for another village", "SK of PSM 11"),
        (BIMTEK_REQUIRED, "Training is a condition and is missing", "SK of PSM 6"),
    ),
    *rules_of(
        RuleKind.WARNING,
        (LEFT_OUT, "Not named in a newer collective SK", "SK of PSM 9"),
        (RETROACTIVE, "The SK starts before it was signed", "SK of PSM 4"),
        (END_BLANK, "The SK says nothing of its end", "SK of PSM 5"),
        (CAPPED, "The term is longer than the policy allows", "SK of PSM 5"),
        (BIMTEK_NOT_YET, "Not yet trained", "SK of PSM 6"),
        (BIMTEK_UNRECORDED, "Nobody has recorded whether trained", "SK of PSM 6"),
    ),
    *rules_of(
        RuleKind.FRAME,
        (POLICY_OF_SIGNING_DAY, "A paper keeps the policy of the day it was signed", "SK of PSM 7"),
        (LAST_DAY, "The day of death or leaving is the last day", "Two times"),
        (REVIVES_NOTHING, "Revoking revives nothing; annulling a wrong entry restores", "SK of PSM 10"),
        (CHECK_IS_A_FACT, "The check by Dinsos does not change the standing", "SK of PSM 12"),
    ),
)

RULES: Final[dict[str, Rule]] = {rule.id: rule for rule in sorted(_ALL, key=lambda rule: rule.id)}
