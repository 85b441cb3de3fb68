"""The stored timelines: facts of postings out of the database, judged, written back with their ledger.

`rejudge` is what the kernel calls in the transaction of every command that touches a posting. It takes the
villages' rows in a fixed order first, so that two commands on one village follow each other. `drift` compares
stored with judged on a live system and mends it. Nothing else writes segments or ledger.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from pendopo.legality.facts import load_facts
from pendopo.legality.ledger import Change, changes_of, coverage_of
from pendopo.legality.models import LedgerEntry, LedgerPending, Segment
from pendopo.roster.models import NameWord, PsmPosting
from pendopo.rules.sk_psm import RULE_VERSION, judge
from pendopo.rules.expiry import soon_from
from pendopo.wilayah.models import Wilayah

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Drift:
    """What `check` found: postings whose stored timeline differs, and villages whose coverage does."""

    postings: tuple[int, ...]
    checked: int


def rejudge(posting_ids: Iterable[int]) -> None:
    """Judge whole timelines again and store them. Part of the caller's transaction."""
    ids = sorted(set(posting_ids))
    for start in range(0, len(ids), BATCH):
        _rejudge_batch(ids[start : start + BATCH])


def _rejudge_batch(ids: list[int]) -> None:
    postings = list(PsmPosting.objects.filter(pk__in=ids).select_related("person"))
    village_ids = sorted({p.village_id for p in postings} | _former_villages(ids))
    list(Wilayah.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=village_ids).order_by("pk"))
    segments = list(timelines_of(postings))
    _store_segments(ids, segments)
    _store_ledger(ids, postings, segments)
    _store_coverage({p.village_path for p in postings} | set(_stored_paths(ids)))


def timelines_of(postings: list[PsmPosting]) -> Iterator[Segment]:
    """Unsaved segments of the postings as judged from today's facts."""
    facts = load_facts(postings)
    for posting in postings:
        if posting.cancelled_at or posting.person.merged_into_id:
            continue
        judged = judge(facts[posting.pk])
        for part in judged:
            yield Segment(
                posting=posting,
                person_id=posting.person_id,
                village_path=posting.village_path,
                name_key=posting.person.name_key,
                birth_on=posting.person.birth_on,
                sex=posting.person.sex,
                period=DateRange(part.starts_on, part.until, "[)"),
                standing=part.standing.value,
                checked=part.checked,
                soon_from=soon_from(judged, part),
                sk_id=part.paper_id,
                ends_on=part.ends_on,
                reasons=list(part.reasons),
                warnings=list(part.warnings),
                rule_version=RULE_VERSION,
            )


def _former_villages(ids: list[int]) -> set[int]:
    paths = Segment.objects.filter(posting_id__in=ids).values_list("village_path", flat=True).distinct()
    return {int(path[-5:], 36) for path in paths}


def _stored_paths(ids: list[int]) -> Iterator[str]:
    yield from LedgerEntry.objects.filter(posting_id__in=ids).values_list("village_path", flat=True).distinct()


def _store_segments(ids: list[int], segments: list[Segment]) -> None:
    Segment.objects.filter(posting_id__in=ids).delete()
    Segment.objects.bulk_create(segments, batch_size=BATCH)
    words = {word[:40] for segment in segments for word in segment.name_key.split()}
    NameWord.objects.bulk_create(
        (NameWord(word=word) for word in sorted(words)), ignore_conflicts=True, batch_size=BATCH
    )


def _store_ledger(ids: list[int], postings: list[PsmPosting], segments: list[Segment]) -> None:
    by_posting: dict[int, list[Segment]] = {}
    for segment in segments:
        by_posting.setdefault(segment.posting_id, []).append(segment)
    fresh = [
        (posting.pk, change) for posting in postings for change in changes_of(posting, by_posting.get(posting.pk, []))
    ]
    old = _take_out("posting_id = ANY(%s)", ids)
    _put_in(fresh)
    _tell_pending(old, [change for _posting, change in fresh])


def _store_coverage(paths: set[str]) -> None:
    old = _take_out("posting_id IS NULL AND village_path = ANY(%s)", sorted(paths))
    rows = Segment.objects.filter(village_path__in=paths).order_by("village_path")
    periods: dict[str, list[DateRange]] = {}
    for path, period in rows.values_list("village_path", "period"):
        periods.setdefault(path, []).append(period)
    fresh = [change for path, spans in periods.items() for change in coverage_of(path, spans)]
    _put_in([(None, change) for change in fresh])
    _tell_pending(old, fresh)


def _take_out(where: str, values: list[int] | list[str]) -> list[Change]:
    sql = f"DELETE FROM legality_ledgerentry WHERE {where} RETURNING village_path, day, measure, n"
    with connection.cursor() as cursor:
        cursor.execute(sql, [values])
        return [Change(*row) for row in cursor.fetchall()]


def _put_in(rows: list[tuple[int | None, Change]]) -> None:
    LedgerEntry.objects.bulk_create(
        (
            LedgerEntry(posting_id=posting, village_path=c.path, day=c.day, measure=c.measure, n=c.n)
            for posting, c in rows
        ),
        batch_size=BATCH,
    )


def _tell_pending(old: list[Change], new: list[Change]) -> None:
    """What changed in sum: pending rows correct the monthly balances until they are folded in."""
    net: dict[tuple[str, object, int], int] = {}
    for sign, changes in ((-1, old), (1, new)):
        for c in changes:
            where = (c.path, c.day, c.measure)
            net[where] = net.get(where, 0) + sign * c.n
    LedgerPending.objects.bulk_create(
        (
            LedgerPending(village_path=path, day=day, measure=measure, n=n)
            for (path, day, measure), n in net.items()
            if n
        ),
        batch_size=BATCH,
    )


def drift(posting_ids: list[int]) -> Drift:
    """Which of these postings are stored otherwise than judged."""
    postings = list(PsmPosting.objects.filter(pk__in=posting_ids).select_related("person"))
    judged: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for segment in timelines_of(postings):
        judged[segment.posting_id].add(_essence(segment))
    stored: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for segment in Segment.objects.filter(posting_id__in=judged):
        stored[segment.posting_id].add(_essence(segment))
    wrong = [pk for pk in judged if judged[pk] != stored[pk]]
    wrong += _wrong_ledgers([p for p in postings if p.pk not in wrong])
    return Drift(postings=tuple(wrong), checked=len(postings))


def _wrong_ledgers(postings: list[PsmPosting]) -> list[int]:
    by_posting: dict[int, list[Segment]] = {}
    for segment in Segment.objects.filter(posting_id__in=[p.pk for p in postings]):
        by_posting.setdefault(segment.posting_id, []).append(segment)
    stored: dict[int, list[Change]] = {}
    for entry in LedgerEntry.objects.filter(posting_id__in=[p.pk for p in postings]):
        change = Change(entry.village_path, entry.day, entry.measure, entry.n)
        stored.setdefault(entry.posting_id or 0, []).append(change)
    return [
        p.pk for p in postings if sorted(changes_of(p, by_posting.get(p.pk, []))) != sorted(stored.get(p.pk, []))
    ]


def _essence(segment: Segment) -> tuple[object, ...]:
    return (
        segment.village_path, segment.name_key, segment.birth_on, segment.sex,
        segment.period.lower, segment.period.upper, str(segment.standing), segment.checked, segment.soon_from,
        segment.sk_id, segment.ends_on, tuple(segment.reasons), tuple(segment.warnings), segment.rule_version,
    )  # fmt: skip
