"""Where a list lies that was asked for: the wish and the file, sealed and bound to each other, for one day."""

import os
import pickle
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from pendopo.access.actor import Actor
from pendopo.documents.records import Notes
from pendopo.legality.queries import PsmFilters
from pendopo.shared.sealed import seal, unseal

KEPT = 24 * 3600
"""Seconds after which a list is gone; it holds people, and tomorrow's is another."""


@dataclass(frozen=True)
class Wish:
    """What was asked for, by whom; `told` are the filters as the address has them."""

    actor: Actor
    place_id: int
    notes: Notes
    filters: PsmFilters
    told: dict[str, str]
    filename: str
    total: int = 0


def put_wish(uid: UUID, wish: Wish) -> None:
    _sweep()
    _write(uid, "wish", pickle.dumps(wish))


def wish_of(uid: UUID) -> Wish | None:
    """None where nobody asked, or it was more than a day ago."""
    body = _read(uid, "wish")
    wish = pickle.loads(body) if body else None  # noqa: S301  only bytes that this installation sealed
    return wish if isinstance(wish, Wish) else None


def put_list(uid: UUID, content: bytes) -> None:
    _write(uid, "list", content)


def list_of(uid: UUID) -> bytes | None:
    return _read(uid, "list")


def is_ready(uid: UUID) -> bool:
    return _path(uid, "list").exists()


def put_trouble(uid: UUID) -> None:
    _write(uid, "trouble", b"1")


def has_trouble(uid: UUID) -> bool:
    return _path(uid, "trouble").exists()


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "unduhan"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _path(uid: UUID, what: str) -> Path:
    return folder() / f"{uid}.{what}"


def _aad(uid: UUID, what: str) -> bytes:
    return f"export.{what}:".encode() + uid.bytes


def _read(uid: UUID, what: str) -> bytes | None:
    try:
        return unseal(settings.DATA_KEY, _path(uid, what).read_bytes(), _aad(uid, what))
    except (OSError, ValueError):
        return None


def _write(uid: UUID, what: str, content: bytes) -> None:
    draft = _path(uid, f"{what}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(seal(settings.DATA_KEY, content, _aad(uid, what)))
    os.replace(draft, _path(uid, what))


def _sweep() -> None:
    oldest = time.time() - KEPT
    for path in folder().iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
