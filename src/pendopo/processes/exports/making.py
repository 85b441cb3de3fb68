"""Asking for a large list, and writing it. Whoever writes may be killed at any point: it is written anew."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

from django.core.cache import cache

from pendopo.access.policy import Permission
from pendopo.documents.tables import psm_list_xlsx
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands import note_export
from pendopo.legality.queries import psm_export
from pendopo.processes.exports.rows import psm_rows
from pendopo.processes.exports.shelf import KEPT, Wish, folder, is_ready, put_list, put_wish, wish_of
from pendopo.shared.clock import now
from pendopo.wilayah.models import Wilayah

T = TypeVar("T")
_TELL_EVERY = 1000


@command("export.asked", Permission.EXPORT_RUN)
def ask_export(desk: Desk, wish: Wish) -> UUID:
    """Have a list of PSM written in the background; answers under which address it will lie."""
    place = Wilayah.objects.get(pk=wish.place_id)
    desk.at(place)
    uid = uuid4()
    put_wish(uid, replace(wish, actor=desk.actor))
    desk.counts(what="psm", place=place.code, on=wish.notes.as_of.isoformat())
    desk.later("export.make", uid=str(uid))
    return uid


def make_export(uid: UUID) -> int:
    """Write the list, once; answers its rows. The export itself is told as an event when it is there."""
    wish = wish_of(uid)
    if wish is None or is_ready(uid):
        return 0
    actor = replace(wish.actor, door="job", at=now())
    place, on = Wilayah.objects.get(pk=wish.place_id), wish.notes.as_of
    rows = psm_rows(psm_export(actor, place, on, wish.filters), on)
    with tempfile.TemporaryDirectory(prefix=".tulis-", dir=folder()) as work:
        target = Path(work) / "list.xlsx"
        count = psm_list_xlsx(_counted(uid, rows), notes=wish.notes, out=target)
        put_list(uid, target.read_bytes())
    note_export(actor, "psm", place.pk, on, wish.told, count)
    return count


def rows_done(uid: UUID) -> int:
    done: int = cache.get(f"unduhan:{uid}", 0)
    return done


def _counted(uid: UUID, rows: Iterator[T]) -> Iterator[T]:
    for count, row in enumerate(rows, 1):
        if count % _TELL_EVERY == 0:
            cache.set(f"unduhan:{uid}", count, KEPT)
        yield row
