"""Where the bytes of an import lie: sealed on disk, bound to their batch. Nothing readable is left behind."""

import hashlib
import json
import os
import pickle
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.intake.drafts import RosterReading
from pendopo.intake.workbook import Sheet, Workbook
from pendopo.processes.models import ImportBatch
from pendopo.shared.refusals import Invalid
from pendopo.shared.sealed import seal, unseal

Sealed = bytes | memoryview
_LOST = (OSError, ValueError, AttributeError, ImportError, TypeError, EOFError, pickle.UnpicklingError)
"""What remembering something again may raise."""


def put_file(batch: ImportBatch, content: bytes) -> None:
    _write(_path(batch, "file"), seal(settings.DATA_KEY, content, _aad(batch, "file")))


def take_file(batch: ImportBatch) -> bytes:
    """The upload's bytes; Invalid where they are gone or do not belong to the batch."""
    try:
        return unseal(settings.DATA_KEY, _path(batch, "file").read_bytes(), _aad(batch, "file"))
    except (OSError, ValueError) as error:
        raise Invalid(_("Berkas impor ini tidak dapat dibuka lagi. Unggah berkasnya sekali lagi.")) from error


def throw_away(batch: ImportBatch) -> None:
    """The file of an import that was left. What cannot be removed stays sealed."""
    for what in ("file", "sheets", "reading", "rows", "twins", "plans"):
        with suppress(OSError):
            _path(batch, what).unlink(missing_ok=True)


def keep_sheets(batch: ImportBatch, workbook: Workbook) -> None:
    """The cells of the file as they were read: opening a large one costs ten times more. May be lost."""
    values = [(s.name, s.rows, s.merged, s.hidden) for s in workbook.sheets]
    remember(batch, "sheets", (workbook.filename, workbook.kind, values))


def kept_sheets(batch: ImportBatch) -> Workbook | None:
    try:
        filename, kind, values = remembered(batch, "sheets")
        return Workbook(filename, kind, tuple(Sheet(*value) for value in values))
    except (TypeError, ValueError):
        return None


def keep_reading(
    batch: ImportBatch,
    state: str,
    answers: dict[str, str],
    reading: RosterReading,
    before: RosterReading | None = None,
) -> RosterReading:
    """Remember a reading with the state of the batch and the answers it was made from; gives it with its name.

    Its rows lie by themselves under the first half of that name: an answer about a whole sheet changes none of
    them, and those of `before` go on.
    """
    rows = before.rows_kept_as if before and before.rows is reading.rows else ""
    if not rows:
        rows = uuid4().hex
        remember(batch, "rows", (rows, reading.packs or (_packed(reading.rows),)))
    waiting = len(reading.rows) - len(reading.ready)
    named = replace(reading, kept_as=f"{rows}.{uuid4().hex}", waiting=waiting, packs=())
    remember(batch, "reading", (state, answers, replace(named, rows=())))
    return named


def kept_reading(batch: ImportBatch, state: str) -> tuple[dict[str, str], RosterReading] | None:
    """The remembered reading and its answers."""
    kept = kept_without_rows(batch, state)
    if kept is None:
        return None
    answers, reading = kept
    name, packs = remembered(batch, "rows") or ("", ())
    if reading.rows_kept_as != name:
        return None
    with suppress(*_LOST):
        return answers, replace(reading, rows=tuple(chain.from_iterable(map(_unpacked, packs))))
    return None


def kept_without_rows(batch: ImportBatch, state: str) -> tuple[dict[str, str], RosterReading] | None:
    """The same for whoever asks for no row: of a large roster that is a hundredth of the work."""
    made_from, answers, reading = remembered(batch, "reading") or (None, {}, None)
    return (answers, reading) if made_from == state and isinstance(reading, RosterReading) else None


def remember(batch: ImportBatch, what: str, value: Any) -> None:
    """Remember something that follows from the file and the register. It may be lost."""
    body = seal(settings.DATA_KEY, _packed(value), _aad(batch, what))
    with suppress(Invalid):
        _write(_path(batch, what), body)


def remembered(batch: ImportBatch, what: str) -> Any:
    """None where it is lost, or was made by another version. Only bytes that this installation sealed are unpickled."""
    try:
        sealed = _path(batch, what).read_bytes()
        return _unpacked(unseal(settings.DATA_KEY, sealed, _aad(batch, what)))
    except _LOST:
        return None


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpacked(pack: bytes) -> Any:
    return pickle.loads(pack)  # noqa: S301 (only what this installation sealed)


def seal_json(batch: ImportBatch, value: Any) -> bytes:
    return seal(settings.DATA_KEY, json.dumps(value, ensure_ascii=False).encode(), _aad(batch, "json"))


def open_json(batch: ImportBatch, sealed: Sealed | None) -> Any:
    return json.loads(unseal(settings.DATA_KEY, bytes(sealed), _aad(batch, "json"))) if sealed else {}


def seal_draft(batch: ImportBatch, draft: Any) -> bytes:
    return seal(settings.DATA_KEY, pickle.dumps(draft), _aad(batch, "draft"))


def open_draft(batch: ImportBatch, sealed: Sealed) -> Any:
    return pickle.loads(unseal(settings.DATA_KEY, bytes(sealed), _aad(batch, "draft")))  # noqa: S301


def state_of(things: Any) -> str:
    """What a reading depends on beside the answers."""
    body = json.dumps(things, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _path(batch: ImportBatch, what: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "impor" / f"{batch.uid}.{what}"


def _aad(batch: ImportBatch, what: str) -> bytes:
    return f"import.{what}:".encode() + batch.uid.bytes


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(draft, "wb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise Invalid(
            _(
                "Berkas tidak dapat disimpan: penyimpanan penuh atau bermasalah. Hubungi admin, lalu coba lagi."
            )
        ) from error
