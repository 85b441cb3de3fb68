from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Balance(models.Model):
    """Running totals of a regency at the first of a month, that day included. Derived; only `fold` writes it.

    `counts` holds one number per measure, at the measure's code (`legality.enums.Measure`). Months stand
    without a gap from the first to the last that occurs in the regency's ledger.
    """

    regency_path = models.CharField(max_length=15, db_collation="C")
    month = models.DateField()
    counts = ArrayField(models.IntegerField())

    PATHS_KEPT: ClassVar = {"regency_path": "a place of the tree of its month; folded out of the ledger"}
    PLACE = "regency_path"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regency_path", "month"], name="balance_once")]

    def __str__(self) -> str:
        return f"{self.regency_path} {self.month}"
