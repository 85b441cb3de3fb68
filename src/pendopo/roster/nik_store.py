"""How NIK, KK and BPJS numbers lie in the database: sealed under the installation's key and bound to their row."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from pendopo.roster.enums import NikState
from pendopo.shared.sealed import blind, seal, unseal


class StoredNik(NamedTuple):
    nik_state: NikState
    nik_sealed: bytes | None
    nik_index: bytes | None
    nik_stem: bytes | None
    nik_tail: str


NO_NIK = StoredNik(NikState.NONE, None, None, None, "")


def _aad(uid: UUID) -> bytes:
    return b"person.nik:" + uid.bytes


def store_nik(uid: UUID, digits: str, state: NikState) -> StoredNik:
    """The columns of a NIK. Unsure digits are kept but never stand in the unique index."""
    if state == NikState.NONE or not digits:
        return NO_NIK
    sure = state == NikState.SURE
    return StoredNik(
        nik_state=state,
        nik_sealed=seal(settings.DATA_KEY, digits.encode(), _aad(uid)),
        nik_index=nik_index(digits) if sure else None,
        nik_stem=nik_stem(digits) if len(digits) == 16 else None,
        nik_tail=digits[-2:] if sure else "",
    )


def open_nik(uid: UUID, sealed: bytes | memoryview | None) -> str:
    return unseal(settings.DATA_KEY, bytes(sealed), _aad(uid)).decode() if sealed else ""


def nik_index(digits: str) -> bytes:
    return blind(settings.INDEX_KEY, "nik:" + digits)


def nik_stem(digits: str) -> bytes:
    return blind(settings.INDEX_KEY, "nik15:" + digits[:15])


class Number(StrEnum):
    """Numbers beside the NIK; the value is the beginning of their columns."""

    KK = "kk"
    BPJS_WORK = "bpjs_work"
    BPJS_HEALTH = "bpjs_health"


def store_number(uid: UUID, which: Number, digits: str) -> dict[str, bytes | str | None]:
    """The columns of a number; only the KK can be searched for."""
    columns: dict[str, bytes | str | None] = {
        f"{which}_sealed": seal(settings.DATA_KEY, digits.encode(), _number_aad(uid, which))
        if digits
        else None,
        f"{which}_tail": digits[-2:],
    }
    if which == Number.KK:
        columns["kk_index"] = kk_index(digits) if digits else None
    return columns


def open_number(uid: UUID, which: Number, sealed: bytes | memoryview | None) -> str:
    return unseal(settings.DATA_KEY, bytes(sealed), _number_aad(uid, which)).decode() if sealed else ""


def kk_index(digits: str) -> bytes:
    return blind(settings.INDEX_KEY, "kk:" + digits)


def _number_aad(uid: UUID, which: Number) -> bytes:
    return f"person.{which}:".encode() + uid.bytes
