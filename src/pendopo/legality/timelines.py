"""The stored timelines: facts of postings out of the database, judged, written back with their ledger.

`rejudge` is what the kernel calls in the transaction of every command that touches a posting. It first takes
the rows of all villages concerned, in a fixed order, and reads the facts only then: so two commands on one
village follow each other, and the second judges what the first has written. `drift` compares stored with
judged on a live system. Nothing else writes segments or ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from pendopo.kernel.bulk import among, between_copies, copy_rows
from pendopo.legality.board_timelines import rejudge_units_of
from pendopo.legality.facts import load_facts
from pendopo.legality.judged import Judged, ToJudge, to_judge
from pendopo.legality.ledger import Change, changes_of, coverage_of
from pendopo.legality.models import LedgerEntry, LedgerPending, Segment
from pendopo.legality.stints import store_stints, wrong_stints
from pendopo.legality.whereabouts import Posted, Stays, clipped, paths_ever, villages_of, whereabouts
from pendopo.prepared import OneOf, listed, prepared
from pendopo.roster.models import FormerVillage, NameWord, PsmPosting
from pendopo.rules.expiry import soon_from
from pendopo.rules.facts import Facts
from pendopo.rules.sk_psm import RULE_VERSION, judge
from pendopo.wilayah.changed import held_still
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of

Span = tuple[int, str, date, date | None]
"""Of a posting in a village (its path): from a day to the day before another."""
BATCH = 5000
"""Postings that are judged and stored at once."""
_COLUMNS = (
    "posting", "person_id", "village_path", "name_key", "birth_on", "sex", "period", "standing", "checked",
    "soon_from", "sk", "ends_on", "reasons", "warnings", "rule_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drift:
    """Postings whose stored timeline or ledger differs from the judged, and villages whose coverage does."""

    postings: tuple[int, ...]
    checked: int
    villages: tuple[str, ...] = ()


@held_still()
def rejudge(posting_ids: Iterable[int], meanwhile: Callable[[], None] = lambda: None) -> None:
    """Judge whole timelines again and store them. Part of the caller's transaction, which holds the tree.

    `meanwhile` is called after each batch that the server was given to store; a question asked there waits for it.
    """
    ids = sorted(set(posting_ids))
    if not ids:
        return
    _lock_villages(ids)
    spans: list[Span] = []
    where: dict[int, Stays] = {}
    words: set[str] = set()
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    taken = _take_up(batches[0])
    for following in [*batches[1:], None]:
        segments = list(_judged(taken.postings, taken.facts))  # while the server stores the batch before
        ahead = _take_up(following) if following else taken
        _store(taken, segments)
        meanwhile()
        spans += [(s.posting_id, s.village_path, s.period.lower, s.period.upper) for s in segments]
        where |= taken.where
        words.update(word[:40] for p in taken.postings for word in p.person.name_key.split())
        taken = ahead
    _store_coverage(villages_of(where), spans, where)
    _learn_words(words)
    rejudge_units_of(ids)


_villages_now = prepared(
    lambda postings: PsmPosting.objects.filter(pk__in=among(postings)).values_list("village_id", flat=True)
)
_villages_before = prepared(
    lambda postings: FormerVillage.objects.filter(posting_id__in=among(postings)).values_list(
        "village_id", flat=True
    )
)


def _lock_villages(ids: list[int]) -> None:
    """All of them at once and in one order, so that two large commands never wait for each other."""
    village_ids = {*_villages_now(ids), *_villages_before(ids)}
    rows = Wilayah.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=among(village_ids))
    list(rows.order_by("pk").values_list("pk"))


_known_words = prepared(
    lambda words: NameWord.objects.filter(OneOf(F("pk"), words)).values_list("pk", flat=True)
)


def _learn_words(words: set[str]) -> None:
    """Words of names, for the search; in one order too and last, since a word that is being added makes others wait."""
    words -= set(_known_words(list(words)))
    NameWord.objects.bulk_create((NameWord(word=w) for w in sorted(words)), ignore_conflicts=True)


class _Taken(NamedTuple):
    """A batch as it lay in the database; what was stored of it is gone from there."""

    postings: list[ToJudge]
    where: dict[int, Stays]
    facts: dict[int, Facts]
    ledger: list[Change]


@between_copies()
def _take_up(ids: list[int]) -> _Taken:
    """Nothing that is asked here was stored by a batch before: those were of other postings."""
    postings = to_judge(ids)
    where = where_were(postings)
    facts = load_facts(postings, where)
    with connection.cursor() as cursor:
        for table in ("legality_segment", "legality_stint"):
            cursor.execute(f"DELETE FROM {table} WHERE posting_id = ANY(%s)", [listed(ids)])  # noqa: S608 (two names of ours)
    return _Taken(postings, where, facts, _take_out("posting_id = ANY(%s)", ids))


def _store(taken: _Taken, segments: list[Judged]) -> None:
    """Only COPYs, which run beside the next batch."""
    copy_rows(Segment, _COLUMNS, segments)
    store_stints(segments, taken.where)
    by_posting: dict[int, list[Judged]] = {}
    for segment in segments:
        by_posting.setdefault(segment.posting_id, []).append(segment)
    fresh = [
        (posting.pk, change)
        for posting in taken.postings
        for change in changes_of(posting, by_posting.get(posting.pk, []), taken.where[posting.pk])
    ]
    _put_in(fresh)
    _tell_pending(taken.ledger, [change for _posting, change in fresh])


def where_were(postings: Iterable[PsmPosting | ToJudge]) -> dict[int, Stays]:
    return whereabouts(Posted(p.pk, p.village_id, p.village_path) for p in postings)


def timelines_of(postings: Sequence[PsmPosting | ToJudge]) -> Iterator[Judged]:
    """Unsaved segments of the postings as judged from today's facts."""
    return _judged(postings, load_facts(postings))


@lru_cache(maxsize=1000)
def _judged_alike(facts: Facts) -> tuple[tuple[Any, ...], ...]:
    """What `Judged` has after its person. Those whom one paper names in one village mostly have the same facts."""
    parts = judge(facts)
    return tuple(
        (
            DateRange(part.starts_on, part.until, "[)"), part.standing.value, part.checked, soon_from(parts, part),
            part.paper_id, part.ends_on, list(part.reasons), list(part.warnings), RULE_VERSION,
        )
        for part in parts
    )  # fmt: skip


def _judged(postings: Iterable[PsmPosting | ToJudge], facts: Mapping[int, Facts]) -> Iterator[Judged]:
    for posting in postings:
        person = posting.person
        if posting.cancelled_at or person.merged_into_id:
            continue
        head = (
            posting.pk,
            posting.person_id,
            posting.village_path,
            person.name_key,
            person.birth_on,
            person.sex,
        )
        for part in _judged_alike(facts[posting.pk]):
            yield Judged(*head, *part)


def _store_coverage(villages: set[int], judged: Sequence[Span], where: Mapping[int, Stays]) -> None:
    paths = paths_ever(villages)
    old = _take_out("posting_id IS NULL AND village_path = ANY(%s)", sorted(paths))
    fresh = _coverage(villages, paths, judged, where)
    _put_in([(None, change) for change in fresh])
    _tell_pending(old, fresh)


def _spans(known: Any) -> Any:
    columns = ("posting_id", "village_path", "period__startswith", "period__endswith")
    return Segment.objects.exclude(posting_id__in=among(known)).values_list(*columns)


_spans_there = prepared(lambda known, paths: _spans(known).filter(OneOf(F("village_path"), paths)))
_spans_of_who_left = prepared(
    lambda known, villages, paths: (
        _spans(known)
        .filter(
            posting_id__in=FormerVillage.objects.filter(village_id__in=among(villages)).values("posting_id")
        )
        .exclude(OneOf(F("village_path"), paths))
    )
)


def _coverage(
    villages: set[int],
    paths: set[str],
    judged: Sequence[Span] = (),
    where: Mapping[int, Stays] | None = None,
) -> list[Change]:
    """As it follows from the stored segments of everybody who is or was there, in the tree of each day.

    Those of `judged` were stored just now and are not read again; `where` says where their postings were.
    """
    known = where or {}
    found = _spans_there(list(known), list(paths))
    found += _spans_of_who_left(list(known), list(villages), list(paths))
    stays = {**known, **whereabouts({Posted(row[0], ids_of(row[1])[-1], row[1]) for row in found})}
    found += judged
    periods: dict[str, list[tuple[date, date | None]]] = {}
    for posting, _path, start, end in found:
        for path, first, past in clipped(stays[posting], start, end):
            if path in paths:
                periods.setdefault(path, []).append((first, past))
    return [change for path, spans in periods.items() for change in coverage_of(path, spans)]


def _take_out(where: str, values: list[int] | list[str]) -> list[Change]:
    sql = f"DELETE FROM legality_ledgerentry WHERE {where} RETURNING village_path, day, measure, n"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [listed(values)])
        return [Change(*row) for row in cursor.fetchall()]


def _put_in(rows: Sequence[tuple[int | None, Change]]) -> None:
    columns = ("posting_id", "village_path", "day", "measure", "n")
    copy_rows(LedgerEntry, columns, ((posting, c.path, c.day, c.measure, c.n) for posting, c in rows))


def _tell_pending(old: list[Change], new: list[Change]) -> None:
    """What changed in sum: pending rows correct the monthly balances until they are folded in."""
    net: dict[tuple[str, object, int], int] = {}
    for sign, changes in ((-1, old), (1, new)):
        for c in changes:
            where = (c.path, c.day, c.measure)
            net[where] = net.get(where, 0) + sign * c.n
    columns = ("village_path", "day", "measure", "n")
    copy_rows(LedgerPending, columns, ((*where, n) for where, n in net.items() if n))


def drift(posting_ids: list[int]) -> Drift:
    """Which of these postings are stored otherwise than judged."""
    postings = list(PsmPosting.objects.filter(pk__in=posting_ids).select_related("person"))
    judged: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for verdict in timelines_of(postings):
        judged[verdict.posting_id].add(_essence(verdict))
    stored: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for segment in Segment.objects.filter(posting_id__in=judged):
        stored[segment.posting_id].add(_essence(segment))
    wrong = [pk for pk in judged if judged[pk] != stored[pk]]
    where = where_were(postings)
    wrong += _wrong_ledgers([p for p in postings if p.pk not in wrong], where)
    wrong += sorted(wrong_stints(list(judged), where) - set(wrong))
    villages = _wrong_coverage(villages_of(where))
    return Drift(postings=tuple(wrong), checked=len(postings), villages=tuple(villages))


def _wrong_coverage(villages: set[int]) -> list[str]:
    paths = paths_ever(villages)
    stored: dict[str, list[Change]] = {path: [] for path in paths}
    for entry in LedgerEntry.objects.filter(posting_id__isnull=True, village_path__in=paths):
        stored[entry.village_path].append(Change(entry.village_path, entry.day, entry.measure, entry.n))
    judged: dict[str, list[Change]] = {path: [] for path in paths}
    for change in _coverage(villages, paths):
        judged[change.path].append(change)
    return sorted(path for path in paths if sorted(stored[path]) != sorted(judged[path]))


def _wrong_ledgers(postings: list[PsmPosting], where: Mapping[int, Stays]) -> list[int]:
    by_posting: dict[int, list[Segment]] = {}
    for segment in Segment.objects.filter(posting_id__in=[p.pk for p in postings]):
        by_posting.setdefault(segment.posting_id, []).append(segment)
    stored: dict[int, list[Change]] = {}
    for entry in LedgerEntry.objects.filter(posting_id__in=[p.pk for p in postings]):
        change = Change(entry.village_path, entry.day, entry.measure, entry.n)
        stored.setdefault(entry.posting_id or 0, []).append(change)
    return [
        p.pk
        for p in postings
        if sorted(changes_of(p, by_posting.get(p.pk, []), where[p.pk])) != sorted(stored.get(p.pk, []))
    ]


def _essence(segment: Segment | Judged) -> tuple[object, ...]:
    return (
        segment.village_path, segment.name_key, segment.birth_on, segment.sex,
        segment.period.lower, segment.period.upper, str(segment.standing), segment.checked, segment.soon_from,
        segment.sk_id, segment.ends_on, tuple(segment.reasons), tuple(segment.warnings), segment.rule_version,
    )  # fmt: skip
