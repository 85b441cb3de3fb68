"""What a province wants of each of its kab/kota by a day, and what the kab/kota answered."""

from django.db import models
from django.db.models import F, Q

from pendopo.wilayah.models import Wilayah


class TargetRound(models.Model):
    """One period of a province: "sampai Rakor 2027"."""

    province = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    due_on = models.DateField()
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "place_path"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name"], condition=Q(cancelled_at__isnull=True), name="round_name_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("starts_on")), name="round_period"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """The stages of one kab/kota in a round. An empty share is no stage of this round."""

    round = models.ForeignKey(TargetRound, on_delete=models.PROTECT, related_name="targets")
    regency = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    board = models.BooleanField(default=True)
    """A legal board of the kab/kota."""
    covered_percent = models.PositiveSmallIntegerField(null=True)
    """Villages with at least one PSM, of all villages."""
    valid_percent = models.PositiveSmallIntegerField(null=True)
    """PSM with a valid SK, of the PSM in service."""
    checked_percent = models.PositiveSmallIntegerField(null=True)
    """PSM whose valid SK Dinsos has checked, of the PSM in service."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    agreed = models.BooleanField(null=True)
    answer_note = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)

    PLACE = "place_path"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "regency"], name="target_once"),
            models.CheckConstraint(
                condition=(Q(covered_percent__isnull=True) | Q(covered_percent__range=(1, 100)))
                & (Q(valid_percent__isnull=True) | Q(valid_percent__range=(1, 100)))
                & (Q(checked_percent__isnull=True) | Q(checked_percent__range=(1, 100))),
                name="target_percents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.regency_id}"
