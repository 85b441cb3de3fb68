"""IPSM units, their boards, the path of forming one, seats and who holds them, and their work.

A unit belongs to one node of the tree and has at most one. Each board is a *term*: it begins with its
preparation, is elected and decreed (the SK is a paper of `legality`), installed, and ends with its term.
Nothing here says whether a board is legal or active: that is judged from these facts.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value

from pendopo.roster.enums import HandoverKind, HolderEnd, SeatKind, StopKind, TermStepKind, WorkKind
from pendopo.roster.models.people import Person
from pendopo.roster.models.ranges import DateRange
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah


class IpsmUnit(models.Model):
    """The IPSM of one place: national, province, kab/kota, kecamatan or desa/kelurahan."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, unique=True, db_collation="C")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    import_id = models.BigIntegerField(null=True, db_index=True)
    cancelled_at = models.DateTimeField(null=True)
    """Entered by mistake: counts nowhere, stays in the history; a new start takes the row up again."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    PLACE = "place_path"
    PLACE_STAYS = "the IPSM of a place ends with it; the survivor has its own"

    class Meta:
        indexes = [models.Index(fields=["level", "place_path"], name="unit_level_path")]

    def __str__(self) -> str:
        return f"IPSM {self.wilayah}"


class UnitStop(models.Model):
    """The unit is frozen or dissolved by a decision, from a day on."""

    unit = models.ForeignKey(IpsmUnit, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField(max_length=5, choices=StopKind.choices)
    since = models.DateField()
    until = models.DateField(null=True)
    """Last day; empty: still."""
    paper = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=250)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "unit__place_path"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="unit_stop_period"
            ),
            ExclusionConstraint(
                name="unit_stop_one_at_a_time",
                expressions=[
                    (F("unit"), RangeOperators.EQUAL),
                    (DateRange(F("since"), F("until"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.since}"


class BoardTerm(models.Model):
    """One board of a unit, from its preparation on."""

    unit = models.ForeignKey(IpsmUnit, on_delete=models.PROTECT, related_name="terms")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    first_year = models.PositiveSmallIntegerField(null=True)
    """The term as its papers name it: 2024 of "masa bakti 2024–2029". Nothing is judged from it."""
    last_year = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=250, blank=True)
    import_id = models.BigIntegerField(null=True, db_index=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    PLACE = "place_path"
    PLACE_STAYS = "it stays with its unit"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="term_years",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_year or ''}-{self.last_year or ''}"


class TermStep(models.Model):
    """A step on the path of forming a board: what happened on which day, by which paper, told by whom."""

    term = models.ForeignKey(BoardTerm, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=TermStepKind.choices)
    on = models.DateField()
    planned_on = models.DateField(null=True)
    """With MUSDA: the day the musda is to be held."""
    paper = models.CharField(max_length=120, blank=True)
    by_whom = models.CharField(max_length=150, blank=True)
    """Who held, chaired or installed: "Bupati Malang"."""
    note = models.CharField(max_length=250, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "term__place_path"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "step"], condition=Q(cancelled_at__isnull=True), name="term_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.step} {self.on}"


class SeatPlan(models.Model):
    """Which seats boards of a level have, as an office wants it; the nearest above the unit holds."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "place_path"
    PLACE_STAYS = "the survivor has its own"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "level"], condition=Q(cancelled_at__isnull=True), name="seat_plan_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.level}"


class SeatPlanLine(models.Model):
    plan = models.ForeignKey(SeatPlan, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=SeatKind.choices)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(default=1)
    required = models.BooleanField(default=False)
    per_residency = models.BooleanField(default=False)
    """One seat for each group of the province's residency scheme: wakil ketua per eks-karesidenan."""

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A position on one board. Without a holder on a day it is vacant."""

    term = models.ForeignKey(BoardTerm, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=10, choices=SeatKind.choices)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    required = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "term__place_path"

    def __str__(self) -> str:
        return self.name


class Holder(models.Model):
    """Who sits in a seat, or acts in it, from a first to a last day."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="seats")
    """Empty: an office ("Gubernur Jawa Tengah"), or a name off a list that nobody has tied to the register."""
    name = models.CharField(max_length=120, blank=True)
    """As the paper writes it, where there is no person."""
    contact = models.CharField(max_length=20, blank=True)
    """Phone of a name without a person."""
    starts_on = models.DateField()
    until = models.DateField(null=True)
    acting = models.BooleanField(default=False)
    end_reason = models.CharField(max_length=12, choices=HolderEnd.choices, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    import_id = models.BigIntegerField(null=True, db_index=True)
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    PLACE = "place_path"
    PLACE_STAYS = "it stays with its unit"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="holder_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")), name="holder_period"
            ),
            ExclusionConstraint(
                name="holder_one_per_seat",
                expressions=[
                    (F("seat"), RangeOperators.EQUAL),
                    (DateRange(F("starts_on"), F("until"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.person_id or self.name}"


class UnitWork(models.Model):
    """A meeting held or a report made: what shows that a unit is at work."""

    unit = models.ForeignKey(IpsmUnit, on_delete=models.PROTECT, related_name="works")
    kind = models.CharField(max_length=8, choices=WorkKind.choices)
    on = models.DateField()
    title = models.CharField(max_length=150)
    note = models.CharField(max_length=250, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "unit__place_path"

    def __str__(self) -> str:
        return self.title


class HandoverItem(models.Model):
    """What the former board hands to the new one: a line of the hand-over list."""

    term = models.ForeignKey(BoardTerm, on_delete=models.PROTECT, related_name="handover")
    """The incoming board."""
    kind = models.CharField(max_length=8, choices=HandoverKind.choices)
    name = models.CharField(max_length=150)
    note = models.CharField(max_length=250, blank=True)
    handed_on = models.DateField(null=True)
    received_by = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "term__place_path"

    def __str__(self) -> str:
        return self.name
