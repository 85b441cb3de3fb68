"""Between two records or two offices: moves, likely duplicates, and the words of names."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from pendopo.roster.models.people import Person, PsmPosting
from pendopo.wilayah.models import Wilayah


class MoveRequest(models.Model):
    """A PSM moves to a village of another office: one side asks, the other accepts or declines."""

    posting = models.ForeignKey(PsmPosting, on_delete=models.PROTECT, related_name="moves")
    from_path = models.CharField(max_length=25, db_collation="C")
    village = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    to_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    last_day = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answer_note = models.CharField(max_length=250, blank=True)

    PLACE = "to_path"

    def __str__(self) -> str:
        return f"{self.posting_id} → {self.village_id}"


class LikelyDuplicate(models.Model):
    """Two records that may be one human. A human decides; until then nothing is merged."""

    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=40)
    score = models.FloatField(default=0)
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    """The lowest node that covers both: the office that decides."""
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    same = models.BooleanField(null=True)

    PLACE = "place_path"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="likely_duplicate_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="likely_duplicate_order"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}"


class NameWord(models.Model):
    """A word that occurs in names, so that a mistyped one finds its neighbours. Says nothing of anybody."""

    word = models.CharField(max_length=40, primary_key=True, db_collation="C")

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="name_word_trgm")]

    def __str__(self) -> str:
        return self.word
