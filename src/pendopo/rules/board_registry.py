"""The register of rules on IPSM boards. What `registry` says of ids holds here too."""

from typing import Final

from pendopo.rules.registry import Rule, RuleKind, rules_of
from pendopo.rules.weighing import Book

LEGAL: Final = "PGR-01"
NONE_YET: Final = "PGR-02"
STARTS_LATER: Final = "PGR-03"
EXPIRED: Final = "PGR-04"
REVOKED: Final = "PGR-05"
REPLACES: Final = "PGR-06"
REPLACED: Final = "PGR-07"
FROZEN: Final = "PGR-08"
DISSOLVED: Final = "PGR-09"
ISSUER_UNKNOWN: Final = "PGR-10"
SIGNING_DATE_UNKNOWN: Final = "PGR-11"
END_DATE_UNKNOWN: Final = "PGR-12"
DATES_IMPOSSIBLE: Final = "PGR-13"
ISSUER_NOT_ENTITLED: Final = "PGR-20"
ISSUER_ELSEWHERE: Final = "PGR-21"
BEFORE_ELECTION: Final = "PGR-22"
RETROACTIVE: Final = "PGR-30"
END_BLANK: Final = "PGR-31"
CAPPED: Final = "PGR-32"
ELECTION_UNRECORDED: Final = "PGR-33"
CHAIR_VACANT: Final = "PGR-34"
CHAIR_ACTING: Final = "PGR-35"
CHAIR_NOT_TIED: Final = "PGR-36"
CHAIR_NOT_PSM: Final = "PGR-37"
POLICY_OF_SIGNING_DAY: Final = "PGR-40"
TERM_FROM_FIRST_SK: Final = "PGR-41"
REVIVES_NOTHING: Final = "PGR-42"
ONE_BOARD_AT_A_TIME: Final = "PGR-43"
NOT_LEGAL: Final = "PGR-50"
SEAT_VACANT: Final = "PGR-51"
SEATS_UNRECORDED: Final = "PGR-52"
NO_WORK: Final = "PGR-53"
NOT_ACTIVE: Final = "PGR-60"
NOT_CHECKED: Final = "PGR-61"
NOT_INSTALLED: Final = "PGR-62"

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

_ALL: Final = (
    *rules_of(
        RuleKind.OUTCOME,
        (LEGAL, "An SK of the board that counts is in force", "Boards 1-5"),
        (NONE_YET, "No SK of a board has started yet", "Boards 1"),
        (STARTS_LATER, "An SK of the board that counts starts on a later day", "Boards 1"),
        (EXPIRED, "The term of the board is over", "Boards 4"),
        (REVOKED, "The SK of the board has been revoked", "Boards 6"),
        (REPLACES, "This SK replaces an earlier one of the unit", "Boards 5"),
        (REPLACED, "The SK of the board was replaced, and the later one is not in force", "Boards 5, 6"),
        (FROZEN, "The unit is frozen", "Boards 7"),
        (DISSOLVED, "The unit has been dissolved", "Boards 7"),
    ),
    *rules_of(
        RuleKind.GAP,
        (ISSUER_UNKNOWN, "Nobody knows who signed the SK of the board", "Boards 2"),
        (SIGNING_DATE_UNKNOWN, "The day the SK of the board was signed is not known", "Two times; Boards 2"),
        (END_DATE_UNKNOWN, "The term of the board is known only by its years", "Two times; Boards 4"),
        (DATES_IMPOSSIBLE, "The SK of the board ends before it starts", "Two times"),
    ),
    *rules_of(
        RuleKind.FAULT,
        (ISSUER_NOT_ENTITLED, "The signer of the board's SK was not entitled on that day", "Boards 2"),
        (ISSUER_ELSEWHERE, "The signer's office does not cover the unit", "Boards 2"),
        (BEFORE_ELECTION, "The SK was signed before the board was elected", "Boards 3"),
    ),
    *rules_of(
        RuleKind.WARNING,
        (RETROACTIVE, "The SK of the board starts before it was signed", "Boards 4"),
        (END_BLANK, "The SK of the board says nothing of its end", "Boards 4"),
        (CAPPED, "The term is longer than the policy for boards allows", "Boards 4"),
        (ELECTION_UNRECORDED, "The day of the election is not recorded", "Boards 3"),
        (CHAIR_VACANT, "The seat of the chair is vacant", "Boards 8"),
        (CHAIR_ACTING, "Somebody only acts as chair", "Boards 8"),
        (CHAIR_NOT_TIED, "The chair is not tied to the register of PSM", "Boards 8"),
        (CHAIR_NOT_PSM, "The chair is not a PSM in force", "Boards 8"),
    ),
    *rules_of(
        RuleKind.IDLE,
        (NOT_LEGAL, "The board is not legal", "Boards 9, 10"),
        (SEAT_VACANT, "A required seat is vacant", "Boards 9"),
        (SEATS_UNRECORDED, "The seats of the board are not recorded", "Boards 9"),
        (NO_WORK, "No meeting or report of late", "Boards 9"),
    ),
    *rules_of(
        RuleKind.ACCESS,
        (NOT_ACTIVE, "Programmes want an active board", "Boards 10"),
        (NOT_CHECKED, "Programmes want an SK that Dinsos has seen", "Boards 10"),
        (NOT_INSTALLED, "Programmes want a board that is installed", "Boards 10"),
    ),
    *rules_of(
        RuleKind.FRAME,
        (POLICY_OF_SIGNING_DAY, "A board's SK keeps the policy of the day it was signed", "Boards 2"),
        (TERM_FROM_FIRST_SK, "A term runs from its first SK", "Boards 4"),
        (REVIVES_NOTHING, "Revoking revives no earlier board", "Boards 6"),
        (ONE_BOARD_AT_A_TIME, "A unit has one board at a time", "Boards 5"),
    ),
)

BOARD_RULES: Final[dict[str, Rule]] = {rule.id: rule for rule in sorted(_ALL, key=lambda rule: rule.id)}
