"""The list of PSM for a place and a date, read from the stored timelines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import Segment
from pendopo.legality.models.verdicts import holding
from pendopo.legality.phrases import phrase
from pendopo.legality.queries.names import Meant, Typed, as_meant, as_typed, occur, with_words, words_of
from pendopo.legality.queries.paging import Page, most_of, pages_of
from pendopo.prepared import OneOf, prepared
from pendopo.roster.models import PsmPosting
from pendopo.roster.nik_store import nik_index
from pendopo.roster.pillar_queries import belongs
from pendopo.rules.expiry import DAYS
from pendopo.shared.nik import LENGTH, age_on
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import places_of
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of

SOON = "segera"
NOT_LEGAL = "tidak_sah"
BANDS: dict[str, tuple[int, int]] = {
    "di_bawah_35": (0, 34),
    "35_49": (35, 49),
    "50_59": (50, 59),
    "60_ke_atas": (60, 110),
}
UNKNOWN_AGE = "kosong"
_TRAINED = {"sudah": True, "belum": False, "belum_dicatat": None}


@dataclass(frozen=True, slots=True)
class PsmFilters:
    """What a list is narrowed to; empty means all. The values are those of the address."""

    text: str = ""
    standing: str = ""
    """A standing, "segera" (legal, at most 90 days left) or "tidak_sah" (anything but legal)."""
    checked: str = ""
    """ "sudah" or "belum": legal, and seen or not seen by Dinsos."""
    age: str = ""
    sex: str = ""
    reason: str = ""
    trained: str = ""
    pillar: str = ""
    """Code of another pillar that she belongs to on the day, or "ada" for any."""
    with_former: bool = False
    """Also those who no longer serve, or not yet."""


@dataclass(frozen=True, slots=True)
class PsmLine:
    """One posting as it stands on the day; of a former one, how it last stood."""

    person_id: int
    posting_id: int
    name: str
    village: str
    within: str
    birth_on: date | None
    age: int | None
    sex: str
    photo: str
    standing: str
    last_day: date | None
    days: int | None
    checked: bool
    sk_number: str
    rule: str
    """That decides."""
    why: str
    serving: bool
    served_until: date | None


@dataclass(frozen=True, slots=True)
class PsmPage:
    page: Page[PsmLine]
    near: tuple[str, ...] = ()
    """Names that were taken for what was typed, where nobody is called exactly so."""


def psm_list(actor: Actor, place: Wilayah, on: date, filters: PsmFilters, number: int = 1) -> PsmPage:
    """One page of the PSM of a place on a day, by name."""
    most = most_of(place)
    for reading in _readings(actor, place, on, filters):
        parts, scattered = _parts(reading, place)
        keys, at, total, more = pages_of(parts, number, most, scattered)
        if keys:
            return PsmPage(Page(list(_lines(_complete(keys), place, on)), at, total, more), reading.near)
    return PsmPage(Page((), 1, 0))


class PsmExported(NamedTuple):
    """One row of the list for a workbook: what it shows and nothing else, in the order of `_EXPORTED`."""

    village_path: str
    standing: str
    soon_from: date | None
    reason: str
    ends_on: date | None
    village_code: str
    village: str
    village_kind: str
    title_front: str
    name: str
    title_back: str
    sex: str
    birth_on: date | None
    nik_tail: str
    phone: str
    kta_number: str
    bimtek_on: date | None
    number: str | None
    issuer: str | None
    signed_on: date | None
    starts_on: date | None


_EXPORTED = (
    "village_path", "standing", "soon_from", "reasons__0", "ends_on", "posting__village__code",
    "posting__village__name", "posting__village__kind", "posting__person__title_front", "posting__person__name",
    "posting__person__title_back", "posting__person__sex", "posting__person__birth_on",
    "posting__person__nik_tail", "posting__person__phone", "posting__kta_number", "posting__bimtek_on",
    "sk__number", "sk__issuer", "sk__signed_on", "sk__starts_on",
)  # fmt: skip


def psm_export(actor: Actor, place: Wilayah, on: date, filters: PsmFilters) -> Iterator[PsmExported]:
    """Every row of the list, for a workbook: by place, then name. A hundred thousand of them are no models."""
    for reading in _readings(actor, place, on, filters):
        rows = reading.rows
        if rows.exists():
            ordered = rows.order_by("village_path", "name_key", "id").values_list(*_EXPORTED)
            yield from map(PsmExported._make, ordered.iterator(chunk_size=5000))
            return


def psm_total(actor: Actor, place: Wilayah, on: date, filters: PsmFilters) -> int:
    """How many rows the workbook would have."""
    counts = (reading.rows.order_by().count() for reading in _readings(actor, place, on, filters))
    return next(filter(None, counts), 0)


def look_on(segment: Segment | PsmExported, on: date) -> str:
    """The standing as shown: *sah* within ninety days of its end reads "segera"."""
    soon = segment.soon_from is not None and segment.soon_from <= on
    return SOON if segment.standing == StandingChoice.SAH and soon else str(segment.standing)


def days_left(segment: Segment, on: date) -> int | None:
    """Days to the last legal day, where the standing reads "segera"."""
    if look_on(segment, on) != SOON or segment.soon_from is None:
        return None
    last = segment.soon_from + timedelta(days=DAYS)
    if segment.soon_from == segment.period.lower and segment.ends_on:
        last = segment.ends_on  # the run was shorter than ninety days
    return max((last - on).days, 0)


def why_of(segment: Segment, village: Wilayah) -> str:
    """One line of why, from what the segment itself knows."""
    sk = segment.sk
    return phrase(
        segment.reasons[0],
        number=sk.number if sk else None,
        issuer=(sk.issuer or None) if sk else None,
        place=village.full_name,
        starts_on=(sk.starts_on or sk.signed_on) if sk else None,
        signed_on=sk.signed_on if sk else None,
        ends_on=segment.ends_on,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What may be meant: all rows of the filters, and which of their names."""

    everybody: QuerySet[Segment]
    sought: Typed | Meant = ()
    query: SearchQuery | None = None

    @property
    def rows(self) -> QuerySet[Segment]:
        return self.everybody.filter(words=self.query) if self.query else self.everybody

    @property
    def near(self) -> tuple[str, ...]:
        """Names that were taken for what was typed."""
        return self.sought.brought if isinstance(self.sought, Meant) else ()

    @property
    def heads(self) -> tuple[str, ...]:
        """How the names may begin that come first."""
        return self.sought.heads if isinstance(self.sought, Meant) else self.sought[:1]


def _readings(actor: Actor, place: Wilayah, on: date, filters: PsmFilters) -> Iterator[_Reading]:
    """The surest first."""
    digits = "".join(c for c in filters.text if c not in " .-")
    if digits.isascii() and digits.isdigit() and len(digits) == LENGTH:
        yield _Reading(_with_nik(actor, place, on, digits))
        return
    rows = _filtered(actor, place, on, filters)
    words = words_of(filters.text)
    if not words:
        yield _Reading(rows)
        return
    if place.level >= Level.REGENCY or occur(words):
        yield _Reading(rows, tuple(words), as_typed(words))
    meant = as_meant(words)
    if meant:
        yield _Reading(rows, meant, meant.query)


def _parts(reading: _Reading, place: Wilayah) -> tuple[list[QuerySet[Segment]], QuerySet[Segment] | None]:
    """Where a place is large, names that begin with the word sought come first: ranges of the index.

    Among the others, the second, a word says nothing about where the name stands in order.
    """
    if not reading.heads or place.level >= Level.REGENCY:
        return [reading.rows], None
    ranges = [Q(name_key__gte=head, name_key__lt=head + "~") for head in _apart(reading.heads)]
    first = with_words(reading.everybody, reading.sought)
    return [first.filter(begins) for begins in ranges], reading.rows.exclude(reduce(or_, ranges))


def _apart(heads: Sequence[str]) -> list[str]:
    """In order, without those that another one begins: nobody is listed twice."""
    return [head for head in sorted(heads) if not any(head != h and head.startswith(h) for h in heads)]


def _in_place(actor: Actor, place: Wilayah) -> QuerySet[Segment]:
    if not actor.reaches(place.path):
        raise NotVisible
    return visible(Segment.objects.all(), replace(actor, path=place.path), Permission.PERSON_VIEW)


def _filtered(actor: Actor, place: Wilayah, on: date, filters: PsmFilters) -> QuerySet[Segment]:
    rows = _in_place(actor, place)
    rows = rows.filter(_nearest_to(on) if filters.with_former else holding(on))
    return rows.filter(_standing(filters, on) & _facts(filters, on)).order_by("name_key", "id")


def _nearest_to(on: date) -> Q:
    """Of each posting the segment of that day; else its last one before, or its first one after."""
    others = Segment.objects.filter(posting_id=OuterRef("posting_id"))
    later = Exists(others.filter(period__startswith__gte=OuterRef("period__endswith")))
    earlier = Exists(others.filter(period__endswith__lte=OuterRef("period__startswith")))
    over = Q(period__endswith__lte=on) & ~Q(later)
    to_come = Q(period__startswith__gt=on) & ~Q(earlier)
    return Q(period__contains=on) | over | to_come


def _with_nik(actor: Actor, place: Wilayah, on: date, digits: str) -> QuerySet[Segment]:
    """Whoever holds this NIK, serving or not."""
    rows = _in_place(actor, place).filter(
        posting__person__nik_index=nik_index(digits), posting__person__merged_into__isnull=True
    )
    return rows.filter(_nearest_to(on)).order_by("name_key", "id")


def _standing(filters: PsmFilters, on: date) -> Q:
    wanted = Q()
    if filters.standing == SOON:
        since = on - timedelta(days=DAYS)  # said once more from below, for the index
        wanted &= Q(standing=StandingChoice.SAH, soon_from__lte=on, soon_from__gte=since)
    elif filters.standing == NOT_LEGAL:
        wanted &= ~Q(standing=StandingChoice.SAH)
    elif filters.standing in StandingChoice.values:
        wanted &= Q(standing=filters.standing)
    if filters.checked in ("sudah", "belum"):
        wanted &= Q(standing=StandingChoice.SAH, checked=filters.checked == "sudah")
    return wanted & Q(reasons__contains=[filters.reason]) if filters.reason else wanted


def _facts(filters: PsmFilters, on: date) -> Q:
    wanted = Q(sex=filters.sex) if filters.sex in ("L", "P") else Q()
    if filters.age == UNKNOWN_AGE:
        wanted &= Q(birth_on__isnull=True)
    elif filters.age in BANDS:
        youngest, oldest = BANDS[filters.age]
        wanted &= Q(birth_on__lte=_years_before(on, youngest), birth_on__gt=_years_before(on, oldest + 1))
    if filters.trained in _TRAINED:
        wanted &= Q(posting__bimtek_attended=_TRAINED[filters.trained])
    if filters.pillar:
        wanted &= Q(belongs(OuterRef("person_id"), on, filters.pillar))
    return wanted


def _years_before(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


_whole = prepared(
    lambda keys: Segment.objects.select_related("posting__person", "posting__village", "sk").filter(
        OneOf(F("pk"), keys)
    )
)


def _complete(keys: list[int]) -> list[Segment]:
    rows = {segment.pk: segment for segment in _whole(keys)}
    return [rows[key] for key in keys if key in rows]


def _lines(segments: list[Segment], place: Wilayah, on: date) -> Iterator[PsmLine]:
    shown = slice(max(place.level, 1) + 1, -1)
    above = places_of({i for s in segments for i in ids_of(s.village_path)[shown]})
    for segment in segments:
        posting: PsmPosting = segment.posting
        person, village = posting.person, posting.village
        serving = segment.period.lower <= on and (segment.period.upper is None or on < segment.period.upper)
        yield PsmLine(
            person_id=person.pk,
            posting_id=posting.pk,
            name=person.full_name,
            village=village.full_name,
            within=", ".join(above[i].full_name for i in reversed(ids_of(segment.village_path)[shown])),
            birth_on=person.birth_on,
            age=age_on(person.birth_on, on) if person.birth_on else None,
            sex=person.sex,
            photo=person.photo,
            standing=look_on(segment, on),
            last_day=segment.ends_on,
            days=days_left(segment, on),
            checked=segment.checked,
            sk_number=segment.sk.number if segment.sk else "",
            rule=segment.reasons[0],
            why=why_of(segment, village),
            serving=serving,
            served_until=None if serving else posting.until or person.died_on,
        )
