"""Other pillars of the same human: TKSK, Karang Taruna, Tagana … each with its own level and place."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value

from pendopo.codelists.models import PillarType
from pendopo.roster.enums import EndReason
from pendopo.roster.models.people import Person
from pendopo.roster.models.ranges import DateRange
from pendopo.wilayah.models import Wilayah


class PillarPosting(models.Model):
    """A person as member of one pillar at one place, from a first to a last day.

    Death ends it by itself, as it ends service as PSM; the end of service as PSM does not.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pillars")
    pillar = models.ForeignKey(PillarType, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    """A node on one of the levels of the pillar."""
    place_path = models.CharField(max_length=25, db_collation="C")
    starts_on = models.DateField()
    until = models.DateField(null=True)
    """Last day, inclusive as on paper."""
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    end_note = models.CharField(max_length=250, blank=True)
    paper = models.CharField(max_length=160, blank=True)
    """The SK or letter, as written."""
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)

    PLACE = "place_path"

    class Meta:
        indexes = [
            models.Index(fields=["place_path", "pillar"], name="pillar_path"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")), name="pillar_period"
            ),
            ExclusionConstraint(
                name="pillar_once_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (F("pillar"), RangeOperators.EQUAL),
                    (F("place"), RangeOperators.EQUAL),
                    (DateRange(F("starts_on"), F("until"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.pillar_id} @ {self.place_id}"
