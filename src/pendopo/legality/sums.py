"""The stored ledger: of each village what the timelines of all who are or were there sum up to.

In: villages, whose rows the caller holds, so that nobody else writes what is summed here. Out: their ledger, under
every path they have or had; only what differs is written. Nothing else writes it.
"""

from collections.abc import Collection, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import F

from pendopo.kernel.bulk import among, between_copies, copy_rows
from pendopo.legality.ledger import Counted, Place, Sums, add_crowds, add_timeline, trained_from
from pendopo.legality.models import LedgerEntry, LedgerPending, Segment
from pendopo.legality.whereabouts import Posted, Stays, paths_ever, whereabouts
from pendopo.prepared import OneOf, listed, prepared
from pendopo.roster.models import FormerVillage
from pendopo.wilayah.paths import ids_of

_PLACE = ("village_path", "day", "measure")


def store_sums(villages: Collection[int], sums: Sums, where: Mapping[int, Stays]) -> None:
    """`sums`: of the postings in `where`, whose timelines are not read again. None of them was in another village."""
    due, stored = _due_and_stored(villages, sums, where)
    copy_rows(
        LedgerEntry, (*_PLACE, "n"), [(*place, n) for place, n in due.items() if stored.get(place) != n]
    )
    changes = ((place, due.get(place, 0) - stored.get(place, 0)) for place in {**stored, **due})
    copy_rows(LedgerPending, (*_PLACE, "n"), [(*place, n) for place, n in changes if n])


@between_copies()
def _due_and_stored(
    villages: Collection[int], sums: Sums, where: Mapping[int, Stays]
) -> tuple[dict[Place, int], dict[Place, int]]:
    """What belongs into the ledger and what stood there; what stood there wrongly is gone.

    Nothing that is asked here was stored just now: those were other villages, and timelines of `where`.
    """
    paths = paths_ever(villages)
    due = _with_others(sums, where, villages, paths)
    rows = _entries(list(paths))
    wrong = [pk for pk, *place, n in rows if due.get(tuple(place)) != n]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM legality_ledgerentry WHERE id = ANY(%s)", [listed(wrong)])
    return due, {(path, day, measure): n for _pk, path, day, measure, n in rows}


def wrong_villages(villages: Collection[int]) -> set[str]:
    """Paths under which the stored ledger is not what the stored timelines sum up to."""
    paths = paths_ever(villages)
    due = _with_others(Sums(), {}, villages, paths)
    stored = {(path, day, measure): n for _pk, path, day, measure, n in _entries(list(paths))}
    return {place[0] for place, _n in stored.items() ^ due.items()}


_entries = prepared(
    lambda paths: LedgerEntry.objects.filter(OneOf(F("village_path"), paths)).values_list("pk", *_PLACE, "n")
)


def _segments(known: Any) -> Any:
    columns = (*Counted._fields, "posting__bimtek_attended", "posting__bimtek_on")
    others = Segment.objects.exclude(posting_id__in=among(known))
    return others.order_by("posting_id", "period").values_list(*columns)


_segments_there = prepared(lambda known, paths: _segments(known).filter(OneOf(F("village_path"), paths)))
_segments_of_who_left = prepared(
    lambda known, villages, paths: (
        _segments(known)
        .filter(
            posting_id__in=FormerVillage.objects.filter(village_id__in=among(villages)).values("posting_id")
        )
        .exclude(OneOf(F("village_path"), paths))
    )
)


def _with_others(
    sums: Sums, known: Mapping[int, Stays], villages: Collection[int], paths: Collection[str]
) -> dict[Place, int]:
    """`sums` of the postings known, and of everybody else who is or was in the villages, in the tree of each day."""
    found = _segments_there(list(known), list(paths))
    found += _segments_of_who_left(list(known), list(villages), list(paths))
    stays = whereabouts({Posted(row[0], ids_of(row[1])[-1], row[1]) for row in found})
    for posting, rows in groupby(found, key=itemgetter(0)):
        _add_stored(sums, list(rows), stays[posting])
    if found:  # who moved counts elsewhere, too
        sums = Sums({place: n for place, n in sums.items() if place[0] in paths})
    add_crowds(sums)
    return {place: n for place, n in sums.items() if n}


def _add_stored(sums: Sums, rows: list[tuple[Any, ...]], stays: Stays) -> None:
    segments = [Counted._make(row[:-2]) for row in rows]
    add_timeline(sums, segments, trained_from(*rows[0][-2:]), stays)
