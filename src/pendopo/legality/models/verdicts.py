"""What follows from the papers of PSM: the stored timelines and the ledger of counts."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.db.models.lookups import GreaterThan

from pendopo.legality.enums import Measure, StandingChoice
from pendopo.legality.models.papers import Sk
from pendopo.roster.models import PsmPosting

_LISTED = ("period", "checked", "soon_from", "birth_on", "sex", "village_path")
"""What lists are narrowed by."""
BEGINS, PAST = "lower(period)", "coalesce(upper(period), 'infinity'::date)"
"""The first day of a segment and the first one past it, in the words of its index by place."""
_PAST = Coalesce(F("period__endswith"), Cast(Value("infinity"), models.DateField()))


def holding(on: date) -> Q:
    """Segments of a day. Two dates are compared in a third of the time that a range takes to contain one."""
    return Q(period__startswith__lte=on) & Q(GreaterThan(_PAST, on))


class Segment(models.Model):
    """One period of a posting with one verdict. Derived; only `legality.timelines` writes it.

    Periods of a posting follow each other because the judge cuts them so; the database holds that none is there twice.
    Nor does it look up posting and paper for every one of them: they are never deleted. Name, birth, sex and place
    stand here too, so that a list for any date reads one table.
    """

    posting = models.ForeignKey(
        PsmPosting, on_delete=models.CASCADE, related_name="segments", db_index=False, db_constraint=False
    )  # the constraint below serves
    person_id = models.BigIntegerField()
    village_path = models.CharField(max_length=25, db_collation="C")
    name_key = models.CharField(max_length=120, db_collation="C")
    words = models.GeneratedField(
        expression=SearchVector("name_key", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    """The words of the name, to be searched in any order."""
    birth_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    period = DateRangeField()
    standing = models.CharField(max_length=20, choices=StandingChoice.choices)
    checked = models.BooleanField(default=False)
    soon_from = models.DateField(null=True)
    """From this day the standing reads "segera berakhir": 90 days before the legal run ends."""
    sk = models.ForeignKey(
        Sk, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    ends_on = models.DateField(null=True)
    reasons = ArrayField(models.CharField(max_length=12))
    warnings = ArrayField(models.CharField(max_length=12), default=list)
    rule_version = models.CharField(max_length=12)

    PLACE = "village_path"
    PLACE_BY_PROVINCE = True

    class Meta:
        indexes = [
            # Who serves in a province on a day, and who changed between two, is read out of this index alone:
            # the days are compared inside it, and the people of a village stand in order.
            models.Index(
                "village_path",
                "person_id",
                F("period__startswith"),
                _PAST,
                include=("standing", "period"),
                name="segment_path_person",
            ),
            # Lists walk these in order of names and read nothing else, however rare what they look for; where a
            # standing was rare on a day, the days are compared inside the index.
            models.Index(fields=["name_key", "id"], include=("standing", *_LISTED), name="segment_name"),
            models.Index(
                "standing",
                "name_key",
                "id",
                F("period__startswith"),
                _PAST,
                include=_LISTED,
                name="segment_standing_name",
            ),
            models.Index(
                Left("village_path", 10),
                "name_key",
                "id",
                F("period__startswith"),
                _PAST,
                include=("standing", *_LISTED),
                name="segment_province_name",
            ),
            # Of the whole country or, compared inside it too, of one province.
            models.Index(
                "soon_from",
                Left("village_path", 10),
                include=("period", "village_path", "name_key"),
                name="segment_soon",
                condition=Q(soon_from__isnull=False),
            ),
            GinIndex(fields=["words"], name="segment_words"),
            GinIndex(fields=["reasons"], name="segment_reasons"),
            models.Index(fields=["person_id"], name="segment_person"),
        ]
        constraints = [
            models.UniqueConstraint("posting", F("period__startswith"), name="segment_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.period}: {self.standing}"


class Stint(models.Model):
    """The time a posting serves in one place, of people whose birth is known. Derived with its segments."""

    posting_id = models.BigIntegerField(db_index=True)
    village_path = models.CharField(max_length=25, db_collation="C")
    province_path = models.CharField(max_length=10, db_collation="C")
    """Its head, so that the whole country is counted by province without reading rows."""
    birth_on = models.DateField()
    sex = models.CharField(max_length=1, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    """The first day no longer in it; empty while it lasts."""

    PATHS_KEPT: ClassVar = {
        "village_path": "a place of the tree of its day; written anew by `rejudge`",
        "province_path": "the head of `village_path`",
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["birth_on"], include=("sex", "since", "until", "province_path"), name="stint_birth"
            ),
            models.Index(
                fields=["province_path", "birth_on"],
                include=("sex", "since", "until", "village_path"),
                name="stint_province_birth",
            ),
            # The pyramid sets them apart; they are few.
            models.Index(
                fields=["province_path", "village_path"],
                include=("birth_on", "since", "until"),
                name="stint_unsexed",
                condition=Q(sex=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.since} – {self.until or ''}"


class LedgerEntry(models.Model):
    """A change of a count on a day in a village. Derived with the segments of all who are or were there."""

    village_path = models.CharField(max_length=25, db_collation="C")
    day = models.DateField()
    measure = models.PositiveSmallIntegerField(choices=Measure.choices)
    n = models.SmallIntegerField()

    PATHS_KEPT: ClassVar = {"village_path": "a place of the tree of its day; written anew by `rejudge`"}

    class Meta:
        indexes = [
            models.Index(fields=["day", "village_path"], include=["measure", "n"], name="ledger_day_path"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["village_path", "day", "measure"], include=["n"], name="ledger_one_sum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.measure} {self.n:+d}"


class LedgerPending(models.Model):
    """By how much it changed, waiting to be folded into the monthly balances of its regency."""

    village_path = models.CharField(max_length=25, db_collation="C")
    day = models.DateField()
    measure = models.PositiveSmallIntegerField()
    n = models.SmallIntegerField()

    PATHS_KEPT: ClassVar = {"village_path": "a place of the tree of its day; written anew by `rejudge`"}

    class Meta:
        indexes = [models.Index(fields=["village_path"], name="pending_path")]

    def __str__(self) -> str:
        return f"{self.day} {self.measure} {self.n:+d}"
