"""Figures for whoever may read them.

The gate of figures differs from that of rows: an office reads the figures of places in its reach, and those
of the places above it, where every regency of the province stands as one row of sums. So a neighbour is seen
as a number that the rakor reads aloud, never as a name, and no row outside one's reach leads anywhere.
"""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.access.scope import visible
from pendopo.insights.ages import (
    BOUNDS,
    Splits,
    at_least,
    median_age,
    middle_ages,
    splits_of,
    unsexed_below,
)
from pendopo.insights.counts import Counts, counts_below, together
from pendopo.insights.figures import (
    NOBODY,
    Consolidation,
    Figures,
    GroupFigures,
    PlaceFigures,
    added,
    figures,
    joined,
)
from pendopo.insights.fold import MEASURES
from pendopo.insights.snapshot import one_moment
from pendopo.insights.villages import villages_below
from pendopo.legality.models import Segment
from pendopo.legality.request_queries import policies_on
from pendopo.shared.refusals import NotAllowed, NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import children_on, place_on
from pendopo.wilayah.models import Scheme, Wilayah
from pendopo.wilayah.queries import members_of
from pendopo.wilayah.queries import villages_below as all_villages_below


def may_read(actor: Actor, place: Wilayah) -> bool:
    """In reach, or above the reader's own place."""
    return actor.reads_figures_of(place.path)


def consolidation(actor: Actor, place: Wilayah, on: date, *, row_medians: bool = False) -> Consolidation:
    """Figures of a place on a date, and of each place right below it, in the order of their codes.

    Names and grouping are those of the date; a village that a law has moved since counts where it lay then.

    NotVisible for a place beside or below a neighbour. The median age of every row costs more and is
    worked out only when asked for.
    """
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible
    with one_moment():
        then = place_on(place, on)
        below = counts_below(then, on)
        total = together(list(below.values()))
        ages = {*BOUNDS, *middle_ages(total, on)}
        if row_medians:
            ages.update(age for counts in below.values() for age in middle_ages(counts, on))
        splits = splits_of(then, on, ages)
        villages = villages_below(then, on)
        unsexed = unsexed_below(then, on)
    return Consolidation(
        place_id=place.pk,
        level=Level(place.level),
        on=on,
        inside=actor.reaches(place.path),
        total=_total(on, total, splits, sum(villages.values()), added(unsexed.values())),
        rows=_rows(actor, place, on, below, splits, villages, unsexed, row_medians),
    )


def _total(on: date, counts: Counts, splits: Splits, villages: int, unsexed: tuple[int, ...]) -> Figures:
    whole: dict[tuple[int, str, int], int] = {}
    for (age, _path, sex), n in splits.items():
        whole[age, "", sex] = whole.get((age, "", sex), 0) + n
    older = [at_least(age, on, counts, "", whole) for age in BOUNDS]
    return figures(counts, villages, older, median_age(counts, on, "", whole), unsexed)


def _rows(
    actor: Actor, place: Wilayah, on: date, below: dict[str, Counts], splits: Splits, villages: dict[str, int],
    unsexed: dict[str, tuple[int, ...]], medians: bool,
) -> list[PlaceFigures]:  # fmt: skip
    rows = []
    for child in children_on(place, on):
        counts = below.get(child.path) or [0] * MEASURES
        older = [at_least(age, on, counts, child.path, splits) for age in BOUNDS]
        median = median_age(counts, on, child.path, splits) if medians else None
        rows.append(
            PlaceFigures(
                id=child.id,
                code=child.code,
                name=child.full_name,
                path=child.now,
                level=child.level,
                figures=figures(
                    counts,
                    villages.get(child.path, 0),
                    older,
                    median,
                    unsexed.get(child.path, NOBODY),
                ),
                open=actor.reads_figures_of(child.now),
            )
        )
    return rows


def people_in_service(actor: Actor, place: Wilayah, on: date) -> int:
    """How many PSM a place has on a date; the same gate and the same sum as `consolidation`."""
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not may_read(actor, place):
        raise NotVisible
    counts = together(list(counts_below(place, on).values()))
    return figures(counts, 0, [(0, 0)] * len(BOUNDS)).psm


def by_residency(found: Consolidation, scheme: Scheme) -> list[GroupFigures]:
    """The regencies of a province in the groups of a scheme; those in no group come last, without a name."""
    group_of = members_of(scheme)
    groups: dict[str, list[PlaceFigures]] = {}
    for row in found.rows:
        groups.setdefault(group_of.get(row.id, ""), []).append(row)
    names = sorted(groups, key=lambda name: (not name, name))
    return [GroupFigures(name, joined([r.figures for r in groups[name]]), groups[name]) for name in names]


def villages_short(actor: Actor, place: Wilayah, on: date) -> int:
    """Villages of a regency or what lies below it that have PSM, but fewer than its policy wants."""
    rows = visible(Segment.objects.all(), actor, Permission.FIGURES_VIEW)
    here = rows.filter(village_path__gte=place.path, village_path__lt=place.path_until, period__contains=on)
    counts = dict(here.values_list("village_path").annotate(n=Count("pk")))
    wanted = policies_on(counts, on)
    return sum(
        n < (policy.wanted_per_village if (policy := wanted[path]) else 1) for path, n in counts.items()
    )


def villages_without_psm(actor: Actor, place: Wilayah, on: date) -> QuerySet[Wilayah]:
    """Villages of a place in reach without a PSM on that day, in the order of their codes."""
    if not actor.may(Permission.FIGURES_VIEW):
        raise NotAllowed
    if not actor.reaches(place.path):
        raise NotVisible
    served = Segment.objects.filter(village_path=OuterRef("path"), period__contains=on)
    villages = all_villages_below(place).filter(~Exists(served))
    standing = villages.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
    standing = standing.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return standing.select_related("parent__parent").order_by("code")
