"""Scans on disk: bytes unchanged, named by their hash, told by content whether they may stay."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

import filetype
from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.legality.drafts import ScanDraft
from pendopo.legality.models import Scan
from pendopo.shared.refusals import Invalid

ALLOWED = ("application/pdf", "image/jpeg", "image/png")
LARGEST = 15 * 2**20


def store_scan(draft: ScanDraft, at: datetime) -> Scan:
    """The scan's row; the same bytes twice are one row and one file. Invalid where it is no PDF, JPEG or PNG."""
    mime = _mime(draft)
    sha256 = hashlib.sha256(draft.content).hexdigest()
    known = Scan.objects.filter(sha256=sha256).first()
    name = f"sk/{sha256[:2]}/{sha256}"
    path = Path(settings.MEDIA_ROOT) / name
    if not path.exists():
        _write(path, draft.content)
    return known or Scan.objects.create(
        sha256=sha256,
        mime=mime,
        size=len(draft.content),
        filename=draft.filename[-200:],
        file=name,
        added_at=at,
    )


def read_scan(scan: Scan) -> bytes:
    """The bytes as uploaded; ValueError where the disk gives other bytes."""
    content = (Path(settings.MEDIA_ROOT) / scan.file).read_bytes()
    if hashlib.sha256(content).hexdigest() != scan.sha256:
        raise ValueError(f"scan {scan.pk}: bytes on disk have changed")
    return content


def _mime(draft: ScanDraft) -> str:
    if not draft.content:
        raise Invalid(fields={"scan": _("Berkas ini kosong. Pindai atau foto ulang SK-nya.")})
    if len(draft.content) > LARGEST:
        raise Invalid(fields={"scan": _("Berkas lebih dari 15 MB. Pindai dengan mutu lebih rendah.")})
    mime: str | None = filetype.guess_mime(draft.content[:8192])
    if mime not in ALLOWED:
        raise Invalid(fields={"scan": _("Berkas ini bukan PDF, JPEG, atau PNG. Pindai atau foto SK-nya.")})
    return mime


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Invalid(
            fields={
                "scan": _("Berkas tidak dapat disimpan: penyimpanan penuh atau bermasalah. Hubungi admin.")
            }
        ) from error
