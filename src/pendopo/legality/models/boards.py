"""Papers of IPSM boards, what offices ask of them, and the stored verdicts of units."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from pendopo.legality.enums import BoardNeed, FormationStep, Issuer, StandingChoice
from pendopo.legality.models.papers import Sk
from pendopo.roster.models import BoardTerm, IpsmUnit
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


class BoardNaming(models.Model):
    """An SK that decrees a board, or changes it in mid-term. One table of papers serves PSM and boards."""

    sk = models.ForeignKey(Sk, on_delete=models.PROTECT, related_name="board_namings")
    term = models.ForeignKey(BoardTerm, on_delete=models.PROTECT, related_name="namings")
    import_id = models.BigIntegerField(null=True, db_index=True)
    annulled_at = models.DateTimeField(null=True)

    PLACE = "term__place_path"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sk"], condition=Q(annulled_at__isnull=True), name="board_naming_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sk_id}: {self.term_id}"


class BoardPolicy(models.Model):
    """What an office asks of the boards of one level below it, from a signing date on."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    """Level of the boards it speaks of."""
    in_force_from = models.DateField(null=True)
    """Empty: always."""
    entitled = ArrayField(models.CharField(max_length=16, choices=Issuer.choices))
    longest_term_months = models.PositiveSmallIntegerField(null=True)
    active_months = models.PositiveSmallIntegerField(default=6)
    needs = ArrayField(models.CharField(max_length=10, choices=BoardNeed.choices), default=list)
    basis = models.CharField(max_length=250, blank=True)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "place_path"
    PLACE_STAYS = "papers of that time are judged by it; the survivor has its own"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "level", "in_force_from"],
                condition=Q(cancelled_at__isnull=True),
                nulls_distinct=False,
                name="board_policy_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.level} {self.in_force_from or '∞'}"


class BoardSegment(models.Model):
    """One period of a unit with its verdicts. Derived; only `legality.board_timelines` writes it.

    Days before the first segment of a unit, and places without a unit, are "belum terbentuk".
    """

    unit = models.ForeignKey(IpsmUnit, on_delete=models.CASCADE, related_name="segments")
    term = models.ForeignKey(BoardTerm, null=True, on_delete=models.CASCADE, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    period = DateRangeField()
    standing = models.CharField(max_length=20, choices=StandingChoice.choices)
    checked = models.BooleanField(default=False)
    soon_from = models.DateField(null=True)
    sk = models.ForeignKey(Sk, null=True, on_delete=models.PROTECT, related_name="+")
    ends_on = models.DateField(null=True)
    reasons = ArrayField(models.CharField(max_length=12))
    warnings = ArrayField(models.CharField(max_length=12), default=list)
    active = models.BooleanField()
    idle_reasons = ArrayField(models.CharField(max_length=12), default=list)
    access = models.BooleanField()
    access_reasons = ArrayField(models.CharField(max_length=12), default=list)
    step = models.CharField(max_length=12, choices=FormationStep.choices)
    step_since = models.DateField()
    rule_version = models.CharField(max_length=12)

    PLACE = "place_path"
    PLACE_STAYS = "it stays with its unit"

    class Meta:
        indexes = [
            models.Index(fields=["level", "place_path"], name="board_segment_level_path"),
            GistIndex(fields=["level", "period"], name="board_segment_level_period"),
        ]
        constraints = [
            ExclusionConstraint(
                name="board_segment_no_overlap",
                expressions=[(F("unit"), RangeOperators.EQUAL), (F("period"), RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}: {self.standing}"
