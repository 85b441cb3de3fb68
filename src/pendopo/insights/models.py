from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Balance(models.Model):
    """Running totals of a regency or province at the first of a month, that day included.

    Derived; only `fold` writes it. `counts` holds one number per measure, at the measure's code
    (`legality.enums.Measure`). Months stand without a gap from the first to the last that occurs in the
    place's ledger.
    """

    path = models.CharField(max_length=15, db_collation="C")
    month = models.DateField()
    counts = ArrayField(models.IntegerField())

    PATHS_KEPT: ClassVar = {"path": "a place of the tree of its month; folded out of the ledger"}
    PLACE = "path"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "month"], name="balance_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.month}"
