"""People and their postings as PSM of a village. One human is one person."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from pendopo.roster.enums import Blood, Education, EndReason, NikState, Sex
from pendopo.roster.models.ranges import upright_line
from pendopo.roster.nik_store import Number, open_nik, open_number
from pendopo.shared.names import Name
from pendopo.wilayah.models import Wilayah


class Person(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Binds the sealed NIK to this row."""
    name = models.CharField(max_length=120)
    title_front = models.CharField(max_length=40, blank=True)
    title_back = models.CharField(max_length=60, blank=True)
    name_key = models.CharField(max_length=120, db_collation="C")
    nik_state = models.CharField(max_length=6, choices=NikState.choices, default=NikState.NONE)
    nik_sealed = models.BinaryField(null=True)
    nik_index = models.BinaryField(null=True)
    """Blind index of a sure NIK: one living record per NIK."""
    nik_stem = models.BinaryField(null=True)
    """Blind index of the first fifteen digits, to find a NIK whose last digit Excel lost."""
    nik_tail = models.CharField(max_length=2, blank=True)
    birth_place = models.CharField(max_length=80, blank=True)
    birth_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    died_on = models.DateField(null=True)
    # All that follows may stay empty.
    photo = models.CharField(max_length=64, blank=True, default="", db_default="")
    """Hash of the shrunk photo, under which it lies in the media folder (`roster.photos`)."""
    kk_sealed = models.BinaryField(null=True)
    kk_index = models.BinaryField(null=True)
    """Blind index of the family card: one family has several people."""
    kk_tail = models.CharField(max_length=2, blank=True, default="", db_default="")
    education = models.CharField(
        max_length=6, choices=Education.choices, blank=True, default="", db_default=""
    )
    job = models.CharField(max_length=80, blank=True, default="", db_default="")
    blood = models.CharField(max_length=3, choices=Blood.choices, blank=True, default="", db_default="")
    bpjs_work_sealed = models.BinaryField(null=True)
    bpjs_work_tail = models.CharField(max_length=2, blank=True, default="", db_default="")
    bpjs_health_sealed = models.BinaryField(null=True)
    bpjs_health_tail = models.CharField(max_length=2, blank=True, default="", db_default="")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    PLACE = ("postings__village_path", "pillars__place_path")

    class Meta:
        indexes = [
            GinIndex(OpClass("name_key", name="gin_trgm_ops"), name="person_name_trgm"),
            models.Index(fields=["name_key"], name="person_name_key"),
            models.Index(fields=["nik_stem"], name="person_nik_stem"),
            models.Index(fields=["birth_on"], name="person_birth_on"),
            models.Index(fields=["kk_index"], name="person_kk", condition=Q(kk_index__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nik_index"],
                condition=Q(nik_index__isnull=False, merged_into__isnull=True),
                name="person_nik_once",
            ),
            models.CheckConstraint(
                condition=Q(nik_state=NikState.NONE, nik_sealed__isnull=True, nik_index__isnull=True)
                | Q(nik_state=NikState.UNSURE, nik_sealed__isnull=False, nik_index__isnull=True)
                | Q(nik_state=NikState.SURE, nik_sealed__isnull=False, nik_index__isnull=False),
                name="person_nik_state",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return str(Name(self.title_front, self.name, self.title_back))

    def nik(self) -> str:
        """The whole NIK in clear. Only `reveal_nik` and comparisons inside commands ask for it."""
        return open_nik(self.uid, self.nik_sealed)

    def number(self, which: Number) -> str:
        """KK or BPJS in clear, under the same care as the NIK."""
        return open_number(self.uid, which, getattr(self, f"{which}_sealed"))


class PsmPosting(models.Model):
    """A person as PSM of one village, from a first to a last day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    village = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    village_path = models.CharField(max_length=25, db_collation="C")
    starts_on = models.DateField()
    until = models.DateField(null=True)
    """Last day of service, inclusive as on paper."""
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    end_note = models.CharField(max_length=250, blank=True)
    kta_number = models.CharField(max_length=30, blank=True)
    bimtek_attended = models.BooleanField(null=True)
    bimtek_on = models.DateField(null=True)
    bimtek_number = models.CharField(max_length=60, blank=True)
    bimtek_organiser = models.CharField(max_length=120, blank=True)
    import_id = models.BigIntegerField(null=True, db_index=True)
    cancelled_at = models.DateTimeField(null=True)
    """Entered by mistake: counts nowhere, stays in the history."""
    cancel_reason = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)

    PLACE = "village_path"

    class Meta:
        indexes = [
            models.Index(fields=["village_path"], name="posting_path"),
            models.Index(fields=["kta_number"], name="posting_kta"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")), name="posting_period"
            ),
            ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[(upright_line("person", "starts_on", "until"), RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.village_id}"
