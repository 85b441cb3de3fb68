"""Village heads are asked for the SK that is missing."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.legality.enums import StandingChoice
from pendopo.legality.models.papers import Sk
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import Wilayah


class SkRequest(models.Model):
    """A village head was asked for the SK that is missing; without lines, for PSM where the village has none."""

    village = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    village_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    number = models.CharField(max_length=40, unique=True)
    as_of = models.DateField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=150)
    channel = models.CharField(max_length=10)
    """surat or whatsapp"""
    answered_on = models.DateField(null=True)
    sk = models.ForeignKey(Sk, null=True, on_delete=models.PROTECT, related_name="requests")
    closed_reason = models.CharField(max_length=250, blank=True)

    PLACE = "village_path"

    def __str__(self) -> str:
        return self.number


class SkRequestLine(models.Model):
    request = models.ForeignKey(SkRequest, on_delete=models.CASCADE, related_name="lines")
    posting = models.ForeignKey(PsmPosting, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=20, choices=StandingChoice.choices)
    reasons = ArrayField(models.CharField(max_length=12))

    def __str__(self) -> str:
        return f"{self.request_id}: {self.posting_id}"
