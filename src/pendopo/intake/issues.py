"""Findings about one cell, and the questions that several of them share. Words for them live upstairs."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pendopo.intake.keeping import kept


class Severity(StrEnum):
    ERROR = "error"  # the row cannot be saved
    ASK = "ask"  # a human answers first; the row waits
    UNSURE = "unsure"  # saved, marked as incomplete or unsure
    NOTE = "note"  # said, holds nothing up


class Code(StrEnum):
    """What was found; the comment says which `params` come along."""

    NAME_MISSING = "name_missing"
    NIK_MISSING = "nik_missing"
    NIK_ROUNDED = "nik_rounded"  # Excel kept 15 digits
    NIK_LENGTH = "nik_length"  # length
    NIK_SCIENTIFIC = "nik_scientific"
    NIK_NOT_DIGITS = "nik_not_digits"
    NIK_STRUCTURE = "nik_structure"  # faults
    NIK_BIRTH_DIFFERS = "nik_birth_differs"  # offered (ISO date)
    NIK_SEX_DIFFERS = "nik_sex_differs"  # offered (L or P)
    SEX_MISSING = "sex_missing"  # offered
    SEX_UNREADABLE = "sex_unreadable"  # offered
    SEX_CODE = "sex_code"  # which of 1 and 2 is a man: question sexcode
    BIRTH_MISSING = "birth_missing"  # offered
    BIRTH_IMPOSSIBLE = "birth_impossible"  # offered
    BIRTH_YEAR_ONLY = "birth_year_only"  # offered, year
    BIRTH_UNREADABLE = "birth_unreadable"  # offered
    BIRTH_AGE = "birth_age"  # offered, age
    VILLAGE_MISSING = "village_missing"  # offered (village id)
    VILLAGE_SPELLING = "village_spelling"  # offered, district
    VILLAGE_AMBIGUOUS = "village_ambiguous"  # district
    VILLAGE_UNKNOWN = "village_unknown"  # district
    DISTRICT_SPELLING = "district_spelling"  # district (as matched)
    PHONE_UNREADABLE = "phone_unreadable"  # fault
    PHONE_SEVERAL = "phone_several"  # more
    SK_NUMBER_MISSING = "sk_number_missing"
    SK_DATE_MISSING = "sk_date_missing"  # number
    SK_DATE_IMPOSSIBLE = "sk_date_impossible"  # number
    SK_DATE_YEAR_ONLY = "sk_date_year_only"  # number, year
    SK_DATE_UNREADABLE = "sk_date_unreadable"  # number
    SK_DATE_FUTURE = "sk_date_future"  # number
    SK_UNTIL_UNREADABLE = "sk_until_unreadable"
    SK_UNTIL_BEFORE = "sk_until_before"  # not later than its own date
    SK_IN_PROGRESS = "sk_in_progress"  # "proses"
    BIMTEK_UNREADABLE = "bimtek_unreadable"
    STARTS_UNREADABLE = "starts_unreadable"
    FORMULA_TEXT = "formula_text"  # kept as text, never evaluated
    SIGNER = "signer"  # offered: question of the sheet
    AS_OF = "as_of"  # offered, year: question of the sheet
    # Of board lists.
    BOARD_PLACE_MISSING = "board_place_missing"
    BOARD_PLACE_SPELLING = "board_place_spelling"  # offered, candidates (place ids)
    BOARD_PLACE_AMBIGUOUS = "board_place_ambiguous"  # candidates
    BOARD_PLACE_UNKNOWN = "board_place_unknown"
    BOARD_PLACE_BY_ORDER = "board_place_by_order"  # place: as read by its place in the list
    BOARD_PLACE_BY_REST = "board_place_by_rest"  # place: the only one of the name that is left
    BOARD_PLACE_TWICE = "board_place_twice"  # row: the first row of that place
    BOARD_STATE_UNSAID = "board_state_unsaid"
    CHAIR_MISSING = "chair_missing"
    ISSUER_UNREAD = "issuer_unread"
    SK_DATE_EARLY = "sk_date_early"
    TERM_UNREADABLE = "term_unreadable"
    TERM_LONG = "term_long"  # years
    TERM_OFF_SK = "term_off_sk"  # the SK's year lies outside the term
    TERM_END = "term_end"  # question of the sheet: which day a term of years ends


@kept
@dataclass(frozen=True, slots=True)
class Issue:
    """One finding; `question` is the key under which an answer is given, empty where none can be."""

    code: Code
    field: str
    severity: Severity
    raw: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    question: str = ""


@kept
@dataclass(frozen=True, slots=True)
class Question:
    """One thing to answer, for all `rows` (sheet, row number) that it serves; answers are text."""

    key: str
    code: Code
    raw: str
    rows: tuple[tuple[str, int], ...]
    params: Mapping[str, Any]
    answer: str | None = None
    holds: bool = True  # rows wait for it


def holds_up(issues: Iterable[Issue]) -> bool:
    """An answer or a correction is needed first."""
    return any(i.severity is Severity.ASK or i.severity is Severity.ERROR for i in issues)
