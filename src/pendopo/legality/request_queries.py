"""Reads around asking village heads for the SK that is missing. Rows leave through `access.visible`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.legality.enums import StandingChoice
from pendopo.legality.models import Policy, Segment, SkRequest, SkRequestLine
from pendopo.legality.queries.verdicts import Verdict, verdicts_of
from pendopo.prepared import OneOf, prepared
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import PATH_STEP, Wilayah
from pendopo.wilayah.paths import common


@dataclass(frozen=True, slots=True)
class Waiting:
    count: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class VillageGap:
    """A village with PSM who hold no valid SK on the day, how many of how many; or with none. And what was asked."""

    village: Wilayah
    district: str
    missing: int
    psm: int
    asked_on: date | None
    open_id: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One request as it stands: who still lacks an SK on its day, with reasons; and who does no longer."""

    request: SkRequest
    lacking: Sequence[Verdict]
    settled: Sequence[Verdict]
    psm_total: int


def open_requests(actor: Actor, place: Wilayah) -> Waiting:
    found = (
        _inside(actor, place)
        .filter(answered_on__isnull=True)
        .aggregate(n=Count("pk"), oldest=Min("asked_on"))
    )
    return Waiting(found["n"], found["oldest"])


def requests(actor: Actor, place: Wilayah) -> QuerySet[SkRequest]:
    """Requests to villages of a place, the newest first."""
    rows = _inside(actor, place).select_related("village__parent__parent", "sk")
    return rows.order_by("-asked_on", "village__code")


def _inside(actor: Actor, place: Wilayah) -> QuerySet[SkRequest]:
    rows = visible(SkRequest.objects.all(), actor, Permission.SK_VIEW)
    return rows.filter(village_path__gte=place.path, village_path__lt=place.path_until)


def one_request(actor: Actor, request_id: int, permission: Permission = Permission.SK_VIEW) -> SkRequest:
    rows = SkRequest.objects.select_related("village__parent__parent", "sk")
    return one_visible(rows, actor, permission, pk=request_id)


def some_requests(actor: Actor, ids: Iterable[int]) -> list[SkRequest]:
    rows = visible(SkRequest.objects.filter(pk__in=list(ids)), actor, Permission.SK_VIEW)
    return list(rows.select_related("village__parent__parent", "sk").order_by("village__code"))


def gaps(actor: Actor, place: Wilayah, on: date) -> list[VillageGap]:
    """Villages below a place that have PSM without a valid SK on the day, in the order of their codes."""
    rows = visible(Segment.objects.all(), actor, Permission.SK_REQUEST)
    here = rows.filter(village_path__gte=place.path, village_path__lt=place.path_until, period__contains=on)
    counts = {
        row["village_path"]: row
        for row in here.values("village_path").annotate(
            psm=Count("pk"), missing=Count("pk", filter=~Q(standing=StandingChoice.SAH))
        )
        if row["missing"]
    }
    villages = Wilayah.objects.filter(path__in=counts).select_related("parent").order_by("code")
    return _asked_of(actor, villages, {path: (row["missing"], row["psm"]) for path, row in counts.items()})


def without_psm(actor: Actor, villages: QuerySet[Wilayah]) -> list[VillageGap]:
    """Villages in which nobody serves (the caller has found them), with what was asked of them."""
    return _asked_of(actor, villages, {})


def _asked_of(
    actor: Actor, villages: QuerySet[Wilayah], counts: dict[str, tuple[int, int]]
) -> list[VillageGap]:
    found = list(villages)
    asked: dict[str, Any] = {
        row["village_path"]: row
        for row in visible(SkRequest.objects.all(), actor, Permission.SK_REQUEST)
        .filter(village_path__in=[v.path for v in found])
        .values("village_path")
        .annotate(last=Max("asked_on"), open=Max("pk", filter=Q(answered_on__isnull=True)))
    }
    return [
        VillageGap(
            village=v,
            district=v.parent.full_name if v.parent else "",
            missing=counts.get(v.path, (0, 0))[0],
            psm=counts.get(v.path, (0, 0))[1],
            asked_on=asked.get(v.path, {}).get("last"),
            open_id=asked.get(v.path, {}).get("open"),
        )
        for v in found
    ]


def sheets(actor: Actor, found: Sequence[SkRequest], on: date | None = None) -> list[Sheet]:
    """The people of each request judged on the request's own day, or on `on`, with today's knowledge."""
    named = _named(actor, found, on)
    by_day: dict[date, list[PsmPosting]] = {}
    for request in found:
        by_day.setdefault(on or request.as_of, []).extend(named[request.pk])
    verdicts = {
        (day, v.posting.pk): v for day, postings in by_day.items() for v in verdicts_of(actor, postings, day)
    }
    return [_sheet(request, [p.pk for p in named[request.pk]], verdicts, on) for request in found]


def _named(actor: Actor, found: Sequence[SkRequest], on: date | None) -> dict[int, list[PsmPosting]]:
    """Whom each request speaks of; one that asked for PSM, of whoever serves in the village on the day by now."""
    lines = Prefetch("lines", SkRequestLine.objects.select_related("posting__person", "posting__village"))
    rows = SkRequest.objects.filter(pk__in=[r.pk for r in found]).prefetch_related(lines)
    named = {request.pk: [line.posting for line in request.lines.all()] for request in rows}
    for request in found:
        if not named[request.pk]:
            named[request.pk] = village_postings(actor, request.village, on or request.as_of)
    return named


def _sheet(
    request: SkRequest, postings: list[int], verdicts: dict[tuple[date, int], Verdict], on: date | None
) -> Sheet:
    day = on or request.as_of
    judged = sorted((verdicts[day, pk] for pk in postings), key=lambda v: v.posting.person.name_key)
    total = Segment.objects.filter(village_path=request.village_path, period__contains=day).count()
    return Sheet(
        request=request,
        lacking=[v for v in judged if v.serving and v.standing not in ("sah", "segera")],
        settled=[v for v in judged if not v.serving or v.standing in ("sah", "segera")],
        psm_total=total,
    )


def policies_on(paths: Iterable[str], on: date) -> dict[str, Policy | None]:
    """The policy in force on a day at each path: of the nearest office that has one, its latest."""
    wanted = set(paths)
    if not wanted:
        return {}
    # Policies are few and places may be thousands: all below the node that covers them, and those above it.
    best = policies_around(common(list(wanted)), on)
    return {path: nearest_policy(path, best) for path in wanted}


_in_force = prepared(
    lambda path, until, above, on: Policy.objects.filter(
        Q(place_path__gte=path, place_path__lt=until) | OneOf(F("place_path"), above),
        Q(in_force_from__isnull=True) | Q(in_force_from__lte=on),
        cancelled_at__isnull=True,
    ).order_by("pk")
)


def policies_around(path: str, on: date) -> dict[str, Policy]:
    """path of an office → its latest policy in force on a day: of the offices at and below a path, and above it."""
    above = [path[:n] for n in range(PATH_STEP, len(path), PATH_STEP)]
    best: dict[str, Policy] = {}
    for row in _in_force(path, path + "~", above, on):
        known = best.get(row.place_path)
        if known is None or (row.in_force_from or date.min) >= (known.in_force_from or date.min):
            best[row.place_path] = row
    return best


def nearest_policy(path: str, best: dict[str, Policy]) -> Policy | None:
    for n in range(len(path), 0, -PATH_STEP):
        if path[:n] in best:
            return best[path[:n]]
    return None


@dataclass(frozen=True, slots=True)
class StandingCounts:
    legal: int
    psm: int


def standing_counts(actor: Actor, village: Wilayah, on: date) -> StandingCounts:
    """How many PSM of a village hold a valid SK, of how many in service."""
    rows = visible(Segment.objects.all(), actor, Permission.FIGURES_VIEW)
    here = rows.filter(village_path=village.path, period__contains=on)
    found = here.aggregate(psm=Count("pk"), legal=Count("pk", filter=Q(standing=StandingChoice.SAH)))
    return StandingCounts(found["legal"], found["psm"])


def village_postings(actor: Actor, village: Wilayah, on: date) -> list[PsmPosting]:
    """Who serves in a village on a day, by name."""
    serving = Segment.objects.filter(village_path=village.path, period__contains=on).values("posting_id")
    rows = visible(PsmPosting.objects.filter(pk__in=serving), actor, Permission.PERSON_VIEW)
    return list(rows.select_related("person").order_by("person__name_key", "pk"))
