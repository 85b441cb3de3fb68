"""The stored timelines: facts of postings out of the database, judged, written back; the ledger follows them.

`rejudge` is what the kernel calls in the transaction of every command that touches a posting. It first takes
the rows of all villages concerned, in a fixed order, and reads the facts only then: so two commands on one
village follow each other, and the second judges what the first has written. `drift` compares stored with
judged on a live system. Nothing else writes segments.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from pendopo.kernel.bulk import among, between_copies, copy_rows
from pendopo.legality.board_timelines import rejudge_units_of
from pendopo.legality.facts import load_facts
from pendopo.legality.judged import Judged, ToJudge, to_judge
from pendopo.legality.ledger import Sums, add_timeline, trained_from
from pendopo.legality.models import Segment
from pendopo.legality.stints import store_stints, wrong_stints
from pendopo.legality.sums import store_sums, wrong_villages
from pendopo.legality.whereabouts import Posted, Stays, whereabouts
from pendopo.prepared import OneOf, listed, prepared
from pendopo.roster.models import FormerVillage, NameWord, PsmPosting
from pendopo.rules.expiry import soon_from
from pendopo.rules.facts import Facts
from pendopo.rules.sk_psm import RULE_VERSION, judge
from pendopo.wilayah.changed import held_still
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of

BATCH = 5000
"""Postings that are judged and stored at once, and those that share their villages."""
_COLUMNS = (
    "posting", "person_id", "village_path", "name_key", "birth_on", "sex", "period", "standing", "checked",
    "soon_from", "sk", "ends_on", "reasons", "warnings", "rule_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drift:
    """Postings whose stored timeline differs from the judged; or all of a village of which the ledger alone differs."""

    postings: tuple[int, ...]
    checked: int
    villages: tuple[str, ...] = ()
    """Paths under which the ledger differs."""


@held_still()
def rejudge(posting_ids: Iterable[int], meanwhile: Callable[[float], None] = lambda _share: None) -> None:
    """Judge whole timelines again and store them. Part of the caller's transaction, which holds the tree.

    `meanwhile` is called after each batch that the server was given to store, with the share of all that has been
    judged; a question asked there waits for it.
    """
    ids = sorted(set(posting_ids))
    village_of, tied = _lock_villages(ids)
    batches = _batches(village_of, tied)
    if not batches:
        return
    sums, where, judged = Sums(), dict[int, Stays](), 0
    words: set[str] = set()
    taken = _take_up(batches[0].postings)
    for batch, following in zip_longest(batches, batches[1:]):
        segments = list(_judged(taken.postings, taken.facts))  # while the server stores the batch before
        ahead = _take_up(following.postings) if following else taken
        _store(taken, segments)
        judged += len(batch.postings)
        meanwhile(judged / len(ids))
        _count(sums, taken, segments)
        where |= taken.where
        if batch.whole:
            store_sums({village_of[posting] for posting in batch.postings}, sums, where)
            sums, where = Sums(), {}
        words.update(word[:40] for p in taken.postings for word in p.person.name_key.split())
        taken = ahead
    if tied:
        store_sums(tied, sums, where)
    _learn_words(words)
    rejudge_units_of(ids)


_villages_now = prepared(
    lambda postings: PsmPosting.objects.filter(pk__in=among(postings)).values_list("pk", "village_id")
)
_villages_before = prepared(
    lambda postings: FormerVillage.objects.filter(posting_id__in=among(postings)).values_list(
        "posting_id", "village_id"
    )
)


def _lock_villages(ids: list[int]) -> tuple[dict[int, int], set[int]]:
    """All of them at once and in one order, so that two large commands never wait for each other.

    Says the village of each posting, and which villages have or had one that is or was in another, too.
    """
    now, before = dict(_villages_now(ids)), _villages_before(ids)
    tied = {village for _posting, village in before} | {now[posting] for posting, _village in before}
    rows = Wilayah.objects.select_for_update(no_key=True, of=("self",)).filter(
        pk__in=among({*now.values(), *tied})
    )
    list(rows.order_by("pk").values_list("pk"))
    return now, tied


class _Batch(NamedTuple):
    postings: list[int]
    whole: bool
    """Nobody who is or was in its villages is in another batch."""


def _batches(village_of: Mapping[int, int], tied: set[int]) -> list[_Batch]:
    """Whole villages each, those that are tied to others last."""
    batches: list[_Batch] = []
    order = sorted(village_of, key=lambda p: (village_of[p] in tied, village_of[p], p))
    for village, postings in groupby(order, key=village_of.__getitem__):
        whole = village not in tied
        if not batches or batches[-1].whole != whole or len(batches[-1].postings) >= BATCH:
            batches.append(_Batch([], whole))
        batches[-1].postings.extend(postings)
    return batches


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


@between_copies()
def _take_up(ids: list[int]) -> _Taken:
    """Nothing that is asked here was stored by a batch before: those were of other postings."""
    postings = to_judge(ids)
    where = where_were(postings)
    facts = load_facts(postings, where)
    with connection.cursor() as cursor:
        for table in ("legality_segment", "legality_stint"):
            cursor.execute(f"DELETE FROM {table} WHERE posting_id = ANY(%s)", [listed(ids)])  # noqa: S608 (two names of ours)
    return _Taken(postings, where, facts)


def _store(taken: _Taken, segments: list[Judged]) -> None:
    """Only COPYs, which run beside the next batch."""
    copy_rows(Segment, _COLUMNS, segments)
    store_stints(segments, taken.where)


def _count(sums: Sums, taken: _Taken, segments: Iterable[Judged]) -> None:
    trained = {p.pk: trained_from(p.bimtek_attended, p.bimtek_on) for p in taken.postings}
    for posting, timeline in groupby(segments, key=attrgetter("posting_id")):
        add_timeline(sums, list(timeline), trained[posting], taken.where[posting])


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


def drift(posting_ids: list[int]) -> Drift:
    """Which of these postings are stored otherwise than judged."""
    postings = list(PsmPosting.objects.filter(pk__in=posting_ids).select_related("person"))
    judged: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for verdict in timelines_of(postings):
        judged[verdict.posting_id].add(_essence(verdict))
    stored: dict[int, set[tuple[object, ...]]] = {p.pk: set() for p in postings}
    for segment in Segment.objects.filter(posting_id__in=judged):
        stored[segment.posting_id].add(_essence(segment))
    where = where_were(postings)
    wrong = {pk for pk in judged if judged[pk] != stored[pk]} | wrong_stints(list(judged), where)
    ever = {(p.pk, p.village_id) for p in postings} | set(_villages_before(list(judged)))
    villages = wrong_villages({village for _posting, village in ever})
    summed_with_them = {village for posting, village in ever if posting in wrong}
    alone = {ids_of(path)[-1] for path in villages} - summed_with_them
    wrong |= {posting for posting, village in ever if village in alone}
    return Drift(postings=tuple(sorted(wrong)), checked=len(postings), villages=tuple(sorted(villages)))


def _essence(segment: Segment | Judged) -> tuple[object, ...]:
    return (
        segment.village_path, segment.name_key, segment.birth_on, segment.sex,
        segment.period.lower, segment.period.upper, str(segment.standing), segment.checked, segment.soon_from,
        segment.sk_id, segment.ends_on, tuple(segment.reasons), tuple(segment.warnings), segment.rule_version,
    )  # fmt: skip
