"""What a column of an exported table is: its heading, the kind of its values, what it means."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"  # always text: region codes, masked NIK, phone numbers, numbers of letters
    WHOLE = "whole"
    DECIMAL = "decimal"
    SHARE = "share"  # 0.71 shown as 71 %
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
